"""Who a statement stands on: verbs of saying, prepositions, pronouns, roles, chains; German, then English."""

import pytest

from claims.text.layout import lay_out
from claims.text.statements import statements


def sources(text, language="de"):
    """(claimant, chain) of each statement of a running text."""
    layout = lay_out(text, language=language)
    return [(s.claimant, s.chain) for s in statements(text, layout)]


def last(text, language="de"):
    return sources(text, language)[-1]


SPOKEN_DE = [
    ("Die Brücke ist seit Montag gesperrt, sagte Bürgermeisterin Anna Weber.", "Anna Weber"),
    ("Bürgermeisterin Anna Weber sagte am Montag in Köln, die Brücke bleibe gesperrt.", "Anna Weber"),
    ("„Die Brücke bleibt bis Oktober gesperrt“, erklärte Anna Weber am Montag.", "Anna Weber"),
    ("„Die Brücke bleibt bis Oktober gesperrt“, freute sich Anna Weber.", "Anna Weber"),
    ("Die Brücke bleibe gesperrt, teilte die Polizei am Montag mit.", "Polizei"),
    ("Die Polizei hat den Unfall am Montag bestätigt.", "Polizei"),
    ("Laut Polizei wurden zwei Menschen verletzt.", "Polizei"),
    ("Nach Angaben der Polizei wurden zwei Menschen verletzt.", "Polizei"),
    ("Polizeiangaben zufolge wurden zwei Menschen verletzt.", "Polizei"),
    ("Nach Polizeiangaben wurden zwei Menschen verletzt.", "Polizei"),
    ("Nach Einschätzung von Experten steigen die Mieten weiter.", "Experten"),
    ("Wie die Feuerwehr mitteilte, brannte das Dach vollständig aus.", "Feuerwehr"),
    ("Das Dach brannte aus, wie die Feuerwehr am Abend mitteilte.", "Feuerwehr"),
    ("Das Dach sei ausgebrannt, so ein Sprecher der Feuerwehr.", "Sprecher der Feuerwehr"),
    ("Das Gespräch sei offen gewesen, hieß es aus Kiew.", "Kiew"),
    ("Im Bericht des Rechnungshofs heißt es, das Projekt sei zu teuer.", "Rechnungshof"),
    ("Die Stadt geht davon aus, dass die Brücke im Herbst fertig wird.", "Stadt"),
    ("Der Präsident warf der Opposition vor, das Land zu spalten.", "Präsident"),
    ("Der Verband forderte am Montag höhere Löhne.", "Verband"),
    ("Das Ministerium kündigte an, die Regeln zu ändern.", "Ministerium"),
    ("Der südkoreanische Geheimdienst rechnet mit weiteren Soldaten.", "südkoreanischer Geheimdienst"),
    ("Nach Angaben des Statistischen Bundesamts stiegen die Preise um 2,0 Prozent.", "Statistisches Bundesamt"),
    ("Mehrere tausend Soldaten sollen sich laut ukrainischer Militärblogger dort aufhalten.", "ukrainische Militärblogger"),
    ("Die Zahl der Anträge hat sich nach Darstellung der Behörde verdoppelt.", "Behörde"),
    ("Der Sprecher des Ministeriums, Paul Berger, sagte, es gebe keine Engpässe.", "Paul Berger"),
    ("Paul Berger, Sprecher des Ministeriums, sagte, es gebe keine Engpässe.", "Paul Berger"),
    ("Nach einer Auswertung des Mietervereins stiegen die Mieten um 4 Prozent.", "Mieterverein"),
    ("Laut einer Umfrage des Instituts Infratest dimap liegt die Partei bei 15 Prozent.", "Infratest dimap"),
    ("Einem Bericht der „New York Times“ zufolge wusste der Konzern davon.", "New York Times"),
    ("Zeugen wollen am Samstag einen Mann mit einem Grill gesehen haben.", "Zeugen"),
    ("Der Verband machte die Regierung für die Zustände verantwortlich.", "Verband"),
    ("Den Schaden beziffert die Polizei auf 35.000 Euro.", "Polizei"),
    ("Zwei der Autoren gaben an, Honorare erhalten zu haben.", "Zwei der Autoren"),
    ("„Das Volk hat gesprochen“, rief der 66-Jährige seinen Anhängern zu.", "66-Jähriger"),
    ("Nach dpa-Informationen soll der Rechnungshof den Vorgang prüfen.", "dpa"),
    ("Gutachter: Risse waren seit 2014 bekannt.", "Gutachter"),
    ("Betriebsbedingte Kündigungen schloss Anna Weber nicht aus.", "Anna Weber"),
    ("Das Land habe genug Geld, räumte Finanzminister Paul Berger ein.", "Paul Berger"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "claimant"), SPOKEN_DE)
