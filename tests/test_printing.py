"""Dossiers on paper: asked for, made by a worker, made anew after a change, kept from others, cleared away."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims import printing, tasks
from claims.choices import Carriage, Role, Status
from claims.models import Article, Claim, PrintedDossier, User
from claims.workflow import verification
from tests.workflow.factories import EvidenceFactory, SourceFactory, claim_at, person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: LazySettings) -> Path:
    """A folder of its own for the files."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def claim() -> Claim:
    return claim_at(Status.PUBLISHED)


@pytest.fixture
def reader() -> User:
    return person(Role.CHECKER, language="en")


def ask(article: Article, reader: User, **more: object) -> PrintedDossier:
    return printing.ask(article, by=reader, language="en", at=timezone.now(), **more)


def files(media: Path) -> list[str]:
    return sorted(path.name for path in media.glob("dossiers/*"))


def test_it_waits_is_made_once_and_stays_until_the_article_changes(
    claim: Claim, reader: User, media: Path
) -> None:
    row = ask(claim.article, reader)
    assert row.is_under_way and printing.content_of(row) is None
    tasks.print_dossier(row.pk)
    tasks.print_dossier(row.pk)  # delivered twice
    row = ask(claim.article, reader)
    content = printing.content_of(row)
    assert row.is_ready and row.tries == 1
    assert content is not None and content.startswith(b"%PDF-") and len(content) == row.size
    verification.note(claim, text="neu", by=reader, at=timezone.now())
    again = ask(claim.article, reader)
    assert again.pk == row.pk and again.state == Carriage.WAITING and printing.content_of(again) is None
    assert printing.make_waiting(timezone.now(), limit=1) == 1
    assert ask(claim.article, reader).is_ready
    assert len(files(media)) == 1  # the earlier file is gone


@pytest.mark.parametrize("change", ["claim", "source", "confidant", "title", "name", "event"])
def test_whatever_it_shows_is_part_of_its_state(claim: Claim, reader: User, change: str) -> None:
    secret = SourceFactory(url="", confidential=True)
    cited = EvidenceFactory(claim=claim, source=secret)
    before = printing.state_of(claim.article, by=reader)
    assert printing.state_of(claim.article, by=reader) == before
    if change == "claim":
        Claim.objects.filter(pk=claim.pk).update(changed_at=timezone.now())
    elif change == "source":
        type(secret).objects.filter(pk=cited.source_id).update(title="anders")
    elif change == "confidant":
        secret.confidants.add(reader)
    elif change == "title":
        claim.article.title = "anders"
    elif change == "name":
        reader.display_name = "anders"
    else:
        verification.note(claim, text="neu", by=reader, at=timezone.now())
    assert printing.state_of(claim.article, by=reader) != before


