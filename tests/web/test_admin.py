"""The admin configures; statuses, stages and the history are out of its reach."""

import re

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims import history
from claims.choices import Carriage, Role, Status
from claims.models import (
    Article,
    ChatChannel,
    Claim,
    Desk,
    Draft,
    Event,
    Grant,
    Notification,
    Ranking,
    Rating,
    Revision,
    Scale,
    Token,
    User,
    Verdict,
)
from tests.factories import ClaimFactory, DeskFactory, UserFactory
from tests.workflow.factories import claim_at


@pytest.fixture
def desk_chief(client: Client, db: None) -> Client:
    """The browser of an admin who reads English."""
    client.force_login(
        UserFactory(username="robin", roles=["admin"], is_staff=True, is_superuser=True, language="en")
    )
    return client


@pytest.mark.parametrize("model", [Article, Revision, Claim, Event])
def test_what_came_in_can_be_looked_at_only(desk_chief: Client, model: type) -> None:
    claim = ClaimFactory()
    Event.objects.create(
        at=timezone.now(), actor_name="Factcheck", action="split_article", article=claim.article
    )
    row = model.objects.order_by("pk")[0]
    name = f"admin:claims_{model.__name__.lower()}"
    assert desk_chief.get(reverse(f"{name}_changelist")).status_code == 200
    address = reverse(f"{name}_change", args=[row.pk])
    html = desk_chief.get(address).content.decode()
    assert "_save" not in html
    before = model.objects.filter(pk=row.pk).values()[0]
    assert desk_chief.post(address, {"status": "published", "stage": "ready"}).status_code == 403
    assert desk_chief.post(reverse(f"{name}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
    assert desk_chief.get(reverse(f"{name}_add")).status_code == 403
    assert model.objects.filter(pk=row.pk).values()[0] == before


def test_no_admin_page_offers_a_status_or_a_stage_to_change() -> None:
    for model, page in admin.site._registry.items():
        names = {field.name for field in model._meta.get_fields()}
        if names & {"status", "stage", "state"}:
            assert not page.has_change_permission(None)
            assert not page.has_delete_permission(None)


def test_the_pages_for_configuration_open(desk_chief: Client) -> None:
    for model in admin.site._registry:
        name = f"admin:claims_{model.__name__.lower()}"
        assert desk_chief.get(reverse(f"{name}_changelist")).status_code == 200
    for model in ("desk", "outlet", "scale", "rating", "reason", "token", "user"):
        assert desk_chief.get(reverse(f"admin:claims_{model}_add")).status_code == 200


def test_a_checker_has_no_business_there(page: Client) -> None:
    assert page.get(reverse("admin:index")).status_code == 302


def _person_form(person: User, *, roles: list[str]) -> dict[str, object]:
    grants = list(person.grants.order_by("pk"))
    rows: dict[str, object] = {
        "grants-TOTAL_FORMS": len(grants) + len(roles),
        "grants-INITIAL_FORMS": len(grants),
        "grants-MIN_NUM_FORMS": 0,
        "grants-MAX_NUM_FORMS": 1000,
    }
    for number, grant in enumerate(grants):
        rows |= {f"grants-{number}-id": grant.pk, f"grants-{number}-person": person.pk}
        rows |= {f"grants-{number}-role": grant.role, f"grants-{number}-DELETE": "on"}
    for number, role in enumerate(roles, start=len(grants)):
        rows |= {f"grants-{number}-person": person.pk, f"grants-{number}-role": role}
    return {
        "username": person.username,
        "is_active": "on",
        "display_name": person.display_name,
        "email": person.email,
        "colour": 0,
        "language": "de",
        "time_zone": "Europe/Berlin",
        "theme": "auto",
        **rows,
    }


def test_the_role_of_an_admin_opens_these_pages_and_its_loss_closes_them(desk_chief: Client) -> None:
    person = UserFactory(roles=[Role.CHECKER])
    address = reverse("admin:claims_user_change", args=[person.pk])
    assert desk_chief.post(address, _person_form(person, roles=[Role.ADMIN])).status_code == 302
    person.refresh_from_db()
    assert (person.is_staff, person.is_superuser) == (True, True)
    assert desk_chief.post(address, _person_form(person, roles=[Role.REVIEWER])).status_code == 302
    person.refresh_from_db()
    assert (person.is_staff, person.is_superuser) == (False, False)
    assert list(Grant.objects.filter(person=person).values_list("role", flat=True)) == [Role.REVIEWER]


def test_people_and_desks_are_not_deleted(desk_chief: Client) -> None:
    person, desk = UserFactory(), DeskFactory()
    for name, row in (("user", person), ("desk", desk)):
        address = reverse(f"admin:claims_{name}_delete", args=[row.pk])
        assert desk_chief.post(address, {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=person.pk).exists()
    assert Desk.objects.filter(pk=desk.pk).exists()


def test_a_token_is_shown_once_and_stored_hashed(desk_chief: Client) -> None:
    person = UserFactory(username="bot")
    sent = {
        "person": person.pk,
        "name": "wire",
        "read_only": "on",
        "expires_at_0": "2099-01-01",
        "expires_at_1": "12:00",
    }
    answer = desk_chief.post(reverse("admin:claims_token_add"), sent, follow=True)
    shown = re.search(r"fck_[\w-]{40,}", answer.content.decode())
    assert shown
    token = Token.objects.get()
    assert token.digest == Token.digest_of(shown[0])
    assert (token.person, token.name, token.read_only) == (person, "wire", True)
    assert token.expires_at is not None
    assert token.expires_at.year == 2099
    again = desk_chief.get(reverse("admin:claims_token_change", args=[token.pk])).content.decode()
    assert shown[0] not in again
    sent = {"name": "wire", "revoked_at_0": "2024-01-01", "revoked_at_1": "12:00"}
    desk_chief.post(reverse("admin:claims_token_change", args=[token.pk]), sent)
    assert not Token.objects.usable(timezone.now()).exists()


def test_a_rating_that_was_given_keeps_its_words(desk_chief: Client) -> None:
    scale = Scale.objects.create(key="s", label_de="S", label_en="S")
    rating = Rating.objects.create(
        scale=scale, key="false", label_de="falsch", label_en="false", order=1, colour="false", mark="x",
        valid_from=timezone.now(),
    )  # fmt: skip
    address = reverse("admin:claims_rating_change", args=[rating.pk])
    assert 'name="label_de"' in desk_chief.get(address).content.decode()
    Verdict.objects.create(
        claim=ClaimFactory(), number=1, rating=rating, drafted_by=UserFactory(), drafted_at=timezone.now()
    )
    html = desk_chief.get(address).content.decode()
    assert 'name="label_de"' not in html
    assert 'name="valid_to_0"' in html


def test_what_was_given_up_is_sent_again_and_nothing_else(desk_chief: Client) -> None:
    now, to = timezone.now(), UserFactory()
    rows = [
        Notification.objects.create(
            recipient=to, channel="email", topic="assigned", subject="x", text="y", written_at=now,
            not_before=now, state=state, tries=9,
        )
        for state in (Carriage.GIVEN_UP, Carriage.DONE)
    ]  # fmt: skip
    address = reverse("admin:claims_notification_changelist")
    assert desk_chief.get(address, {"state": "given_up"}).status_code == 200
    chosen = {"action": "send_again", "_selected_action": [row.pk for row in rows]}
    desk_chief.post(address, chosen)
    assert [(row.state, row.tries) for row in Notification.objects.order_by("pk")] == [
        (Carriage.WAITING, 0),
        (Carriage.DONE, 9),
    ]


def test_the_address_of_a_chat_channel_is_shown_shortened(desk_chief: Client) -> None:
    secret = "https://hooks.example/services/T0/B0/geheimgeheim1234"
    channel = ChatChannel.objects.create(desk=DeskFactory(), kind="slack", url=secret)
    for address in (
        reverse("admin:claims_chatchannel_changelist"),
        reverse("admin:claims_chatchannel_change", args=[channel.pk]),
    ):
        page = desk_chief.get(address).content.decode()
        assert "geheimgeheim" not in page and "hooks.example/…1234" in page


def test_who_has_left_keeps_a_name_and_nothing_else(desk_chief: Client) -> None:
    claim = claim_at(Status.PUBLISHED, drafter=UserFactory(username="tom", display_name="Tom Küßner"))
    drafter = claim.verdicts.get().drafted_by
    Token.issue(drafter, at=timezone.now())
    event = history.record("note", by=drafter, at=timezone.now(), claim=claim)
    chosen = {"action": "anonymise", "_selected_action": [drafter.pk]}
    answer = desk_chief.post(reverse("admin:claims_user_changelist"), chosen, follow=True)
    assert "Tom Küßner" in answer.content.decode()
    drafter.refresh_from_db()
    assert (drafter.username, drafter.email, drafter.is_active) == (f"left-{drafter.pk}", "", False)
    assert not drafter.has_usable_password()
    assert not drafter.tokens.exists() and not drafter.grants.exists()
    verdict = claim.verdicts.get()
    assert (verdict.drafted_by.name, verdict.reviewed_by_id != verdict.drafted_by_id) == ("Tom Küßner", True)
    event.refresh_from_db()
    assert event.actor_name == "Tom Küßner" and history.verify().broken is None


def test_who_leaves_gives_back_at_once_what_they_held_and_leaves_nothing_half_typed(
    desk_chief: Client,
) -> None:
    leaver = UserFactory(roles=["checker"])
    held = [claim_at(status, assignee=leaver) for status in (Status.ASSIGNED, Status.CHECKING)]
    Draft.objects.create(person=leaver, key="claim-1-note", fields={"text": ["?"]}, saved_at=timezone.now())
    chosen = {"action": "anonymise", "_selected_action": [leaver.pk]}
    desk_chief.post(reverse("admin:claims_user_changelist"), chosen)
    for claim in held:
        claim.refresh_from_db()
        assert (claim.status, claim.assignee) == (Status.QUEUED, None)
    assert not leaver.drafts.exists() and history.verify().broken is None


def test_the_versions_of_the_ranking_can_be_looked_at_and_the_way_back_is_a_command(
    desk_chief: Client,
) -> None:
    for number, used in enumerate((False, True)):
        Ranking.objects.create(
            learned_at=timezone.now(), decisions=300 + number, held_back=75, area_before=0.5, area_after=0.734,
            in_use=used, weights={"kind:opinion": -0.5, "reason:number": 1.25},
        )  # fmt: skip
    old, new = Ranking.objects.order_by("pk")
    listed = desk_chief.get(reverse("admin:claims_ranking_changelist")).content.decode()
    assert "0.734" in listed and "301" in listed and listed.count('alt="True"') == 1
    address = reverse("admin:claims_ranking_change", args=[old.pk])
    shown = desk_chief.get(address).content.decode()
    assert f"manage.py ranking back --to {old.pk}" in shown
    assert shown.index("reason:number: +1.25") < shown.index("kind:opinion: -0.50")
    assert "_save" not in shown
    assert desk_chief.post(address, {"in_use": "on"}).status_code == 403
    new.refresh_from_db()
    assert new.in_use