def test_german_claimant_in_one_sentence(text, claimant):
    assert last(text)[0] == claimant


NOBODY_DE = [
    "Nach einer Berechnung der Statik wurde die Brücke gesperrt.",
    "Den Angaben zufolge starben drei Menschen.",
    "Die Brücke über den Fluss ist seit Montag gesperrt.",
    "In die Region waren im Sommer Truppen eingefallen.",
    "Das Stimmvolk sagt Ja zur neuen Brücke.",
    "Die Kranichwerke schreiben rote Zahlen.",
    "Das Erdbeben forderte mindestens 120 Todesopfer.",
    "Das Gericht verurteilte den Mann zu drei Jahren Haft.",
    "Der Angeklagte meldete sich nicht bei den Behörden.",
    "Der Torwart droht wegen einer Verletzung auszufallen.",
    "Seit dem Sommer kostet die Fahrt so viel wie eine Kinokarte.",
    "Ob die Soldaten separat operierten, ließ die Behörde offen.",
]


@pytest.mark.parametrize("text", NOBODY_DE)
def test_nobody_is_invented(text):
    assert last(text) == ("", ())


CHAINS_DE = [
    (
        "„Wir erkennen Zusammenstöße. Wir werden das prüfen“, erklärte Paul Berger laut des Nachrichtenportals "
        "The Kyiv Independent bei KBS.",
        ("Paul Berger", ("KBS", "The Kyiv Independent")),
    ),
    (
        "Laut The Korea Herald geht der südkoreanische Geheimdienst davon aus, dass Moskau Technik liefert.",
        ("südkoreanischer Geheimdienst", ("The Korea Herald",)),
    ),
    (
        "Wie die koreanische Tageszeitung The Korea Herald berichtet, sollen die Soldaten 2000 Dollar erhalten.",
        ("The Korea Herald", ()),
    ),
    (
        "Unter Berufung auf Regierungskreise berichtet die „Washington Post“, dass der Vertrag platze.",
        ("Regierungskreise", ("Washington Post",)),
    ),
    (
        "Die Brücke sei sicher, sagte Verkehrsminister Paul Berger der Deutschen Presse-Agentur.",
        ("Paul Berger", ("Deutsche Presse-Agentur",)),
    ),
    (
        "Verkehrsminister Paul Berger hat in einem Interview mit dem Fernsehsender KBS erstmals Verzögerungen bestätigt.",
        ("Paul Berger", ("KBS",)),
    ),
    ("Die Brücke sei sicher, sagte Paul Berger im ZDF.", ("Paul Berger", ("ZDF",))),
    (
        "Der Minister sagte, nach Angaben der Polizei seien drei Menschen gestorben.",
        ("Polizei", ("Minister",)),
    ),
]


@pytest.mark.parametrize(("text", "expected"), CHAINS_DE)
def test_german_chain_runs_from_the_claimant_to_the_article(text, expected):
    assert last(text) == expected


def test_surname_is_resolved_to_the_full_name():
    text = "Verteidigungsminister Rustem Umerov war in Seoul. „Wir werden das weiter prüfen“, sagte Umerov."
    assert last(text)[0] == "Rustem Umerov"


def test_role_means_the_last_person_introduced_in_it():
    text = (
        "Verteidigungsminister Rustem Umerov traf am Montag Kanzler Olaf Scholz. "
        "Das Treffen sei gut verlaufen, sagte der Minister."
    )
    assert last(text)[0] == "Rustem Umerov"


def test_another_word_for_the_last_speaker():
    text = "SPD-Chef Lars Klingbeil warnte vor einem Bruch. „Das Land braucht Klarheit“, sagte der SPD-Politiker."
    assert last(text)[0] == "Lars Klingbeil"


