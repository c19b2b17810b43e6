"""One line of history, written once, and the end of the chain that the lines form."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.choices import Action, OutletKind
from claims.models.article import Article
from claims.models.people import User


class EventQuerySet(models.QuerySet["Event"]):
    """Filters over history."""

    def visible_to(self, user: User) -> Self:
        """As with articles and claims: everybody signed in sees every line, nobody else any."""
        return self if user.is_active and user.is_authenticated else self.none()

    def without_practice_of_others(self, user: User) -> Self:
        """Not what happened to the articles that other people learn on; by the line's own article, without the claims."""
        learning = Article.objects.filter(outlet__kind=OutletKind.PRACTICE)
        return self.exclude(article__in=learning.exclude(submitted_by=user))


class Event(models.Model):
    """Who did what, from, to, why, when. Outlives the person: the name stays."""

    at = models.DateTimeField(_("when"))
    actor = models.ForeignKey(
        "claims.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who")
    )  # None: the machine, or a person who has left
    actor_name = models.CharField(_("who, in words"), max_length=150)
    action = models.CharField(_("what"), max_length=20, choices=Action)
    article = models.ForeignKey(
        "claims.Article", models.SET_NULL, null=True, blank=True, related_name="events"
    )
    claim = models.ForeignKey("claims.Claim", models.SET_NULL, null=True, blank=True, related_name="events")
    before = models.JSONField(_("before"), default=dict, blank=True)
    after = models.JSONField(_("after"), default=dict, blank=True)
    why = models.TextField(_("why"), blank=True)
    subject = models.CharField(max_length=60, blank=True)  # "A-12 C-345": outlives article and claim
    version = models.PositiveIntegerField(null=True, blank=True)  # of the claim, after the change
    previous_hash = models.CharField(max_length=64, blank=True, editable=False)
    hash = models.CharField(max_length=64, blank=True, editable=False)  # see history.digest_of

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("event")
        verbose_name_plural = _("history")
        indexes = [
            models.Index(fields=["claim", "-id"], name="event_of_claim"),
            models.Index(fields=["article", "-id"], name="event_of_article"),
            models.Index(fields=["action", "at"], name="event_when"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["previous_hash"], condition=~Q(previous_hash=""), name="event_chain_without_fork"
            )
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name}: {self.action}"


class ChainHead(models.Model):
    """The end of the chain of events: one row, locked by whoever writes history."""

    hash = models.CharField(max_length=64)
    event_id = models.PositiveBigIntegerField(default=0)  # a plain number: it must not vanish with the row
    length = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="chain_head_only_one")]

    def __str__(self) -> str:
        return f"{self.length} {self.hash[:12]}"
