"""Who each statement of an article stands on, read sentence by sentence with the speakers remembered."""

from collections import Counter
from dataclasses import dataclass, field

from claims.text import sayings, sources_de, sources_en
from claims.text.calling import call
from claims.text.chains import order
from claims.text.full_names import FullNames
from claims.text.genders import gender_of
from claims.text.lines import Line
from claims.text.noun_phrases import ARTICLES, Phrase, is_outlet, person_in, phrase_at
from claims.text.sources import Source, Sources
from claims.text.spans import Attribution
from claims.text.stand_ins import COMPATRIOTS, FIRMS, NO_FIRMS, STAND_INS, gender_of_stand_in, is_someone

_READERS = {"de": sources_de.sources, "en": sources_en.sources}
_ROLE_TAGS = frozenset({"NN", "NN1", "NNA"})
# How many sentences a speaker is remembered for words without a source of their own.
_REACH = 3
# How many blocks a quotation may lie behind its first part: an advertisement or a picture may stand between.
_FURTHER = 3
# Words of a sentence beyond which nobody looks for its source: it is no sentence.
_LONGEST = 400
# Whose report below is the article's own: "Our correspondent writes:".
_COLLEAGUES = frozenset({"our", "unser", "unsere", "correspondent", "korrespondent", "korrespondentin"})
_LINKS = frozenset({"where", "when", "although", "though", "while", "after", "before", "because"})
_INITIAL = 2  # letters of a label that names nobody: "Q:", "A:"
# A person named within so many words of the beginning is the one the sentence is about.
_OPENING = 4
_GENDERS = {"er": "m", "he": "m", "sie": "f", "she": "f", "seine": "mn", "ihre": "f"}
_BY_ARTICLE = {"der": "m", "ein": "m", "die": "f", "eine": "f", "das": "n"}
_BODIES = (
    "rat",
    "gericht",
    "kammer",
    "ausschuss",
    "partei",
    "fraktion",
)  # "Gemeinderat" is a person and a body
_DEFINITE = frozenset({"der", "die", "dem", "den", "des", "the", "das"})


@dataclass(slots=True)
class _Speaker:
    """The last one who spoke."""

    attribution: Attribution = field(default_factory=Attribution)
    gender: str = ""  # "m", "f", "" unknown
    person: bool = False
    plural: bool = False
    block: int = -1
    sentence: int = -1
    quoted: bool = False  # in quotation marks


