"""Who English statements stand on: shared subjects, participles, pronouns, media, and quotations over paragraphs."""

import pytest

from claims.text.layout import lay_out
from claims.text.statements import statements


def sources(text):
    """(claimant, chain) of each statement of a running text."""
    layout = lay_out(text, language="en")
    return [(s.claimant, s.chain) for s in statements(text, layout)]


ONE_SENTENCE = [
    ("Warden Ilse Marden praised the crew but said the pier had rotted for years.", "Ilse Marden"),
    ("The harbour board’s chair, Colin Thackray, defended the works and said they had been surveyed twice.", "Colin Thackray"),
    ("Ilse Marden, the warden for the northern shore, who backs the scheme, said it would pay for itself.", "Ilse Marden"),
    ("Colin Thackray also renewed his call for lamps, saying two walkers had fallen.", "Colin Thackray"),
    ("Colin Thackray has attacked the ferry firm, accusing it of ignoring the tides.", "Colin Thackray"),
    ("The visitors were told by pier manager Ilse Marden that the gates would shut.", "Ilse Marden"),
    ("One member of the public said: “We were never asked about the pier.”", "One member of the public"),
    ("One academic told the inquiry she had warned of the rot.", "One academic"),
    ("Another said: “The lamps have been out since the autumn.”", "Another"),
    ("Anglers along the northern shore hope the council will mend the pier.", "Anglers along the northern shore"),
    ("But a spokesperson for the Coastal Wardens’ Union (CWU) said its members had walked out.", "spokesperson for the Coastal Wardens’ Union"),
    ("“Those gulls were so bold,” remembers Ilse Marden, a former warden, with a grin.", "Ilse Marden"),
    ("Police describe the man as tall, and say he ran towards the dunes.", "Police"),
    ("Colin Thackray himself theorised back in 2011 that the pier would sink.", "Colin Thackray"),
    ("Pelham Boats Inc., the region's largest yard, last year pledged to give up tar.", "Pelham Boats Inc"),
    ("The prime minister’s official spokesman said the plan stood.", "prime minister’s official spokesman"),
    ("Shipping fell by a tenth, data from the Harbour Statistics Office showed.", "Harbour Statistics Office"),
    ("Brokers polled by Reuters had forecast a rise of 2%.", "Brokers"),
    ("A parent who has two children at the school told the inquiry the path was dark.", "parent"),
    ("President and CEO Todd Marsh said orders had doubled.", "Todd Marsh"),
    ("The report reflected on a year of storms, and says that the pier is beyond repair.", "report"),
    ("According to the UN humanitarian agency OCHA, 15 depots were hit.", "OCHA"),
    ("Other traders say the lamps have been out for weeks.", "Other traders"),
    ("A study published in a journal found that gulls remember faces.", "study"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "claimant"), ONE_SENTENCE)
def test_who_says_it(text, claimant):
    assert sources(text)[-1][0] == claimant


@pytest.mark.parametrize(
    "text",
    [
        "Drivers told to stay at home as snow falls",
        "Man accused of theft from church",
        "Storm blamed for deaths of two anglers",
        "The messages add some level of urgency and fear.",
        "The link was posted in a forum for ferry developers called Deckhands.",
        "The observatory’s massive size means that faint signals can be heard.",
        "Shares fell, adding to losses of the week before.",
        "The keepers conceded twice before the break.",
        "The Gulls lost by a goal, confirming their drop from the league.",
    ],
)
def test_nobody_is_invented(text):
    assert sources(text)[-1] == ("", ())