def test_pronoun_means_the_last_speaker_of_its_gender():
    text = "Innenministerin Nancy Faeser lehnte das ab. Sie sagte, die Lage sei stabil."
    assert last(text)[0] == "Nancy Faeser"
    text = "Innenministerin Nancy Faeser lehnte das ab. Er sagte, die Lage sei stabil."
    assert last(text)[0] == ""


def test_reported_speech_goes_on_with_its_speaker():
    text = (
        "Die Stadt sei vorbereitet, sagte Bürgermeisterin Anna Weber. Man habe 300 Betten bereitgestellt. "
        "Weitere Zelte kämen am Montag. Die Brücke ist 118 Meter lang."
    )
    assert [claimant for claimant, _ in sources(text)] == ["Anna Weber"] * 3 + [""]


def test_demnach_goes_on_with_the_source():
    text = "Laut Feuerwehr waren 45 Kräfte im Einsatz. Die Straße blieb demnach bis Mitternacht gesperrt."
    assert last(text)[0] == "Feuerwehr"


def test_den_angaben_zufolge_goes_on_with_the_source():
    text = "Das teilte die Polizei am Abend mit. Den Angaben zufolge starben drei Menschen."
    assert last(text)[0] == "Polizei"


def test_hearsay_does_not_go_on_with_the_speaker_before():
    text = (
        "Die Brunnen seien sauber, teilten die Stadtwerke mit. "
        "In Netzwerken war behauptet worden, das Wasser müsse abgekocht werden."
    )
    assert last(text)[0] == ""


def test_source_named_in_the_next_sentence():
    text = "Die Stadtwerke erhöhen den Preis um 9,4 Prozent. Das teilte das Unternehmen am Mittwoch mit."
    assert sources(text)[0][0] == "Unternehmen"


def test_services_of_several_countries_stay_together():
    text = "Die Geheimdienste der USA, der Ukraine und Südkoreas gehen davon aus, dass Putin Soldaten erhalten hat."
    assert last(text)[0] == "Geheimdienste der USA, der Ukraine und Südkoreas"


def test_interview_label_names_the_speaker_of_the_answer():
    text = (
        "Anna Weber: Wir haben 840 offene Stellen im Land.\n\nWie lange dauert das noch?\n\n"
        "Weber: Das dauert bis 2031. Wir stellen jedes Jahr 900 Leute ein.\n\nUnd dann?\n\n"
        "Weber: Danach sinkt der Bedarf auf 600 Stellen."
    )
    layout = lay_out(text, language="de")
    found = {s.quote: (s.claimant, s.checkable) for s in statements(text, layout)}
    assert found["Wir stellen jedes Jahr 900 Leute ein."] == ("Anna Weber", True)
    assert found["Danach sinkt der Bedarf auf 600 Stellen."] == ("Anna Weber", True)
    assert found["Weber:"] == ("", False)


SPOKEN_EN = [
    ("The bridge will stay closed, Mayor Anna Weber said on Monday.", ("Anna Weber", ())),
    ("Mayor Anna Weber said the bridge would stay closed until May.", ("Anna Weber", ())),
    ("“The bridge will stay closed until May,” said Anna Weber.", ("Anna Weber", ())),
    ("The bridge will stay closed, according to the police.", ("police", ())),
    ("Two people were injured, police said.", ("police", ())),
    ("As the newspaper reported, two people were injured.", ("newspaper", ())),
    ("Paul Berger, a spokesman for the ministry, said there was no shortage.", ("Paul Berger", ())),
    ("“There is no shortage of fuel,” Paul Berger told the BBC.", ("Paul Berger", ("BBC",))),
    ("The ministry denied that the data had been lost.", ("ministry", ())),
    ("The bridge was closed on Monday after a crash.", ("", ())),
    ("Prices are said to have doubled since March.", ("", ())),
]


@pytest.mark.parametrize(("text", "expected"), SPOKEN_EN)
def test_english_claimant_and_chain(text, expected):
    assert last(text, "en") == expected


def test_english_pronoun_means_the_last_speaker():
    text = "Energy minister Anna Weber defended the plan, saying it was fair. “We will not wait any longer,” she said."
    assert last(text, "en")[0] == "Anna Weber"


