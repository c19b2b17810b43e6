"""A desk with its people and claims, and what they find in the outbox."""

from datetime import UTC, datetime, timedelta

from claims.models import Notification, Rating, Scale, Verdict
from tests.factories import ArticleFactory, ClaimFactory, DeskFactory, RevisionFactory, UserFactory

NOW = datetime(2026, 12, 1, 13, 0, tzinfo=UTC)  # a Tuesday, two o'clock in Berlin
DUE = NOW + timedelta(hours=3, minutes=30)


class Room:
    """A desk with its people, and an article with claims."""

    def __init__(self) -> None:
        self.desk = DeskFactory(key="politik")
        self.editor = self.person("mira", "Mira König", "editor")
        self.second_editor = self.person("henrike", "Henrike Sönksen", "editor", "reviewer")
        self.checker = self.person("tom", "Tom Berger", "checker")
        self.reviewer = self.person("jana", "Jana Weber", "reviewer", "checker")
        self.stranger = UserFactory(username="lukas", roles=["editor", "reviewer"], desks=[DeskFactory()])
        self.article = self.new_article("Fernwärme wird teurer")
        self.claim = self.new_claim()

    def person(self, username: str, name: str, *roles: str):
        return UserFactory(username=username, display_name=name, roles=list(roles), desks=[self.desk])

    def new_article(self, title: str):
        return ArticleFactory(title=title, desk=self.desk, submitted_by=None)

    def new_claim(self, article=None, **fields):
        revision = RevisionFactory(article=article or self.article)
        return ClaimFactory(**{"revision": revision, "assignee": self.checker, "due_at": DUE, **fields})

    def verdict(self, **fields) -> Verdict:
        scale, _ = Scale.objects.get_or_create(key="s", defaults={"label_de": "S", "label_en": "S"})
        rating, _ = Rating.objects.get_or_create(
            scale=scale, key=fields.pop("rating", "falsch"),
            defaults={"order": 1, "label_de": "falsch", "label_en": "false", "valid_from": NOW},
        )  # fmt: skip
        given = {
            "claim": self.claim,
            "number": 1,
            "drafted_by": self.checker,
            "drafted_at": NOW,
            "submitted_at": NOW,
        }
        return Verdict.objects.create(**{**given, "rating": rating, **fields})


def told(**filters) -> list[tuple[str, str]]:
    """Who finds what in the dashboard: every mail and chat has its line there too."""
    rows = Notification.objects.filter(channel="in_app", **filters)
    return sorted(rows.values_list("recipient__username", "topic"))


def only(**filters) -> Notification:
    return Notification.objects.get(**{"channel": "email", **filters})
