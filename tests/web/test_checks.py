"""What everybody may read, what a person was told, and the article as a whole."""

import json
import re
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.utils import timezone

from claims.choices import Role, Status
from claims.models import Claim, Verdict
from claims.notify import inbox
from claims.workflow import assignment, publication, review
from tests.factories import ClaimFactory
from tests.workflow.factories import EvidenceFactory, SourceFactory, claim_at, person

pytestmark = pytest.mark.django_db


def published(**fields: object) -> Claim:
    claim = claim_at(Status.APPROVED, **fields)
    publication.publish(claim, by=person(Role.EDITOR), at=timezone.now())
    return claim


def test_a_published_check_is_there_for_everybody_without_what_is_confidential(client: Client) -> None:
    claim = claim_at(Status.APPROVED)
    EvidenceFactory(claim=claim, source=SourceFactory(title="Informantin B", url="", confidential=True))
    Verdict.objects.update(rationale="Falsch </script><script>alert(1)</script> & mehr")
    publication.publish(claim, by=person(Role.EDITOR), at=timezone.now())
    answer = client.get(f"/checks/{claim.pk}/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert claim.quote in page and claim.evidence.first().source.url in page
    assert "Informantin B" not in page
    assert "<script>alert" not in page
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    review_told = json.loads(block[1])
    assert review_told["@type"] == "ClaimReview"
    assert review_told["reviewBody"] == "Falsch </script><script>alert(1)</script> & mehr"
    assert review_told["url"].endswith(f"/checks/{claim.pk}/")


@pytest.mark.parametrize("status", [Status.NEW, Status.CHECKING, Status.IN_REVIEW, Status.APPROVED])
def test_what_is_not_published_is_not_there(client: Client, status: str) -> None:
    claim = claim_at(status)
    assert client.get(f"/checks/{claim.pk}/").status_code == 404
    assert claim.quote not in client.get("/checks/").content.decode()


def test_a_retraction_is_read_with_its_reason_and_is_no_claimreview(client: Client) -> None:
    claim = published()
    assert f"/checks/{claim.pk}/" in client.get("/checks/").content.decode()
    publication.retract(claim, note="Die Satzung ist ungültig.", by=person(Role.EDITOR), at=timezone.now())
    page = client.get(f"/checks/{claim.pk}/").content.decode()
    assert "Die Satzung ist ungültig." in page and "ld+json" not in page
    assert f"/checks/{claim.pk}/" not in client.get("/checks/").content.decode()


def test_the_archive_asks_the_same_for_one_and_for_three(client: Client, django_assert_num_queries) -> None:
    published()
    with django_assert_num_queries(4):  # the page, and what can be chosen from: ratings, desks, years
        client.get("/checks/")
    published()
    published()
    with django_assert_num_queries(4):
        page = client.get("/checks/").content.decode()
    assert page.count('href="/checks/') >= 3


def test_the_archive_is_searched_and_narrowed(client: Client) -> None:
    first, second = claim_at(Status.APPROVED), published()
    Verdict.objects.filter(claim=first).update(rationale="Der Kelp wächst nach.")
    publication.publish(first, by=person(Role.EDITOR), at=timezone.now())
    found = client.get("/checks/", {"q": "kelp WACHSEN".lower()}).content.decode()
    assert f"/checks/{first.pk}/" in found and f"/checks/{second.pk}/" not in found
    for query, number in (
        ({"rating": "false"}, 2), ({"rating": "true"}, 0), ({"desk": first.desk.key}, 1), ({"desk": "x"}, 0),
        ({"year": str(timezone.now().year)}, 2), ({"year": "1999"}, 0), ({"year": "abc"}, 2),
    ):  # fmt: skip
        page = client.get("/checks/", query).content.decode()
        shown = sum(f'href="/checks/{claim.pk}/"' in page for claim in (first, second))
        assert shown == number, query
    assert "Keine veröffentlichte Prüfung passt." in client.get("/checks/", {"q": "xyzzy"}).content.decode()


def test_the_public_page_tells_machines_what_it_is(client: Client) -> None:
    claim = published()
    page = client.get(f"/checks/{claim.pk}/").content.decode()
    assert re.search(rf'<link rel="canonical" href="http[^"]+/checks/{claim.pk}/">', page)
    assert '<meta name="description" content="falsch: ' in page
    assert f'lang="{claim.language}"' in page and '<html lang="de"' in page
    links_out = re.findall(r'<a href="https?://[^"]+" rel="([^"]*)"', page)
    assert links_out and all("nofollow" in rel and "noopener" in rel for rel in links_out)


def test_a_retraction_stands_first(client: Client) -> None:
    claim = published()
    publication.retract(claim, note="Falsch abgelesen.", by=person(Role.EDITOR), at=timezone.now())
    page = client.get(f"/checks/{claim.pk}/").content.decode()
    assert page.index("Zurückgezogen am") < page.index("Falsch abgelesen.") < page.index("<h1")


def test_the_feed_holds_the_checks_and_answers_304(client: Client) -> None:
    claim = published()
    answer = client.get("/checks/feed.xml")
    root = ET.fromstring(answer.content)
    atom = "{http://www.w3.org/2005/Atom}"
    entries = root.findall(f"{atom}entry")
    assert answer["Content-Type"].startswith("application/atom+xml") and len(entries) == 1
    assert entries[0].find(f"{atom}link").attrib["href"].endswith(f"/checks/{claim.pk}/")
    again = client.get("/checks/feed.xml", headers={"if-modified-since": answer["Last-Modified"]})
    assert again.status_code == 304
    publication.retract(claim, note="Weg.", by=person(Role.EDITOR), at=timezone.now())
    assert not ET.fromstring(client.get("/checks/feed.xml").content).findall(f"{atom}entry")


def test_notices_are_read_and_marked_by_a_form_only(client: Client) -> None:
    checker, editor = person(Role.CHECKER, language="en"), person(Role.EDITOR)
    client.force_login(checker)
    claim = ClaimFactory()
    assignment.assign(claim, to=checker, by=editor, at=timezone.now(), note="Eilt sehr")
    told = inbox.of(checker).get()
    page = client.get("/notices/").content.decode()
    assert told.subject in page and f'href="/claims/{claim.pk}/"' in page
    assert inbox.unread_count(checker) == 1
    other = person(Role.CHECKER)
    client.force_login(other)
    client.post("/notices/", {"only": told.pk})
    assert inbox.unread_count(checker) == 1
    client.force_login(checker)
    client.post("/notices/", {"only": [told.pk, "9" * 30, "²"]})
    assert inbox.unread_count(checker) == 0


def test_an_article_is_released_with_a_reason_or_not_at_all(client: Client) -> None:
    editor = person(Role.EDITOR, language="en")
    client.force_login(editor)
    claim = ClaimFactory()
    gate = f"/articles/{claim.article.pk}/gate/"
    assert "Nobody has looked at it yet." in client.get(gate).content.decode()
    answer = client.post(gate, {"override": ""})
    assert answer.status_code == 409 and "1 point still blocks the article." in answer.content.decode()
    client.force_login(person(Role.CHECKER, language="en"))
    answer = client.post(gate, {"override": "Muss raus"})
    assert answer.status_code == 403 and "Muss raus" in answer.content.decode()
    client.force_login(editor)
    assert client.post(gate, {"override": "Muss raus"}).status_code == 302
    assert "Muss raus" in client.get(gate).content.decode()


def test_the_dossier_holds_every_claim_and_no_blind_verdict(client: Client) -> None:
    reviewer = person(Role.REVIEWER, language="en")
    client.force_login(reviewer)
    claim = claim_at(Status.IN_REVIEW)
    address = f"/articles/{claim.article.pk}/dossier/"
    assert "Die Satzung nennt eine andere Zahl." in client.get(address).content.decode()
    type(claim.desk).objects.filter(pk=claim.desk.pk).update(blind_second_check=True)
    page = client.get(address).content.decode()
    assert "Die Satzung nennt eine andere Zahl." not in page and claim.quote in page
    review.second_check(
        Verdict.objects.get(), rating=Verdict.objects.get().rating, by=reviewer, at=timezone.now()
    )
    assert "Die Satzung nennt eine andere Zahl." in client.get(address).content.decode()


def test_a_zero_in_the_address_reaches_no_database(client: Client) -> None:
    """PostgreSQL refuses it with an error, and this address is open to everybody."""
    answer = client.get("/checks/", {"q": "Bus\0se", "rating": "\0", "desk": "\0a"})
    filters = answer.context["filters"]
    assert (answer.status_code, filters.q, filters.rating, filters.desk) == (200, "Busse", "", "a")
