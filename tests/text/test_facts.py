"""Facts to tick: what a passage holds, measured on marked sentences, and true of any text."""

import math
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.facts import find_facts
from claims.text.names import find_names
from claims.text.spans import FactType
from tests.text.laid_out import laid_out

PUBLISHED = date(2024, 11, 5)
GOLD = Path(__file__).with_name("gold")
MARKS = {
    "n": FactType.NAME,
    "p": FactType.PLACE,
    "r": FactType.ROLE,
    "d": FactType.DATE,
    "#": FactType.NUMBER,
}


def facts(text, language="de", published=PUBLISHED):
    layout = laid_out(text, language)
    names = find_names(text, layout)
    return [
        fact
        for s in layout.sentences
        for fact in find_facts(text, s.start, s.end, layout=layout, names=names, published=published)
    ]


def of(kind, text, language="de"):
    return [(f.quote, f.value) for f in facts(text, language) if f.type is kind]


def articles(language):
    """Text and marked facts (type, start, end) of each article of the marked sentences."""
    lines = [
        line
        for line in (GOLD / f"facts_{language}.txt").read_text(encoding="utf-8").splitlines()
        if not line.startswith("# ")
    ]
    for part in "\n".join(lines).strip().split("\n\n"):
        text, marked = "", []
        for piece in re.split(r"(\[[nprd#] [^\]]+\])", part):
            match = re.fullmatch(r"\[([nprd#]) ([^\]]+)\]", piece)
            if match:
                marked.append((MARKS[match[1]], len(text), len(text) + len(match[2])))
            text += match[2] if match else piece
        yield text, marked


def meets(one, other):
    """Same type, and at least half of the shorter span in common."""
    shared = min(one[2], other[2]) - max(one[1], other[1])
    return one[0] is other[0] and shared * 2 >= min(one[2] - one[1], other[2] - other[1])


@pytest.mark.parametrize("language", ["de", "en"])
def test_marked_sentences(language):
    marked, found, right, told = Counter(), Counter(), Counter(), Counter()
    for text, gold in articles(language):
        said = [(f.type, f.start, f.end) for f in facts(text, language) if f.type is not FactType.QUOTE]
        marked.update(kind for kind, _, _ in gold)
        found.update(g[0] for g in gold if any(meets(g, s) for s in said))
        told.update(kind for kind, _, _ in said)
        right.update(s[0] for s in said if any(meets(s, g) for g in gold))
    floor = {FactType.NUMBER: 0.97, FactType.DATE: 0.97}
    for kind in MARKS.values():
        assert found[kind] >= floor.get(kind, 0.9) * marked[kind], (
            f"{kind}: {found[kind]} of {marked[kind]} found"
        )
        assert right[kind] >= 0.9 * told[kind], f"{kind}: {right[kind]} of {told[kind]} right"


def test_roles_with_their_adjectives_in_the_base_form():
    text = "Der frühere ukrainische Verteidigungsminister Rustem Umerov traf US-Außenminister Antony Blinken."
    assert of(FactType.ROLE, text) == [
        ("frühere ukrainische Verteidigungsminister", "früherer ukrainischer Verteidigungsminister"),
        ("US-Außenminister", "US-Außenminister"),
    ]


def test_a_judging_adjective_and_people_in_general_are_no_role():
    assert of(FactType.ROLE, "Er lobte den willfährigen Außenminister Sergei Lawrow.") == [
        ("Außenminister", "Außenminister")
    ]
    assert of(FactType.ROLE, "Forscher warnen vor einer Grippewelle.") == []
    assert of(FactType.ROLE, "Das nutzt Nordkoreas Diktator.") == [("Diktator", "Diktator")]


def test_a_body_behind_an_english_role_is_a_name_of_its_own_and_told_in_the_value():
    text = "Vice President Kamala Harris met the head of the World Bank and former defence secretary Ben Wallace."
    assert of(FactType.ROLE, text, "en") == [
        ("Vice President", "Vice President"),
        ("head", "head of the World Bank"),
        ("former defence secretary", "former defence secretary"),
    ]
    text = "Secretary of State Ann Lee met Tom Haverley, an analyst at Kestrel Research."
    assert of(FactType.ROLE, text, "en") == [
        ("Secretary of State", "Secretary of State"),
        ("analyst", "analyst at Kestrel Research"),
    ]
    assert [value for _, value in of(FactType.NAME, text, "en")] == [
        "Ann Lee",
        "Tom Haverley",
        "Kestrel Research",
    ]


