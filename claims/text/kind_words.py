"""Words by which the kind of a statement is told, German and English, in small letters."""

from claims.text.wordlists import listed

GREETINGS = (
    "guten morgen", "guten tag", "guten abend", "liebe leser", "liebe leserin", "liebe hörer", "sehr geehrte",
    "hallo", "herzlich willkommen", "willkommen", "vielen dank", "danke", "auf wiedersehen", "bis morgen",
    "herzliche grüße", "viele grüße", "grüezi", "servus", "good morning", "good evening", "hello", "welcome",
    "thank you", "thanks", "dear reader", "goodbye", "see you",
)  # fmt: skip
# What an editor says to the reader at the end of a day's ticker, anywhere in the sentence.
FAREWELLS = (
    "wünsche ihnen", "wünsche euch", "wünschen wir ihnen", "wir wünschen ihnen", "ich verabschiede mich", "bis morgen!",
    "wish you a", "have a good night",
)  # fmt: skip
TRANSITIONS = (
    "damit nicht genug", "doch damit nicht genug", "doch der reihe nach", "der reihe nach", "mehr dazu", "und weiter",
    "zum hintergrund", "hintergrund:", "fazit", "ein überblick", "der überblick", "das wichtigste", "die fakten",
    "was bisher geschah", "zurück zu", "doch zunächst", "aber der reihe nach", "so viel dazu", "mit anderen worten",
    "kurz gesagt", "kurzum", "im klartext", "das heißt", "zur erinnerung", "zum vergleich", "ein beispiel",
    "zum beispiel", "nicht nur das", "und nicht nur das", "mehr noch", "klar ist", "fest steht", "die antwort",
    "die folge", "das ergebnis", "das problem", "der grund", "die details", "alle infos", "ein rückblick",
    "wie geht es weiter", "in short", "in other words", "here is what", "here's what", "more on that", "that's not all",
    "but that is not all", "to recap", "for example", "the background", "key points", "what we know", "the bottom line",
)  # fmt: skip
APPEALS_DE = frozenset(
    {
        "bitte", "lesen sie", "klicken sie", "abonnieren sie", "folgen sie", "melden sie", "schreiben sie", "bleiben sie",
        "lies auch", "klick hier", "folge uns", "folgt uns", "jetzt abonnieren", "jetzt anmelden", "hier klicken",
        "teilen sie", "stellen sie", "beachten sie", "achten sie", "nutzen sie", "vergessen sie", "denken sie", "rufen sie",
        "lasst uns", "lassen sie", "stimmen sie", "diskutieren sie",
    }
)  # fmt: skip
APPEAL_PHRASES = (
    "können sie hier", "finden sie hier", "lesen sie hier", "hier nachlesen", "lesen sie auch", "lesen sie mehr",
    "hier geht es zu", "hier bestellen", "jetzt bestellen", "sie müssen angemeldet sein",
)  # fmt: skip
APPEALS_EN = listed(
    "read click subscribe sign follow join share watch listen download please let check see keep stay get find "
    "consider remember make try call visit contact send tell email don't"
)
NORMS = frozenset({"sollte", "sollten", "müsste", "müssten", "muss", "müssen", "should", "must", "ought"})
WISHES = frozenset({"sollte", "sollten", "müsste", "müssten", "should", "ought"})
FORECASTS = (
    " dürfte ", " dürften ", " voraussichtlich ", " wird erwartet ", " werden erwartet ", " prognose ", " absehbar ",
    " is expected to ", " are expected to ", " is set to ", " are set to ", " is likely to ", " are likely to ",
    " forecast ", " is due to ", " are due to ", " plans to ", " going to ",
)  # fmt: skip
FUTURE_TIMES = (
    " morgen ", " übermorgen ", " künftig ", " in zukunft ", " nächste ", " nächsten ", " nächstes ", " kommende ",
    " kommenden ", " kommendes ", " ab januar ", " ab februar ", " ab märz ", " ab april ", " ab mai ", " ab juni ",
    " ab juli ", " ab august ", " ab september ", " ab oktober ", " ab november ", " ab dezember ", " bis ende ",
    " bis zum jahr ", " demnächst ", " bald ", " ab 20", " bis 20", " tomorrow ", " next ", " by 20", " soon ",
)  # fmt: skip
CAUSES = (
    " weil ", " wegen ", " aufgrund ", " infolge ", " dank ", " führte zu ", " führten zu ", " führt zu ", " führen zu ",
    " verursacht", " verursachte", " ausgelöst ", " grund dafür ", " ursache ", " auslöser ", " daraufhin ",
    " because ", " due to ", " caused ", " causes ", " led to ", " leads to ", " as a result of ", " thanks to ",
    " triggered ", " owing to ",
)  # fmt: skip
COMPARISONS = (
    " erstmals ", " zum ersten mal ", " rekord", " im vergleich ", " gegenüber dem vor", " verglichen mit ",
    " so viele wie ", " so viel wie ", " so hoch wie ", " so wenig wie ", " am meisten ", " am höchsten ", " am größten ",
    " am wenigsten ", " höchste ", " höchsten ", " größte ", " größten ", " grösste ", " grössten ", " niedrigste ",
    " niedrigsten ", " meisten ", " weltweit einzig", " doppelt so ", " halb so ", " dreimal so ", " for the first time ",
    " record ", " compared with ", " compared to ", " twice as ", " half as ", " the most ", " the largest ", " the highest ",
    " the lowest ", " the biggest ", " year on year ", " year-on-year ", " as many as ever ",
)  # fmt: skip
RULES = (
    " gesetzlich ", " ist verboten ", " sind verboten ", " ist erlaubt ", " sind erlaubt ", " verpflichtet ", " § ",
    " vorgeschrieben ", " strafbar ", " haben anspruch ", " hat anspruch ", " ist pflicht ", " steht unter strafe ",
    " laut gesetz ", " gilt ab ", " tritt in kraft ", " trat in kraft ", " is illegal ", " are illegal ", " is banned ",
    " are banned ", " is required by law ", " are required to ", " is required to ", " by law ", " is entitled to ",
    " are entitled to ", " is prohibited ",
)  # fmt: skip
LAW_NOUNS = (
    "gesetz", "gesetzes", "verordnung", "paragraf", "artikel", "regelung", "vorschrift", "richtlinie", "vertrag",
    "verfassung", "grundgesetz", "pflicht", "frist", "erlaubnis", "genehmigung", "law", "act", "rule", "rules",
    "regulation", "directive", "constitution", "licence", "license", "permit",
)  # fmt: skip
COUNTING = listed(
    "betragen liegen steigen sinken fallen kosten verdienen umfassen zählen erhalten wachsen schrumpfen bekommen "
    "zahlen wiegen messen dauern verlieren gewinnen sterben verletzen töten klettern zulegen einnehmen ausgeben "
    "cost rise fall amount total earn pay grow shrink weigh last lose gain die kill injure receive increase drop"
)
STATIVE = listed(
    "haben sein bleiben gelten liegen stehen wohnen leben heißen gehören bestehen wissen kennen mögen bedeuten "
    "sitzen hängen existieren fehlen besitzen entsprechen ähneln dauern"
)
