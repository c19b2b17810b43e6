"""Words that hand a statement to somebody: verbs of saying, nouns for what was said, channels it went through."""

from claims.text.wordlists import listed

# German verbs, by lemma. A particle that stands apart ("teilte … mit") is looked up in PARTICLE_VERBS.
SAYING_DE = listed(
    """
    sagen erklären mitteilen schreiben berichten melden vermelden bestätigen betonen behaupten erzählen schildern
    ankündigen bekanntgeben bekräftigen unterstreichen versichern versprechen warnen kritisieren fordern plädieren
    einräumen zugeben dementieren bestreiten zurückweisen vorwerfen beschuldigen bezeichnen nennen äußern
    aussagen angeben hinzufügen ergänzen hervorheben feststellen klarstellen anmerken bemerken kommentieren
    twittern posten verkünden informieren beteuern mahnen appellieren argumentieren antworten entgegnen erwidern
    verurteilen begrüßen loben würdigen beklagen bemängeln bedauern prognostizieren prophezeien konstatieren
    resümieren rügen tadeln präzisieren verraten ausrichten drohen urteilen monieren zitieren verdeutlichen
    signalisieren attestieren bescheinigen bilanzieren erläutern ausführen verweisen hinweisen raten empfehlen
    zusagen zusichern beschreiben schwärmen spotten scherzen sprechen rechtfertigen bekunden beanstanden
    beziffern begründen widersprechen unterstellen verneinen bejahen darlegen darstellen kundtun preisgeben vorrechnen anprangern
    """
)
# Verbs of thinking: a source only with a clause or "davon aus" behind them.
THINKING_DE = listed(
    """
    glauben meinen vermuten befürchten fürchten erwarten schätzen hoffen annehmen bezweifeln rechnen ausgehen
    finden denken wissen sehen zeigen ergeben belegen nahelegen folgern schließen errechnen ermitteln
    herausfinden nachweisen verlangen
    """
)
# (verb, particle): "teilte … mit", "geht davon aus"
PARTICLE_VERBS = frozenset(
    {
        ("teilen", "mit"), ("geben", "bekannt"), ("geben", "an"), ("geben", "zu"), ("kündigen", "an"),
        ("räumen", "ein"), ("weisen", "zurück"), ("weisen", "hin"), ("werfen", "vor"), ("sagen", "aus"),
        ("fügen", "hinzu"), ("heben", "hervor"), ("stellen", "fest"), ("stellen", "klar"), ("merken", "an"),
        ("richten", "aus"), ("führen", "aus"), ("führen", "an"), ("legen", "dar"), ("stellen", "dar"),
        ("rufen", "auf"), ("sichern", "zu"), ("sagen", "zu"), ("tun", "kund"), ("prangern", "an"),
        ("rechnen", "vor"), ("lehnen", "ab"), ("streiten", "ab"), ("schätzen", "ein"), ("lauten", "aus"),
        ("halten", "fest"), ("geben", "preis"), ("schließen", "aus"), ("sprechen", "aus"), ("rufen", "zu"),
    }
)  # fmt: skip
PARTICLES_THINKING = frozenset(
    {("gehen", "aus"), ("nehmen", "an"), ("finden", "heraus"), ("legen", "nahe"), ("weisen", "nach")}
)

# "nach Angaben …", "laut einem Bericht …": what was said, not who said it.
WORDS_SAID_DE = listed(
    """
    angabe aussage wort darstellung erkenntnis information einschätzung auffassung ansicht meinung auskunft
    mitteilung schätzung bericht meldung erklärung überzeugung schilderung behauptung zahl datum
    daten ankündigung lesart aussagen statistik prognose sicht
    """
)
# "nach einer Umfrage der …": what was found out; its author is the source.
STUDIES_DE = (
    "übersicht", "studie", "umfrage", "analyse", "untersuchung", "auswertung", "erhebung", "hochrechnung",
    "statistik", "bilanz", "aufstellung", "schätzung", "berechnung", "gutachten",
)  # fmt: skip
AUTHORS_DE = (
    "institut", "amt", "verband", "verein", "beratung", "zentrale", "bank", "behörde", "ministerium", "universität",
    "hochschule", "agentur", "kammer", "stiftung", "gewerkschaft", "kommission", "polizei", "kasse", "unternehmen",
    "konzern", "gesellschaft", "organisation", "bund", "rat", "forscher", "forscherin", "experte", "ökonom", "regierung",
)  # fmt: skip
# Verbs of words that nobody is named for: "es wird vermutet".
HEARSAY_DE = listed(
    "behaupten vermuten berichten annehmen befürchten erwarten melden spekulieren munkeln sagen schätzen vorwerfen mitteilen"
)
BARE_SOURCES_DE = frozenset(
    {"medienberichten", "presseberichten", "zeitungsberichten", "medienbericht", "medieninformationen"}
)