def test_members_of_councils_and_titles_with_a_full_stop_are_roles():
    text = (
        "Councilman Dave Gruber, council member Juan Ortega, city manager Kim Bell and Sen. Bob Cole agreed."
    )
    assert [quote for quote, _ in of(FactType.ROLE, text, "en")] == [
        "Councilman", "council member", "city manager", "Sen."
    ]  # fmt: skip
    text = "Mayor Pro Tem Adam Medrano voted yes."
    assert [value for _, value in of(FactType.NAME, text, "en")] == ["Adam Medrano"]


def test_an_occupation_is_a_role_only_beside_the_person():
    text = "Architektin Ute Sander traf Peter Hanke, einen Polizisten aus Bonn. Der Architekt kam zu spät."
    assert of(FactType.ROLE, text) == [("Architektin", "Architektin"), ("Polizisten", "Polizist")]
    text = "Teacher Mary Holt met Sam Reed, a taxi driver from Leeds. The driver was late."
    assert [quote for quote, _ in of(FactType.ROLE, text, "en")] == ["Teacher", "driver"]


def test_the_role_of_a_woman_keeps_her_ending():
    text = "Die stellvertretende Vorsitzende der Fraktion und Finanzstadträtin Renate Brauner kamen."
    assert [value for _, value in of(FactType.ROLE, text)] == [
        "stellvertretende Vorsitzende",
        "Finanzstadträtin",
    ]


def test_the_year_of_a_date_is_no_number_and_a_name_keeps_its_figure():
    found = facts("Die Agenda 2010 gilt seit dem 1. Januar 2005 für rund 300 Betriebe.")
    assert [f.iso for f in found if f.type is FactType.DATE][-1:] == ["2005-01-01/.."]
    assert [f.value for f in found if f.type is FactType.NUMBER] == ["300"]


def test_a_season_that_is_somebodys_surname_is_a_name():
    text = "Stefan Herbst leitet die Feuerwehr. Das war ein Fehlalarm, so Herbst. Im Herbst kommt ein Neubau."
    assert of(FactType.NAME, text)[-1] == ("Herbst", "Stefan Herbst")
    assert [quote for quote, _ in of(FactType.DATE, text)] == ["Herbst"]


def test_the_words_between_quotation_marks():
    text = "„Das ist falsch“, sagte sie, «sehr falsch», und nannte es ‚Unsinn‘."
    assert [quote for quote, _ in of(FactType.QUOTE, text)] == ["Das ist falsch", "sehr falsch", "Unsinn"]
    assert of(FactType.QUOTE, 'Er fand 5" gut.') == []


def test_an_apostrophe_is_no_quotation_mark():
    assert of(FactType.QUOTE, "It’s the dockers’ union that won’t agree.", "en") == []


def test_only_what_lies_inside_the_passage():
    text = "Am Montag traf Anna Berger in Köln 300 Gäste. In Rom wartete Paul Simon."
    layout = laid_out(text)
    found = find_facts(text, 0, 45, layout=layout, names=find_names(text, layout), published=PUBLISHED)
    assert {f.value for f in found} == {"2024-11-04", "Anna Berger", "Köln", "300"}


PHRASES = [
    "am 5. November", "rund 11.000", "bis", "12.000", "Soldaten", "Kim Jong-uns", "„", "“", "seit", "2014", "Mio.",
    "US-Dollar", "pro Monat", "zwischen", "und", "Der", "Präsident", "of the", "$", "3bn", "last Tuesday", "Q3", "%",
    "Anna", "Berger", "(", ")", "\u00a0", "\n", "2:1", "-", "–", "der", "31. Februar", "1e5", "²", "٣", "İ", "ß",
]  # fmt: skip


@given(
    st.one_of(st.text(max_size=120), st.lists(st.sampled_from(PHRASES), max_size=25).map(" ".join)),
    st.sampled_from(["de", "en", "fr"]),
    st.sampled_from([None, PUBLISHED, date.min, date.max]),
    st.data(),
)
def test_any_text_gives_exact_quotes_and_finite_values(text, language, published, data):
    layout = laid_out(text, language)
    names = find_names(text, layout)
    end = data.draw(st.integers(0, len(text)))
    start = data.draw(st.integers(0, end))
    for name in names:
        assert text[name.start : name.end] == name.quote
    before = start
    for fact in find_facts(text, start, end, layout=layout, names=names, published=published):
        assert before <= fact.start < fact.end <= end
        before = fact.start
        assert text[fact.start : fact.end] == fact.quote
        assert all(v is None or math.isfinite(v) for v in (fact.value_min, fact.value_max))