CHAINS = [
    ("Police said a third man had been hurt, ABC News reported.", ("Police", ("ABC News",))),
    ("Reuters reported that two officials said the deal was close.", ("two officials", ("Reuters",))),
    ("As per several reports, the police have described the fall as an accident.", ("police", ("several reports",))),
    ("Three people were hurt, according to a report in the Guardian.", ("Guardian", ())),
    ("Speaking to the BBC, Ilse Marden said the pier would close.", ("Ilse Marden", ("BBC",))),
    (
        "The yard lost money, the Financial Times reported, citing people familiar with the accounts.",
        ("people familiar with the accounts", ("Financial Times",)),
    ),
    ("The yard, which employs 300 people, said in a statement to the Guardian that it was sorry.", ("yard", ("Guardian",))),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CHAINS)
def test_through_whom_it_came(text, expected):
    assert sources(text)[-1] == expected


def test_a_quotation_that_each_paragraph_opens_again_has_one_speaker():
    text = (
        "A harbour spokesperson said: “The pier is shut. Nobody was hurt.\n\n"
        "“The gates will open in March. We thank the crews.\n\n“There is no danger to walkers.”\n\n"
        "The council meets on Monday."
    )
    found = sources(text)
    assert [claimant for claimant, _ in found] == ["harbour spokesperson"] * 3 + [""]


def test_a_paragraph_of_speech_goes_on_with_the_speaker_just_quoted():
    text = "“The pier is shut for good,” Ilse Marden said.\n\n“We looked at every beam of it in May.”"
    assert sources(text)[-1][0] == "Ilse Marden"


def test_an_opening_quotation_stays_whole_to_the_end_of_its_paragraph():
    text = "He said: “The pier is shut. Nobody was hurt.\n\n“The gates open in March.”"
    layout = lay_out(text, language="en")
    assert next(statements(text, layout)).quote == "He said: “The pier is shut. Nobody was hurt."


PRONOUNS = [
    ("A spokesman for the yard said the crane was old. “It was built in 1961,” he said.", "spokesman for the yard"),
    ("The researchers measured the beams. The researchers note that oak rots. They note that salt slows it.", "researchers"),
    ("A senior harbour official said the pier was shut. The official said boats had been moved.", "senior harbour official"),
    ("The ferry firm said it was sorry. It added that tickets would be refunded.", "ferry firm"),
    (
        "A former warden warns of worse to come. Colin Thackray was addressing a meeting on the pier. He warned of dark days.",
        "Colin Thackray",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "claimant"), PRONOUNS)
def test_whom_a_pronoun_means(text, claimant):
    assert sources(text)[-1][0] == claimant


def test_a_quotation_whose_speaker_is_named_in_its_last_paragraph():
    text = "“We were not told about the rot. It is a shame.\n\n“We would have shut the pier in May,” Ilse Marden told the BBC."
    assert sources(text) == [("Ilse Marden", ("BBC",))] * 2


def test_words_below_a_line_that_names_their_speaker():
    text = "Warden Ilse Marden responded:\n\nThe pier was checked in May. It will be checked again in autumn.\n\nThe gates are shut."
    assert [claimant for claimant, _ in sources(text)][-3:] == ["Ilse Marden", "Ilse Marden", ""]


def test_a_curly_mark_may_close_with_a_straight_one():
    text = '“We have doubled our fleet this year and every boat is new," Ilse Marden said. "The crews are happy."'
    assert sources(text) == [("Ilse Marden", ())] * 2


def test_a_surname_is_called_in_full_without_ranks():
    text = (
        "Det Insp Lucy Harkness said the path was shut. Judge Francis Tolland QC told a jury the case was rare.\n\n"
        "Judge Tolland said lamps had failed. Insp Harkness said nobody was hurt."
    )
    assert [claimant for claimant, _ in sources(text)] == [
        "Lucy Harkness",
        "Francis Tolland QC",
        "Francis Tolland QC",
        "Lucy Harkness",
    ]


def test_a_pronoun_behind_where_means_the_one_the_sentence_is_about():
    text = "PC Jones said the car was empty. Angler Andrew Pell, 42, appeared in court on Thursday, where he admitted theft."
    assert sources(text)[-1][0] == "Andrew Pell"
