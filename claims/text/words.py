"""Reasons of the check-worthiness score in words, German and English: each continues "the claim ..."."""

REASONS: dict[str, dict[str, str]] = {
    "figure": {"de": "nennt eine Zahl", "en": "gives a figure"},
    "share": {"de": "nennt einen Anteil oder eine Quote", "en": "gives a share or a rate"},
    "money": {"de": "nennt einen Geldbetrag", "en": "names a sum of money"},
    "comparison": {"de": "vergleicht oder behauptet eine Veränderung", "en": "compares or claims a change"},
    "superlative": {"de": "behauptet einen Rekord oder ein erstes Mal", "en": "claims a record or a first"},
    "sweeping": {"de": "verallgemeinert ohne Einschränkung", "en": "generalises without exception"},
    "accusation": {"de": "erhebt einen Vorwurf", "en": "makes an accusation"},
    "casualties": {"de": "spricht von Toten oder Verletzten", "en": "speaks of deaths or injuries"},
    "military": {"de": "betrifft Krieg oder Militär", "en": "concerns war or the military"},
    "health": {"de": "betrifft die Gesundheit", "en": "concerns health"},
    "law": {"de": "betrifft Recht, Polizei oder Gericht", "en": "concerns the law, police or courts"},
    "election": {"de": "betrifft eine Wahl oder Abstimmung", "en": "concerns an election or a vote"},
    "study": {"de": "beruft sich auf eine Untersuchung", "en": "rests on a study or survey"},
    "cause": {"de": "behauptet eine Ursache", "en": "claims a cause"},
    "quote": {"de": "gibt Worte in Anführungszeichen wieder", "en": "repeats words in quotation marks"},
    "single_source": {"de": "stützt sich auf eine einzige Quelle", "en": "rests on a single source"},
    "hedged": {"de": "gilt der Quelle nach als unbestätigt", "en": "is reported as unconfirmed"},
    "name": {"de": "nennt eine Person oder Organisation", "en": "names a person or organisation"},
    "date": {"de": "nennt einen Zeitpunkt", "en": "gives a date"},
    "wording": {"de": "klingt wie eine oft geprüfte Behauptung", "en": "sounds like claims that are often checked"},
    "prediction": {"de": "sagt etwas voraus (senkt den Wert)", "en": "predicts something (lowers the score)"},
    "opinion": {"de": "wertet (senkt den Wert)", "en": "is a judgement (lowers the score)"},
    "background": {"de": "gibt Bekanntes wieder (senkt den Wert)", "en": "restates what is known (lowers the score)"},
    "vague": {"de": "nennt nichts Greifbares (senkt den Wert)", "en": "names nothing tangible (lowers the score)"},
    "desk_takes": {"de": "gleicht dem, was die Redaktion meist prüft", "en": "is like what the desk mostly checks"},
    "desk_drops": {"de": "gleicht dem, was die Redaktion meist verwirft (senkt den Wert)", "en": "is like what the desk mostly dismisses (lowers the score)"},
}  # fmt: skip


def in_words(reason: str, *, language: str) -> str:
    """The reason in the language, in English where the language has none; KeyError for an unknown reason."""
    words = REASONS[reason]
    return words.get(language, words["en"])
