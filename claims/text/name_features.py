"""What the name model sees of each word of a sentence; the same in training and in use."""

import re
from collections.abc import Sequence

from claims.text import gazetteer, morphology
from claims.text.word_groups import Groups

_TITLES = frozenset(
    "herr herrn frau dr prof professor präsident präsidentin kanzler kanzlerin minister ministerin chef chefin "
    "sprecher sprecherin general könig königin papst bürgermeister bürgermeisterin senator senatorin trainer "
    "trainerin autor autorin regisseur sänger sängerin schauspieler schauspielerin vorsitzende vorsitzender "
    "abgeordnete abgeordneter direktor direktorin leiter leiterin kollege kollegin sohn tochter bruder "
    "schwester vater mutter ehefrau ehemann mr mrs ms sir lord".split()
)
_PERSON_ENDINGS = (
    "minister", "ministerin", "präsident", "präsidentin", "chef", "chefin", "sprecher", "sprecherin", "sekretär",
    "kanzler", "kanzlerin", "vorsitzende", "vorsitzender", "meister", "meisterin", "leiter", "leiterin",
    "experte", "expertin", "trainer", "direktor", "führer", "beauftragte", "politiker", "politikerin",
)  # fmt: skip
_ORGANISATION_ENDINGS = (
    "partei", "ministerium", "amt", "verein", "verband", "gesellschaft", "universität", "institut", "bank",
    "gericht", "kommission", "agentur", "behörde", "stiftung", "zeitung", "gruppe", "ag", "gmbh", "konzern",
    "rat", "bund", "werke", "werk", "museum", "theater", "schule", "hochschule", "fraktion", "armee", "liga",
)  # fmt: skip
_PLACE_ENDINGS = (
    "stadt", "burg", "berg", "dorf", "heim", "hausen", "straße", "platz", "land", "see", "bach", "kirchen",
    "ingen", "furt", "feld", "tal", "brück", "hafen", "insel", "region", "kreis", "provinz", "istan", "ien", "allee",
)  # fmt: skip


def shape(word: str) -> str:
    """The word's pattern: X capital, x small, 9 digit, anything else itself; runs are shortened to two."""
    plain = "".join(
        "X" if c.isupper() else "x" if c.islower() else "9" if c.isdigit() else c for c in word[:30]
    )
    return re.sub(r"(.)\1{2,}", r"\1\1", plain)


def _own(word: str, lemma: str, tag: str) -> list[str]:
    """Features of the word itself, without its place in the sentence."""
    low = word.lower()
    found = [f"w={low}", f"l={lemma}", f"t={tag}", f"s={shape(word)}"]
    found += [f"p{n}={low[:n]}" for n in (1, 2, 3, 4) if len(low) > n]
    found += [f"e{n}={low[-n:]}" for n in (1, 2, 3, 4, 5) if len(low) > n]
    if "-" in word:
        found += [f"first={low.split('-')[0]}", f"last={low.rsplit('-', 1)[1]}"]
        found += [f"fk={kind}" for kind in gazetteer.kinds_of(word.split("-", maxsplit=1)[0])]
    if word[:1].isupper():
        found += _common(word)
    return found + _lists(word, low, lemma)


def _common(word: str) -> list[str]:
    """How common the word is, and whether more as a name or as a noun."""
    chances = morphology.likelihoods(word, "de")
    best = max(chances.values(), default=-50.0)
    name = chances.get("NE", best - 9.0)
    other = max((v for part, v in chances.items() if part != "NE"), default=best - 9.0)
    margin = round(max(-4.0, min(4.0, (name - other) / 2)))
    return [f"cb={int(best / 4)}", f"cm={margin}", f"cbm={int(best / 8)}|{margin}"]


def _lists(word: str, low: str, lemma: str) -> list[str]:
    found = []
    given = gazetteer.first_names()
    if word in given:
        found.append("given")
    elif word.endswith("s") and word[:-1] in given:
        found.append("givens")
    surnames = gazetteer.words("surnames")
    if word in surnames or (word.endswith("s") and word[:-1] in surnames):
        found.append("surname")
    if low in _TITLES or lemma.lower() in _TITLES:
        found.append("title")
    if low.endswith(_PERSON_ENDINGS):
        found.append("role")
    if word[:1].isupper():
        found += [f"oe={e}" for e in _ORGANISATION_ENDINGS if low.endswith(e)]
        found += ["pe"] if low.endswith(_PLACE_ENDINGS) else []
    if gazetteer.is_city_word(word):
        found.append("everyday")
    return found


def features(words: Sequence[tuple[str, str, str]], groups: Groups) -> list[list[str]]:
    """Feature names of each (word, lemma, tag) of one sentence, in order."""
    texts = [word for word, _, _ in words]
    alike = groups.of(texts)
    known = gazetteer.marks(texts)
    own = [_own(*word) for word in words]
    short = [_short(words[i], known[i]) for i in range(len(words))]
    found = []
    for i in range(len(words)):
        these = ["bias", *own[i], *(f"g={k}" for k in known[i]), *(f"k={k}" for k in alike[i])]
        for step in (-2, -1, 1, 2):
            at = i + step
            if 0 <= at < len(words):
                these += [f"{step}{f}" for f in short[at]]
                these += [f"{step}k={k}" for k in alike[at]] if abs(step) == 1 else []
            else:
                these.append(f"{step}edge")
        before = words[i - 1][2] if i else "^"
        after = words[i + 1][2] if i + 1 < len(words) else "$"
        these += [
            f"tt={before}|{words[i][2]}",
            f"nt={words[i][2]}|{after}",
            f"ss={before}|{shape(texts[i])}|{after}",
        ]
        if texts[i][:1].isupper() and (i == 0 or texts[i - 1] in "„“”\"'»«:"):
            these.append("opens")
        found.append(these)
    return found


def _short(word: tuple[str, str, str], known: tuple[str, ...]) -> list[str]:
    """The few features by which a neighbour is seen."""
    text, lemma, tag = word
    low = text.lower()
    return [
        f"w={low}", f"t={tag}", f"s={shape(text)}", f"e3={low[-3:]}", *(f"g={k}" for k in known),
        *(x for x in _lists(text, low, lemma) if not x.startswith("oe=")),
    ]  # fmt: skip