def test_the_state_asks_as_often_for_three_claims_as_for_one(claim: Claim, reader: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            printing.state_of(claim.article, by=reader)
        return len(asked)

    queries()  # the first one also asks for what the process then knows
    one = queries()
    for _ in range(2):
        other = claim_at(Status.IN_REVIEW)
        Claim.objects.filter(pk=other.pk).update(article=claim.article, number=90 + _)
        EvidenceFactory(claim=other)
    assert queries() == one <= 6


def test_each_reader_has_one_of_their_own_with_what_they_may_see(claim: Claim, reader: User) -> None:
    owner = person(Role.CHECKER, language="en")
    EvidenceFactory(claim=claim, source=SourceFactory(url="", confidential=True, added_by=owner))
    rows = [ask(claim.article, one) for one in (reader, owner)]
    assert rows[0].pk != rows[1].pk and rows[0].wanted != rows[1].wanted
    assert list(PrintedDossier.objects.visible_to(reader)) == [rows[0]]
    printing.make(rows[1].pk, at=timezone.now())
    browser = Client()
    browser.force_login(reader)
    answer = browser.get(f"/articles/{claim.article_id}/dossier.pdf")
    assert answer.status_code == 302 and answer["Location"].endswith("/dossier/paper/")


def test_the_page_tells_how_far_it_is_and_needs_no_script(claim: Claim, reader: User) -> None:
    browser, address = Client(), f"/articles/{claim.article_id}/dossier/paper/"
    browser.force_login(reader)
    html = browser.get(address).content.decode()
    assert "It waits for a worker." in html and ">Look again</a>" in html
    PrintedDossier.objects.update(state=Carriage.CLAIMED, claimed_at=timezone.now())
    assert "It is being made." in browser.get(address).content.decode()
    PrintedDossier.objects.update(state=Carriage.WAITING)
    printing.make_waiting(timezone.now(), limit=1)
    html = browser.get(address).content.decode()
    assert "Ready, " in html and "KB" in html and ">Look again</a>" not in html
    assert f'href="/articles/{claim.article_id}/dossier.pdf"' in html
    assert browser.get("/articles/999999/dossier/paper/").status_code == 404


def test_what_cannot_be_made_says_so_and_is_tried_again_when_asked(
    claim: Claim, reader: User, media: Path, settings: LazySettings
) -> None:
    browser, address = Client(), f"/articles/{claim.article_id}/dossier/paper/"
    browser.force_login(reader)
    browser.get(address)
    (media / "full").touch()
    settings.MEDIA_ROOT = media / "full"  # no folder: nothing can be written there
    assert printing.make_waiting(timezone.now(), limit=1) == 0
    settings.MEDIA_ROOT = media
    html = browser.get(address).content.decode()
    assert "It could not be made (NotADirectoryError)." in html
    assert PrintedDossier.objects.get().state == Carriage.GIVEN_UP
    browser.post(address)
    assert printing.make_waiting(timezone.now(), limit=1) == 1
    assert "Ready, " in browser.get(address).content.decode()


def test_a_row_of_a_dead_worker_waits_again_and_is_given_up_in_the_end(claim: Claim, reader: User) -> None:
    row, now = ask(claim.article, reader), timezone.now()
    stuck = {"state": Carriage.CLAIMED, "claimed_at": now - printing.STUCK}
    PrintedDossier.objects.filter(pk=row.pk).update(**stuck, tries=1)
    assert printing.make_waiting(now, limit=1) == 1
    PrintedDossier.objects.filter(pk=row.pk).update(**stuck, tries=printing.TRIES)
    assert printing.make_waiting(now, limit=1) == 0
    row.refresh_from_db()
    assert (row.state, row.failure) == (Carriage.GIVEN_UP, "WorkerLost")


def test_one_that_was_overtaken_by_a_change_is_not_shown_as_the_newest(
    claim: Claim, reader: User, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, save = ask(claim.article, reader), FileSystemStorage.save

    def slowly(storage: FileSystemStorage, *args: object, **kwargs: object) -> str:
        """A slow disk: the article changes meanwhile."""
        verification.note(claim, text="neu", by=reader, at=timezone.now())
        ask(claim.article, reader)
        return save(storage, *args, **kwargs)

    monkeypatch.setattr(FileSystemStorage, "save", slowly)
    assert printing.make(row.pk, at=timezone.now()) is False
    row.refresh_from_db()
    assert row.state == Carriage.WAITING and files(media) == []


def test_the_clock_clears_away_what_nobody_asks_for_and_files_without_a_row(
    claim: Claim, reader: User, media: Path
) -> None:
    row, now = ask(claim.article, reader), timezone.now()
    printing.make(row.pk, at=now)
    stray = media / "dossiers" / "stray.pdf"
    stray.write_bytes(b"%PDF-")
    assert printing.forget_old(now) == 0 and len(files(media)) == 2  # too young to be a stray
    long_ago = (now - 2 * printing.STRAY).timestamp()
    for path in media.glob("dossiers/*"):
        os.utime(path, (long_ago, long_ago))
    assert printing.forget_old(now) == 0 and files(media) == [
        Path(PrintedDossier.objects.get().file.name).name
    ]
    assert printing.forget_old(now + printing.KEPT_FOR + timedelta(minutes=1)) == 1
    assert files(media) == [] and not PrintedDossier.objects.exists()


def test_a_file_that_was_lost_is_made_again(claim: Claim, reader: User) -> None:
    row = ask(claim.article, reader)
    printing.make(row.pk, at=timezone.now())
    default_storage.delete(PrintedDossier.objects.get().file.name)
    assert ask(claim.article, reader).state == Carriage.WAITING