ARTICLES = [
    (
        "de",
        "Außenministerin Annalena Baerbock hat die Angriffe scharf verurteilt. „Dieser Terror muss aufhören“, sagte "
        "die Grünen-Politikerin am Mittwoch in Brüssel. Russlands Präsident Wladimir Putin hatte zuvor mit Vergeltung "
        "gedroht. Beide Seiten werfen sich Kriegsverbrechen vor. Die Angaben lassen sich nicht unabhängig überprüfen.",
        ["Annalena Baerbock", "Annalena Baerbock", "Wladimir Putin", "Beide Seiten", ""],
    ),
    (
        "de",
        "Die Inflation ist im Oktober auf 2,0 Prozent gestiegen. Das geht aus vorläufigen Zahlen des Statistischen "
        "Bundesamts hervor. Volkswirte hatten mit 1,8 Prozent gerechnet. Die Mieten stiegen um 4,1 Prozent.",
        ["Statistisches Bundesamt", "Statistisches Bundesamt", "Volkswirte", ""],
    ),
    (
        "de",
        "Donald Trump will die Zölle auf 25 Prozent anheben. Dies teilte der US-Präsident am Montag mit. Nach Ansicht "
        "von Ökonom Jens Südekum würde ein Handelskrieg vor allem Deutschland treffen. Er schätzt den Schaden auf 30 "
        "Milliarden Euro. Wie groß der Schaden wäre, ist umstritten.",
        ["Donald Trump", "Donald Trump", "Jens Südekum", "Jens Südekum", ""],
    ),
    (
        "de",
        "Im Prozess gegen einen Arzt hat die Staatsanwaltschaft lebenslange Haft gefordert. Sie wirft ihm vor, vier "
        "Patienten getötet zu haben. Der Angeklagte bestreitet die Taten. Sein Verteidiger Max Kurz kündigte an, auf "
        "Freispruch zu plädieren. Das Gericht will am 12. Dezember entscheiden.",
        ["Staatsanwaltschaft", "Staatsanwaltschaft", "Angeklagter", "Max Kurz", ""],
    ),
    (
        "en",
        "The Home Office has denied that it lost 4,000 files. Labour's shadow home secretary, Yvette Carter, accused "
        'ministers of a cover-up. "This is a scandal," she told MPs. The system failed 212 times.',
        ["Home Office", "Yvette Carter", "Yvette Carter", ""],
    ),
    (
        "en",
        "Scientists at the University of Ellery have found that whales sing more quietly near ships. Prof John Hale, "
        "who was not involved in the study, said the sample was small. Whales may have moved, he added. Analysts cut "
        "their price target to $180, citing weaker demand.",
        ["Scientists at the University of Ellery", "John Hale", "John Hale", ""],
    ),
]


@pytest.mark.parametrize(("language", "text", "claimants"), ARTICLES)
def test_claimants_of_a_whole_article(language, text, claimants):
    assert [claimant for claimant, _ in sources(text, language)] == claimants


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("Jurypräsident Jean Perrin lobte das Werk.\nDie Entscheidung sei einstimmig gefallen, sagte der Franzose.", "Jean Perrin"),
        ("Delegationsleiter Matteo Brandi sagte, die Wahl sei frei.\nDer Italiener nannte sie nicht fair.", "Matteo Brandi"),
        (
            "Die Siemens AG baut Stellen ab.\nDie Siemens AG hat 300.000 Beschäftigte.\nDer Umsatz sei gesunken, teilte das Unternehmen mit.",
            "Siemens AG",
        ),
    ],
)  # fmt: skip
def test_another_word_for_somebody_named_before(text, claimant):
    assert last(text)[0] == claimant


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("Prices fell by a third last year, council figures show.", "council figures"),
        ("Peat moss recovers faster than thought, study finds.", "study"),
        ("He pointed out that 12 sites had failed.", ""),
        ("Two people familiar with the talks said that Delmont called in January.", "Two people familiar with the talks"),
        ("Prices fell, according to data from Meridian Group.", "Meridian Group"),
        ("Abroad, Germany's index added 0.2%, while Japan's lost 0.9%.", ""),
        ("Court records show the suspect was released in May.", "Court records"),
        ("The deal would secure the name, said Sen. Maria Delgado (D-Los Robles), who wrote the bill.", "Maria Delgado"),
    ],
)  # fmt: skip
def test_english_claimants_of_all_kinds(text, claimant):
    assert last(text, "en")[0] == claimant
