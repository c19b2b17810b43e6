"""In which order the sources of one sentence stand: who says it, and through whom it came to the article."""

from claims.text import sayings
from claims.text.lines import Line
from claims.text.noun_phrases import MARKS, is_outlet, person_in
from claims.text.sources import Source, Sources, clause_of, clauses

_PAPERS = tuple(set(sayings.PAPERS_DE) - {"presse", "nachrichten", "allgemeine", "allgemeinen", "spiegel"})


def order(line: Line, found: Sources) -> tuple[list[Source], list[Source]]:
    """Candidates for the claimant, best first, and those through whom it came, from the claimant on."""
    reporter = [found.reporter] if found.reporter is not None else []
    speaker = [found.speaker] if found.speaker is not None else []
    if found.basis is not None:
        told = speaker if not reporter else []  # "The firm lost money, the paper reported, citing …"
        return [found.basis, *speaker], [*told, *found.channels, *found.named, *reporter]
    if found.speaker is None:
        return [*found.named, *reporter], [*found.named[1:], *reporter]
    if _is_medium(line, found.speaker):
        # "Laut Geheimdienst, berichtet der Sender, …": the medium only hands it on
        first = [s for s in [*found.named, *reporter] if not _is_medium(line, s)]
        if first:
            return [first[0], *speaker], [
                *speaker,
                *found.channels,
                *(s for s in reporter if s is not first[0]),
            ]
    cut = clauses(line)
    said = clause_of(cut, found.verb_at)
    deeper = [
        s for s in found.named if found.verb_at < s.at and clause_of(cut, s.at) > said and not s.pronoun
    ]
    outer = [s for s in found.named if s not in deeper]
    if deeper:
        return [deeper[0], *speaker], [*speaker, *found.channels, *outer, *reporter]
    return speaker, [*found.channels, *outer, *reporter]


def _is_medium(line: Line, source: Source) -> bool:
    phrase = source.phrase
    if phrase is None:
        return False
    first = phrase.first if person_in(line, phrase) is None else phrase.core - 1
    titled = any(line.lower(at) in MARKS for at in range(phrase.first, phrase.core))
    return titled or is_outlet(line, first, phrase.core) or line.lower(phrase.core - 1).endswith(_PAPERS)