# Nouns of media and places where something is said: they make a chain, seldom a claimant.
MEDIA = listed(
    """
    zeitung tageszeitung wochenzeitung nachrichtenagentur agentur sender fernsehsender rundfunk radiosender magazin
    nachrichtenmagazin portal nachrichtenportal onlineportal online-nachrichtenportal blatt wochenmagazin
    kurznachrichtendienst plattform netzwerk podcast interview gespräch mitteilung newspaper broadcaster agency
    magazine channel outlet network website blog
    """
)
MEDIA_NAMES = listed(
    """
    dpa afp ap reuters apa epd kna sda ard zdf orf srf ntv n-tv rtl wdr ndr mdr swr br rbb dlf deutschlandfunk
    bild spiegel focus stern zeit welt faz sz taz handelsblatt süddeutsche tagesspiegel blick nzz standard kurier
    telegram twitter x facebook instagram tiktok youtube linkedin truthsocial bbc cnn nbc cbs abc npr fox
    t-online ö1 ö3 morgenjournal mittagsjournal tagesschau tagesthemen morgenmagazin phoenix rnd tass interfax ukrinform
    yonhap xinhua kyodo ansa efe anadolu jazeera npr pbs msnbc nyt wsj newsweek reuters
    sky bloomberg politico axios guardian times post journal kbs
    """
)
# How the names of German newspapers end.
PAPERS_DE = (
    "kurier", "anzeiger", "tagblatt", "tageblatt", "rundschau", "nachrichten", "bote", "merkur", "presse", "morgenpost",
    "landeszeitung", "boten", "volksstimme", "wochenblatt", "allgemeine", "allgemeinen", "abendblatt", "spiegel", "neuesten",
)  # fmt: skip
# How the names of English newspapers and stations end.
PAPERS_EN = listed(
    "news radio tv television times post herald tribune gazette courier chronicle telegraph mail echo observer journal star "
    "press examiner inquirer bulletin mirror sun globe record dispatch sentinel argus advertiser fm live today"
)
PLATFORMS = frozenset(
    {
        "telegram",
        "twitter",
        "x",
        "facebook",
        "instagram",
        "tiktok",
        "youtube",
        "linkedin",
        "truth",
        "threads",
        "bluesky",
        "mastodon",
    }
)

# Nouns that do not carry a statement although they stand before a verb of saying.
NO_SPEAKERS_DE = frozenset(
    {
        "es",
        "man",
        "das",
        "dies",
        "dieses",
        "was",
        "wer",
        "nichts",
        "alles",
        "etwas",
        "ich",
        "wir",
        "du",
        "ihr",
        "sich",
        "jemand",
        "niemand",
        "keiner",
    }
)

SAYING_EN = listed(
    """
    say tell announce claim report state confirm deny warn argue add write insist stress note allege admit
    acknowledge explain tweet post declare suggest testify promise pledge vow reply predict forecast expect project estimate
    accuse urge criticise criticize call demand concede maintain assert remark comment reveal disclose blame condemn
    denounce describe dismiss complain caution quip recall boast advise recommend agree concur remember joke laugh continue
    conclude respond recount counter reflect retort theorize theorise muse opine lament emphasise emphasize highlight
    speculate observe contend assure appeal clarify elaborate exclaim shout reiterate signal reason cite praise hail
    """
)
THINKING_EN = listed("believe think expect find show hope fear indicate know feel worry")
# (verb, particle) that say something with "that" or speech behind them.
PARTICLE_VERBS_EN = frozenset(
    {("point", "out"), ("go", "on"), ("lay", "out"), ("spell", "out"), ("hit", "back")}
)
NO_SPEAKERS_EN = frozenset(
    {"it", "that", "this", "there", "what", "which", "who", "i", "we", "you", "one", "they"}
)
# Nouns that alone before a colon tell whose words follow: "Gutachter: Risse waren bekannt".
_SOURCE_NOUNS = listed(
    "polizei feuerwehr staatsanwaltschaft studie umfrage bericht medienbericht medienberichte medien gutachter gutachten "
    "experte experten expertin forscher forscherin ökonomen ökonom verband gewerkschaft minister ministerin kanzler kanzlerin "
    "präsident präsidentin regierung opposition gericht verteidiger anwalt anwältin zeugen zeuge insider kreise behörden "
    "police officials official report reports study survey poll sources source witnesses experts expert researchers prosecutors "
    "minister scientists analysts union mayor court lawyer "
    "behörde ministerium umfragen analyse analysten statistik kommission rechnungshof bürgermeister bürgermeisterin"
)


def is_source_noun(word: str) -> bool:
    """Whether the noun, in small letters, names somebody or something that statements come from."""
    return word in _SOURCE_NOUNS or word.endswith(
        (
            *(
                "minister",
                "ministerin",
                "bericht",
                "experte",
                "expertin",
                "experten",
                "gewerkschaft",
                "verband",
                "ministerium",
            ),
            *(
                "sprecher",
                "sprecherin",
                "forscher",
                "forscherin",
                "studie",
                "umfrage",
                "staatsanwaltschaft",
                "behörde",
            ),
        )
    )
