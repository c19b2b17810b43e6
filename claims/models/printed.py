"""A proof dossier on paper: asked for by a person, made by a worker, kept for a while."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.choices import Carriage
from claims.models.people import User


class PrintedDossierQuerySet(models.QuerySet["PrintedDossier"]):
    """Filters over printed dossiers."""

    def visible_to(self, user: User) -> Self:
        """One's own: each is made for one reader, with what that one may see."""
        return self.filter(person=user) if user.is_active and user.is_authenticated else self.none()

    def waiting(self) -> Self:
        """To be made now."""
        return self.filter(state=Carriage.WAITING)

    def untouched_since(self, at: datetime) -> Self:
        """Nobody has asked for it since then."""
        return self.filter(asked_at__lt=at)


class PrintedDossier(models.Model):
    """One per article, reader and language; `told` is the state of what it shows, as claims.printing tells it."""

    article = models.ForeignKey(
        "claims.Article", models.CASCADE, related_name="printed", verbose_name=_("article")
    )
    person = models.ForeignKey(
        "claims.User", models.CASCADE, related_name="printed", verbose_name=_("made for")
    )
    language = models.CharField(_("language"), max_length=3)
    state = models.CharField(_("state"), max_length=8, choices=Carriage, default=Carriage.WAITING)
    wanted = models.CharField(max_length=64)  # the state of the article that was asked for
    told = models.CharField(max_length=64, blank=True)  # the one that the file shows
    asked_at = models.DateTimeField(_("asked"))
    woken_at = models.DateTimeField(null=True, blank=True)  # when a worker was last told of it
    claimed_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(_("made"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=300, blank=True)
    file = models.FileField(upload_to="dossiers/", blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True)  # bytes

    objects = PrintedDossierQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("dossier on paper")
        verbose_name_plural = _("dossiers on paper")
        indexes = [
            models.Index(
                fields=["asked_at", "id"], name="printed_waiting", condition=Q(state=Carriage.WAITING)
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["article", "person", "language"], name="printed_once_per_reader"),
            models.CheckConstraint(
                condition=~Q(state=Carriage.DONE) | (Q(made_at__isnull=False) & ~Q(told="") & ~Q(file="")),
                name="printed_done_has_file",
            ),
        ]

    def __str__(self) -> str:
        return f"A-{self.article_id} {self.language} {self.state}"

    @property
    def is_ready(self) -> bool:
        """Whether the file is there and shows what was asked for."""
        return self.state == Carriage.DONE and self.told == self.wanted

    @property
    def is_under_way(self) -> bool:
        """Whether a worker has it or is going to."""
        return self.state in {Carriage.WAITING, Carriage.CLAIMED}
