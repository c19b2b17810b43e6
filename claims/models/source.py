"""What can be cited, and the copies kept of it."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.choices import Carriage, SourceKind
from claims.models.people import User

FRESH = timedelta(hours=24)  # a copy this young serves the next citation too


class SourceQuerySet(models.QuerySet["Source"]):
    """Filters over sources."""

    def visible_to(self, user: User) -> Self:
        """Not the confidential ones of others."""
        if not (user.is_active and user.is_authenticated):
            return self.none()
        return self.filter(Q(confidential=False) | Q(added_by=user) | Q(confidants=user)).distinct()


class Source(models.Model):
    """A page, document, person or data set; cited by any number of claims."""

    kind = models.CharField(_("kind"), max_length=8, choices=SourceKind, default=SourceKind.WEB)
    title = models.CharField(_("title"), max_length=500)
    url = models.URLField(_("address"), max_length=2000, blank=True)
    url_key = models.CharField(max_length=64, blank=True, editable=False)  # digest of the normalised address
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    author = models.CharField(_("author"), max_length=300, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    origin = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="retellings",
        verbose_name=_("takes its text from"),
    )
    confidential = models.BooleanField(_("confidential"), default=False)
    confidants = models.ManyToManyField(
        "claims.User", blank=True, related_name="+", verbose_name=_("visible to")
    )
    added_by = models.ForeignKey("claims.User", models.SET_NULL, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(_("added"))
    alive_at = models.DateTimeField(_("last reached"), null=True, blank=True)
    looked_at = models.DateTimeField(_("last looked"), null=True, blank=True)  # reached or not
    dead_since = models.DateTimeField(_("not reachable since"), null=True, blank=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            models.UniqueConstraint(
                fields=["url_key"], condition=~Q(url_key="") & Q(confidential=False), name="source_once"
            ),
            models.CheckConstraint(condition=~Q(origin=models.F("pk")), name="source_not_its_own_origin"),
        ]

    def __str__(self) -> str:
        return self.title


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    """Filters over snapshots."""

    def waiting(self, at: datetime) -> Self:
        """To be made now."""
        return self.filter(Q(next_try_at__isnull=True) | Q(next_try_at__lte=at), state=Carriage.WAITING)

    def ask(self, source: Source, *, at: datetime) -> "Snapshot":
        """A copy of the source's page is to be made; a waiting or fresh one is not asked for twice."""
        lately = Q(asked_at__gt=at - FRESH) & ~Q(state=Carriage.GIVEN_UP)
        known = self.filter(lately | Q(state__in=[Carriage.WAITING, Carriage.CLAIMED]), source=source)
        return known.order_by("-asked_at", "-pk").first() or self.create(source=source, asked_at=at)


class Snapshot(models.Model):
    """A copy of a source's page, kept here, or still to be made."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="snapshots", verbose_name=_("source"))
    state = models.CharField(_("state"), max_length=8, choices=Carriage, default=Carriage.WAITING)
    asked_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(_("taken"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    failure = models.TextField(blank=True)
    file = models.FileField(upload_to="%Y/%m/", blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True)  # bytes
    sha256 = models.CharField(max_length=64, blank=True)

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        indexes = [
            models.Index(
                fields=["next_try_at", "id"], name="snapshot_waiting", condition=Q(state=Carriage.WAITING)
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=Carriage.DONE) | (Q(taken_at__isnull=False) & ~Q(sha256="") & ~Q(file="")),
                name="snapshot_done_has_file",
            )
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.state}"
