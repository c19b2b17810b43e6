"""What the machine noticed about a claim, no verdict; and the spellings of names that stand in earlier checks."""

from typing import Final, Self

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from claims.choices import HintKind
from claims.text.hints.words import in_words

LONGEST_NAME: Final = 40  # letters of a name's word that is remembered


class HintQuerySet(models.QuerySet["Hint"]):
    """Filters over hints."""

    def standing(self) -> Self:
        """Nobody has put them aside."""
        return self.filter(aside_at=None)


class Hint(models.Model):
    """Something in the text that does not fit, told at one claim; offsets count in the claim's revision."""

    claim = models.ForeignKey("claims.Claim", models.CASCADE, related_name="hints", verbose_name=_("claim"))
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("kind"), max_length=10, choices=HintKind)
    spans = models.JSONField(default=list)  # [[start, end], ...], the first one lies in the claim
    params = models.JSONField(default=dict)  # what claims.text.hints.words puts into the words
    aside_by = models.ForeignKey("claims.User", models.SET_NULL, null=True, blank=True, related_name="+")
    aside_at = models.DateTimeField(_("put aside"), null=True, blank=True)

    objects = HintQuerySet.as_manager()

    class Meta:
        ordering = ["claim", "position"]
        verbose_name = _("hint")
        verbose_name_plural = _("hints")
        constraints = [models.UniqueConstraint(fields=["claim", "position"], name="hint_once")]

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        """The hint in the language of the page."""
        return in_words(self.kind, self.params, language=(get_language() or "de")[:2])

    @property
    def places(self) -> str:
        """Its spans for the script of the workbench: "12-20,33-40"."""
        return ",".join(f"{start}-{end}" for start, end in self.spans)


class NameWord(models.Model):
    """A word of a name in a check that a second person has agreed to, with the first name before it or ""."""

    word = models.CharField(max_length=LONGEST_NAME)  # casefolded
    given = models.CharField(max_length=LONGEST_NAME, blank=True)
    spelling = models.CharField(max_length=LONGEST_NAME)
    claim = models.ForeignKey("claims.Claim", models.CASCADE, related_name="+", verbose_name=_("claim"))

    class Meta:
        verbose_name = _("known name")
        verbose_name_plural = _("known names")
        constraints = [models.UniqueConstraint(fields=["word", "given"], name="name_word_once")]

    def __str__(self) -> str:
        return f"{self.given} {self.spelling}".strip()


class NameKey(models.Model):
    """A known word with one letter left out, or none: what is spelled almost alike shares a key with it."""

    name = models.ForeignKey(NameWord, models.CASCADE, related_name="keys")
    key = models.CharField(max_length=LONGEST_NAME)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "name"], name="name_key_once")]

    def __str__(self) -> str:
        return self.key
