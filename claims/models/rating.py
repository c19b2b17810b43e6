"""The newsroom's verdict scales and its lists of reasons: configurable, versioned, never deleted."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from claims.choices import ReasonKind


class Labelled(models.Model):
    """A label in both languages of the interface."""

    label_de = models.CharField(_("label (German)"), max_length=80)
    label_en = models.CharField(_("label (English)"), max_length=80)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The label in the language of the page."""
        return self.label_de if (get_language() or "de").startswith("de") else self.label_en


class Scale(Labelled):
    """A set of ratings, such as the one for published checks."""

    key = models.SlugField(_("key"), max_length=40, unique=True)
    is_public = models.BooleanField(_("for published checks"), default=True)

    class Meta:
        ordering = ["key"]
        verbose_name = _("scale")
        verbose_name_plural = _("scales")


class RatingQuerySet(models.QuerySet["Rating"]):
    """Filters over ratings."""

    def valid(self, at: datetime) -> Self:
        """Those that a verdict may be given from at that time."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=at), valid_from__lte=at)


class Rating(Labelled):
    """One value of a scale. Verdicts point at it for ever: a changed rating is a new row."""

    scale = models.ForeignKey(Scale, models.PROTECT, related_name="ratings", verbose_name=_("scale"))
    key = models.SlugField(_("key"), max_length=40)
    order = models.PositiveSmallIntegerField(_("order"))
    colour = models.CharField(_("colour"), max_length=20)  # token of the stylesheet
    mark = models.CharField(_("mark"), max_length=20)  # icon of the sprite
    claimreview_value = models.PositiveSmallIntegerField(
        _("ClaimReview value"), null=True, blank=True
    )  # 1 (false) .. 5 (true)
    holds_back = models.BooleanField(
        _("the article waits until its text is changed"), default=False
    )  # "change", "cut", "needs a source"
    valid_from = models.DateTimeField(_("valid from"))
    valid_to = models.DateTimeField(_("valid to"), null=True, blank=True)

    objects = RatingQuerySet.as_manager()

    class Meta:
        ordering = ["scale", "order", "pk"]
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        constraints = [
            models.UniqueConstraint(
                fields=["scale", "key"], condition=Q(valid_to__isnull=True), name="rating_valid_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="rating_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(claimreview_value__isnull=True)
                | Q(claimreview_value__gte=1, claimreview_value__lte=5),
                name="rating_claimreview_1_to_5",
            ),
        ]


class Reason(Labelled):
    """A reason from the list: why a claim is dismissed, or cannot be checked."""

    kind = models.CharField(_("for"), max_length=14, choices=ReasonKind)
    key = models.SlugField(_("key"), max_length=40)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        ordering = ["kind", "order", "pk"]
        verbose_name = _("reason")
        verbose_name_plural = _("reasons")
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="reason_once")]
