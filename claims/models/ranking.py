"""What was learned from the desk's decisions about check-worthiness, version by version."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Ranking(models.Model):
    """One learned adjustment of the ranking. At most one is in use; none: the rules alone."""

    weights = models.JSONField(default=dict)  # trait: log-odds, see claims.text.ranking
    learned_at = models.DateTimeField(_("learned"))
    decisions = models.PositiveIntegerField(_("decisions learned from"))
    held_back = models.PositiveIntegerField(_("decisions held back"))
    area_before = models.FloatField(_("area under the curve before"))  # held back, as ranked until then
    area_after = models.FloatField(_("area under the curve after"))  # held back, as this one ranks
    in_use = models.BooleanField(_("in use"), default=False)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("learned ranking")
        verbose_name_plural = _("learned rankings")
        constraints = [
            models.UniqueConstraint(fields=["in_use"], condition=Q(in_use=True), name="ranking_one_in_use"),
            models.CheckConstraint(
                condition=Q(area_before__gte=0, area_before__lte=1, area_after__gte=0, area_after__lte=1),
                name="ranking_areas_between_0_and_1",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.area_before:.3f} → {self.area_after:.3f}"
