"""The words of claims and of published checks as the full-text index holds them, and the lookup that asks it."""

from typing import Any

from django.db import models
from django.db.models.lookups import Lookup
from django.utils.translation import gettext_lazy as _

from claims.text.search import Term


class IndexedText(models.TextField[str, str]):
    """Text that the database's own full-text index covers (migrations 0007, 0018): ask it by `__words=terms`."""


@IndexedText.register_lookup
class Words(Lookup[Any]):
    """The rows in which every term occurs, by GIN on PostgreSQL and by FTS5 on SQLite."""

    lookup_name = "words"
    prepare_rhs = False

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """A tsquery against the generated column beside the text."""
        table = compiler.quote_name_unless_alias(self.lhs.alias)
        return f"{table}.vector @@ to_tsquery('simple', %s)", [_tsquery(self.rhs)]

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """A MATCH of the virtual table that follows this one by triggers."""
        table = compiler.quote_name_unless_alias(self.lhs.alias)
        own = self.lhs.target.model._meta
        inner = f"SELECT rowid FROM {own.db_table}_fts WHERE {own.db_table}_fts MATCH %s"  # noqa: S608 - names of our own
        return f"{table}.{own.pk.column} IN ({inner})", [_match(self.rhs)]


def _tsquery(terms: tuple[Term, ...]) -> str:
    """The terms in PostgreSQL's notation; their words hold letters and digits only."""
    told = []
    for term in terms:
        ways = [" <-> ".join(way) for way in term.alternatives]
        if term.beginning:
            ways[0] += ":*"
        told.append("(" + " | ".join(f"({way})" for way in ways) + ")")
    return " & ".join(told)


def _match(terms: tuple[Term, ...]) -> str:
    """The terms in FTS5's notation."""
    told = []
    for term in terms:
        ways = [f'"{" ".join(way)}"' for way in term.alternatives]
        if term.beginning:
            ways[0] += " *"
        told.append("(" + " OR ".join(ways) + ")")
    return " AND ".join(told)


class SearchText(models.Model):
    """A claim's quote, wording, claimant and article title as claims.text.search writes them.

    A table of its own: the triggers and the generated column that feed the index hang on it, and a later
    change of the claims' table, which SQLite makes by building it anew, cannot take them away.
    """

    claim = models.OneToOneField(
        "claims.Claim", models.CASCADE, primary_key=True, related_name="search", verbose_name=_("claim")
    )
    text = IndexedText()

    class Meta:
        verbose_name = _("search text")
        verbose_name_plural = _("search texts")

    def __str__(self) -> str:
        return f"{self.pk}: {self.text[:60]}"


class CheckText(models.Model):
    """What a check said when it was published, as claims.text.search writes it: the archive asks for it."""

    verdict = models.OneToOneField(
        "claims.Verdict", models.CASCADE, primary_key=True, related_name="search", verbose_name=_("verdict")
    )
    text = IndexedText()

    class Meta:
        verbose_name = _("search text of a check")
        verbose_name_plural = _("search texts of checks")

    def __str__(self) -> str:
        return f"{self.pk}: {self.text[:60]}"
