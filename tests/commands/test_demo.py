"""`manage.py demo`: the demo newsroom of seeds/, loaded once, never over what people have changed."""

import io
import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from claims.choices import Role, Stage
from claims.models import Article, Desk, Event, Outlet, Rating, Reason, Revision, Scale, User

pytestmark = pytest.mark.django_db
NEWSROOM = json.loads((settings.DEMO_SEEDS / "newsroom.json").read_text(encoding="utf-8"))
PIECES = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))
    for path in (settings.DEMO_SEEDS / "articles").glob("*.json")
}


def demo(*words: str) -> str:
    out = io.StringIO()
    call_command("demo", *words, stdout=out)
    return out.getvalue()


def test_it_brings_people_with_all_roles_and_everything_of_the_newsroom(client):
    demo()
    assert User.objects.count() == len(NEWSROOM["people"])
    assert {grant for person in User.objects.all() for grant in person.role_set} == set(Role.values)
    assert Desk.objects.count() == len(NEWSROOM["desks"])
    assert Outlet.objects.filter(desk__isnull=False).count() == len(NEWSROOM["outlets"])
    assert Scale.objects.count() == len(NEWSROOM["scales"])
    assert Rating.objects.valid(timezone.now()).count() == len(NEWSROOM["ratings"])
    assert Reason.objects.count() == sum(map(len, NEWSROOM["reasons"].values()))
    for person in NEWSROOM["people"]:
        assert client.login(username=person["username"], password=settings.DEMO_PASSWORD)
        found = User.objects.get(username=person["username"])
        assert found.role_set == set(person["roles"])
        assert set(found.desks.values_list("key", flat=True)) == set(person["desks"])


def test_its_articles_have_just_come_in_and_wait_for_a_worker():
    begun = timezone.now()
    demo()
    assert Article.objects.count() == len(PIECES) >= 12
    assert set(Article.objects.values_list("stage", flat=True)) == {Stage.CLEAN}
    first = PIECES["01-gefechte-kursk"]
    article = Article.objects.get(external_id=first["external_id"])
    assert (article.url, article.outlet.key, article.desk.key) == (
        first["url"],
        first["outlet"],
        first["desk"],
    )
    assert article.submitted_by.username == first["submitted_by"]
    assert begun < article.received_at < timezone.now()
    assert article.due_at > begun
    assert article.revisions.get().published_at.isoformat() == "2024-11-05T15:12:00+00:00"
    assert article.revisions.get().text == Path(
        settings.DEMO_SEEDS / "articles/01-gefechte-kursk.txt"
    ).read_text(encoding="utf-8")
    assert Event.objects.get(article=article).at == article.received_at


def test_an_article_with_a_later_version_has_both_in_order():
    demo()
    told = next(piece for piece in PIECES.values() if piece.get("revisions"))
    revisions = list(Article.objects.get(external_id=told["external_id"]).revisions.order_by("number"))
    assert [revision.number for revision in revisions] == list(range(1, 2 + len(told["revisions"])))
    assert revisions[0].received_at < revisions[-1].received_at < timezone.now()


def test_loaded_again_it_changes_nothing_that_people_have_changed(client):
    demo()
    jana = User.objects.get(username="jana")
    jana.set_password("ein-anderes-Passwort")
    jana.display_name = "Jana Weber-Lang"
    jana.save()
    jana.grants.all().delete()
    Outlet.objects.filter(key="nka").update(name="Umbenannt")
    Article.objects.filter(external_id=PIECES["01-gefechte-kursk"]["external_id"]).update(title="Neuer Titel")
    Desk.objects.filter(key="sport").delete()
    before = (
        list(Revision.objects.order_by("pk").values_list("pk", "digest")),
        Event.objects.count(),
        Rating.objects.count(),
    )

    assert " 0 new articles" in demo()
    assert (
        list(Revision.objects.order_by("pk").values_list("pk", "digest")),
        Event.objects.count(),
        Rating.objects.count(),
    ) == before
    jana = User.objects.get(username="jana")
    assert (jana.display_name, jana.role_set) == ("Jana Weber-Lang", frozenset())
    assert client.login(username="jana", password="ein-anderes-Passwort")
    assert Outlet.objects.get(key="nka").name == "Umbenannt"
    assert Article.objects.filter(title="Neuer Titel").exists()
    assert Desk.objects.filter(key="sport").exists()  # what is missing is there again


def test_a_folder_without_a_newsroom_is_refused(tmp_path):
    with pytest.raises(CommandError, match=r"newsroom\.json is missing"):
        demo("--seeds", str(tmp_path))