@dataclass(slots=True)
class Voices:
    """The people of an article so far, and who spoke last; feed it the sentences in order."""

    language: str
    _roles: dict[str, str] = field(default_factory=dict)  # "verteidigungsminister": full name
    _genders: dict[str, str] = field(default_factory=dict)  # full name: "m" or "f"
    _last: _Speaker = field(default_factory=_Speaker)
    _labelled: tuple[int, str] = (-1, "")  # a block whose first words name the speaker of the rest
    _persons: FullNames = field(default_factory=FullNames)  # of all persons so far
    _endings: dict[str, set[str]] = field(
        default_factory=dict
    )  # without ranks, by what follows one of their spaces
    _people: dict[str, None] = field(default_factory=dict)  # full names in the order of their labels
    # sentence, block and persons of the last sentence that names one
    _mentioned: tuple[int, int, tuple[str, ...]] = (-1, -1, ())
    _opening: tuple[int, str] = (-1, "")  # the last sentence that begins with a person, and who it is
    _firms: Counter[str] = field(default_factory=Counter)  # sentences that name each
    _outlet: str = ""  # the last newspaper or broadcaster named, for "das Blatt"
    _sentence: int = 0
    _block: int = -1

    def attribute(
        self, line: Line, *, block: int, indirect: bool, going_on: bool, same_quotation: bool = False
    ) -> Attribution:
        """Who the sentence stands on; nobody where it does not say and nothing before it tells.

        `indirect` tells that the sentence is in the words of reported speech (Konjunktiv I): without a
        source of its own it goes on with the last one. `going_on` tells that it does so right behind one,
        `same_quotation` that it begins inside the quotation that the paragraph before left open.
        """
        self._sentence += 1
        self._block = block
        self._learn(line)
        read = _READERS.get(self.language)
        found = read(line) if read is not None and len(line.words) <= _LONGEST else Sources()
        attribution = self._own(line, found, block)
        if not attribution.claimant and not found.hearsay and not found.names_somebody:
            all_speech = _mostly_speech(line)
            next_to = self._last.sentence == self._sentence - 1
            if same_quotation or (all_speech and next_to and self._last.quoted):
                attribution = self._carried(block, reach=_FURTHER)
            elif indirect or found.carried or all_speech or (going_on and next_to) or self.answering(block):
                attribution = self._carried(block, reach=1 if indirect or found.carried else 0)
        if attribution.claimant:
            self._last.quoted = any(line.spoken)
            colleague = any(word.lower in _COLLEAGUES for word in line.words)
            if line.lower(len(line.words) - 1) == ":" and not any(line.spoken) and not colleague:
                self._labelled = (block + 1, attribution.claimant)  # "Weber responded:" above her words
        elif not found.names_somebody:
            self._announce(line, block)
        self._mention(line, block)
        return attribution

    def _announce(self, line: Line, block: int) -> None:
        """Takes the one person of "Weber's statement in full:" as the speaker of the quotation behind it."""
        people = {n.full for n in line.named if n is not None and n.type == "PER"}
        if len(people) == 1 and line.lower(len(line.words) - 1) == ":" and not any(line.spoken):
            name = people.pop()
            gender = self._genders.get(name, "")
            self._last = _Speaker(Attribution(name), gender, True, False, block, self._sentence, True)

    def label(self, line: Line, *, block: int) -> None:
        """Takes the label ("Müller:") as the speaker of the rest of the block."""
        names = [name.full for name in line.named if name is not None]
        words = line.between(0, len(line.words)).rstrip(":").strip()
        longer = [full for full in self._people if full.endswith(" " + words)]
        name = max([*names, *longer], key=len, default=words if len(words) > _INITIAL else "")
        if name.isupper() and len(name) > _INITIAL:  # a transcript: "KELSEY SNELL:"
            name = next(
                (full for full in self._persons if full.casefold() == name.casefold() and not full.isupper()),
                name.title(),
            )
        if " " in name:
            self._people[name] = None
        self._labelled = (block, name)

    def answer(self, name: str, *, block: int) -> None:
        """Takes the person as the speaker of the block, unless a label has named one."""
        if self._labelled[0] != block or not self._labelled[1]:
            self._labelled = (block, name)

    def answering(self, block: int) -> bool:
        """True in a block that began with the label of its speaker."""
        return self._labelled[0] == block and bool(self._labelled[1])

    def _own(self, line: Line, found: Sources, block: int) -> Attribution:
        """What the sentence itself says."""
        chosen, through = order(line, found)
        for source in chosen:
            claimant = self._resolve(line, source)
            if claimant:
                chain = tuple(
                    dict.fromkeys(
                        name for s in through if (name := self._resolve(line, s)) and name != claimant
                    )
                )
                attribution = Attribution(claimant, chain)
                self._remember(line, source, attribution, block)
                return attribution
        return Attribution()

    def _resolve(self, line: Line, source: Source) -> str:
        if source.words:
            return source.words
        if source.pronoun == "selbst":
            return self._subject(line)
        if source.pronoun:
            return self._by_pronoun_within(line, source) or self._by_pronoun(source)
        if source.phrase is None:
            return ""
        phrase = source.phrase
        if (
            person_in(line, phrase) is None
            and phrase.article in _DEFINITE
            and phrase.end == phrase.core
            and not phrase.joined
            and not any(line.lower(at) in {"'s", "’s"} for at in range(phrase.first, phrase.core))
        ):
            known = self._by_role(line, phrase)
            if known:
                return known
        words = self._in_full(call(line, phrase, subject=source.subject))
        if (
            is_outlet(line, phrase.first, phrase.core)
            and words[:1].isupper()
            and line.named[phrase.core - 1] is not None
        ):
            self._outlet = words
        return "" if words.lower() in {"es", "man", "ich", "wir", "it", "he", "she", "they"} else words

    def _by_pronoun_within(self, line: Line, source: Source) -> str:
        """The person that the sentence begins with, for "Smith appeared in court, where he admitted …"."""
        wanted = _GENDERS.get(source.pronoun, "")
        name = next((n for n in line.named[:_OPENING] if n is not None), None)
        if (
            name is None
            or name.type != "PER"
            or " " not in name.full
            or line.lower(source.at - 1) not in _LINKS
        ):
            return ""
        fits = self._genders.get(name.full, wanted) in wanted
        return name.full if fits and wanted and source.at > _OPENING else ""

    def _in_full(self, words: str) -> str:
        """The one full name so far that ends in the words, behind it "QC" or none; else the words."""
        named = words[:1].isupper() or words.startswith(("de ", "van ", "von ", "da ", "du "))
        if not named or words.isupper():
            return words
        return self._persons.ending(words) or words

    def _by_pronoun(self, source: Source) -> str:
        """The last speaker where number and gender allow it, else the one person just named."""
        last = self._last
        near = bool(last.attribution.claimant) and self._sentence - last.sentence <= _REACH
        if source.pronoun == "it":
            body = not last.person or last.gender not in {"m", "f"}
            return last.attribution.claimant if near and body and not last.plural else ""
        if source.pronoun == "they":
            return last.attribution.claimant if near and (last.plural or not last.person) else ""
        if source.plural:
            return last.attribution.claimant if near and last.plural else ""
        wanted = _GENDERS.get(source.pronoun, "")
        opened, person = self._opening
        if last.sentence < opened == self._sentence - 1 and self._genders.get(person, wanted) in wanted:
            return person
        if near and not last.plural and (last.gender in wanted if last.gender else last.person):
            return last.attribution.claimant
        _, before, people = self._mentioned
        fitting = [person for person in people if self._genders.get(person, wanted) in wanted]
        if len(fitting) == 1 and 0 <= self._block - before <= 1:
            return fitting[0]
        # a first name says little about who is meant where nobody else may be
        alone = (
            last.person
            and last.sentence == self._sentence - 1
            and not set(people) - {last.attribution.claimant}
        )
        return last.attribution.claimant if alone and self.language == "en" else ""

    def _by_role(self, line: Line, phrase: Phrase) -> str:
        """The full name of the last one introduced in this role: "der Minister"."""
        role = line.lower(phrase.core - 1)
        if line.named[phrase.core - 1] is not None:
            return ""
        if phrase.core - phrase.first == 2 and role in sayings.MEDIA and self._outlet:
            return self._outlet
        if phrase.core - phrase.first == 2 and not role.endswith(_BODIES):
            for known, full in reversed(self._roles.items()):
                if known == role or known.endswith(role) or role.endswith("-" + known):
                    return full
        last = self._last
        # "the official" behind "a senior UN official", "die Sprecherin" behind "eine Sprecherin der Polizei"
        said = last.attribution.claimant.lower()
        bare = phrase.core - phrase.first == 2 and self._sentence - last.sentence <= _REACH
        if bare and (said.endswith(" " + role) or said.startswith(role + " ")):
            return last.attribution.claimant
        if role.endswith(STAND_INS) or role in COMPATRIOTS:
            gender = gender_of_stand_in(role, phrase.article)
            fits = not gender or last.gender in {"", gender}
            named_since, before, people = self._mentioned
            if (
                last.sentence < named_since
                and before == self._block
                and len(people) == 1
                and self.language == "en"
            ):
                return people[0]
            if last.person and self._sentence - last.sentence <= _REACH and fits:
                return last.attribution.claimant
            fits = not gender or not people or self._genders.get(people[0], gender) == gender
            if before == self._block and len(people) == 1 and fits:
                return people[0]
        if role in FIRMS and phrase.core - phrase.first == 2:
            return self._firm()
        return ""

    def _firm(self) -> str:
        """The firm that the article is about, for "das Unternehmen"; "" where several may be meant."""
        last, ranked = self._last, self._firms.most_common(2)
        if (
            last.sentence == self._sentence - 1
            and not (last.person or last.plural)
            and last.attribution.claimant
        ):
            return last.attribution.claimant
        if not ranked or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
            return ""
        return ranked[0][0]

    def _subject(self, line: Line) -> str:
        """The one that the sentence is about, for "nach eigenen Angaben"."""
        for at in range(len(line.words)):
            if line.lower(at) in {"nach", "angaben", "eigenen"} or line.spoken[at]:
                continue
            phrase = phrase_at(line, at, stop=len(line.words))
            if phrase is not None and line.tag(at - 1) not in {"APPR", "APPRART", "PRP"}:
                return call(line, phrase, subject=True)
            if line.lower(at) in {"er", "sie"} and line.tag(at) == "PPER":
                return self._by_pronoun(Source(at, pronoun=line.lower(at)))
        return ""

    def _carried(self, block: int, *, reach: int) -> Attribution:
        """The source of the words before, when they are near enough: at most `reach` blocks above."""
        if self.answering(block):
            return Attribution(self._labelled[1])
        last = self._last
        near = self._sentence - last.sentence <= _REACH and 0 <= block - last.block <= reach
        if not near or not last.attribution.claimant:
            return Attribution()
        last.sentence, last.block = self._sentence, block
        return last.attribution

    def _remember(self, line: Line, source: Source, attribution: Attribution, block: int) -> None:
        person = attribution.claimant in self._persons
        gender = "" if source.words else self._last.gender
        plural = source.plural
        if source.phrase is not None:
            name = person_in(line, source.phrase)
            known = attribution.claimant in self._genders or attribution.claimant in self._roles.values()
            person = name is not None or known
            gender = self._genders.get(attribution.claimant, "")
            head = line.lower(source.phrase.core - 1)
            plural = source.phrase.joined or (source.plural and not person)
            if not person and not plural:
                gender = _BY_ARTICLE.get(source.phrase.article, "") if source.subject else ""
                person = head.endswith(("sprecher", "sprecherin")) or (
                    self.language == "en" and is_someone(head)
                )
        self._last = _Speaker(attribution, gender, person, plural, block, self._sentence)

    def _mention(self, line: Line, block: int) -> None:
        """Remembers whom the sentence names, for "er" and "sie" in the next one."""
        named = [
            n
            if n is not None and n.type == "PER" and " " in n.full and not is_outlet(line, at, at + 1)
            else None
            for at, n in enumerate(line.named)
        ]
        first = next((n for n in named[:_OPENING] if n is not None), None)
        people = tuple(dict.fromkeys(n.full for n in named if n is not None))
        if first is not None:
            people = (first.full,)  # the one the sentence is about
            self._opening = (self._sentence, first.full)
        if people:
            self._mentioned = (self._sentence, block, people)
        firms = {
            n.full
            for at, n in enumerate(line.named)
            if n is not None and n.type == "ORG" and not is_outlet(line, at, at + 1)
        }
        self._firms.update(
            firm for firm in firms if not firm.lower().endswith(NO_FIRMS) and not firm.isupper()
        )

    def _learn(self, line: Line) -> None:
        """Remembers roles and genders of the persons that the sentence names."""
        for at, name in enumerate(line.named):
            if name is None or name.type != "PER" or (at > 0 and line.named[at - 1] is name):
                continue
            self._persons.add(name.full)
            role = ""
            if (
                at > 0
                and line.tag(at - 1) in _ROLE_TAGS
                and line.named[at - 1] is None
                and not line.spoken[at - 1]
            ):
                role = line.lower(at - 1)
            else:
                role = _role_behind(line, at)
            if role and role not in {"frau", "herr", "herrn"}:
                self._roles.pop(role, None)
                self._roles[role] = name.full
            gender = gender_of(name.full, role, language=self.language)
            if gender:
                self._genders.setdefault(name.full, gender)


def _role_behind(line: Line, at: int) -> str:
    """The role in "Hans Müller, Sprecher der Polizei," for the name that begins at `at`."""
    end = at
    while end < len(line.words) and line.named[end] is line.named[at]:
        end += 1
    if line.lower(end) != ",":
        return ""
    phrase = phrase_at(line, end + 1, stop=len(line.words))
    if phrase is None or any(line.named[i] is not None for i in range(phrase.first, phrase.core)):
        return ""
    if phrase.article in ARTICLES - {"der", "die", "the", "a", "an", ""} or line.lower(phrase.end) not in {
        ",",
        ".",
    }:
        return ""
    return line.lower(phrase.core - 1)


def _mostly_speech(line: Line) -> bool:
    return bool(line.words) and sum(line.spoken) >= 0.8 * len(line.words)
