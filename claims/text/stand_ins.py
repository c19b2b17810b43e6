"""Words that stand for somebody or some firm named before: "die CDU-Politikerin", "der Franzose", "das Unternehmen"."""

from claims.text.wordlists import listed

# How the words end that another word for a person just named is built on.
STAND_INS = (
    "politiker", "politikerin", "jährige", "jähriger", "minister", "ministerin", "chef", "chefin", "year-old", "führer",
    "führerin", "republikaner", "republikanerin", "demokrat", "demokratin", "ökonom", "ökonomin", "jurist", "juristin",
    "historiker", "historikerin", "präsident", "präsidentin", "kanzler", "kanzlerin", "premier", "trainer", "trainerin",
    "coach", "autokrat", "diktator", "sänger", "sängerin", "schauspieler", "schauspielerin", "autor", "autorin", "milliardär",
    "unternehmer", "unternehmerin", "amtsinhaber", "amtsinhaberin", "gewerkschafter", "gewerkschafterin", "anwalt",
    "anwältin", "verteidiger", "verteidigerin", "angeklagte", "forscher", "forscherin", "wissenschaftler",
    "wissenschaftlerin", "experte", "expertin", "professor", "professorin", "mediziner", "medizinerin", "arzt", "ärztin",
    "loge", "login", "login", "physiker", "physikerin", "chemiker", "chemikerin", "ingenieur", "ingenieurin", "bürgermeister",
    "bürgermeisterin", "landrat", "landrätin", "senator", "senatorin", "abgeordnete", "stürmer", "stürmerin", "torhüter",
    "torhüterin", "kapitän", "kapitänin", "spieler", "spielerin", "regisseur", "regisseurin", "schriftsteller",
    "schriftstellerin", "musiker", "musikerin", "künstler", "künstlerin", "bischof", "bischöfin", "pfarrer", "pfarrerin",
    "geschäftsführer", "geschäftsführerin", "vorsitzende", "leiter", "leiterin", "sprecher", "sprecherin", "richter",
    "richterin", "manager", "managerin", "gründer", "gründerin", "weltmeister", "weltmeisterin", "nationalrat",
    "nationalrätin", "stadtrat", "stadträtin", "bundesrat", "bundesrätin", "liberale", "grüne", "linke", "freidemokrat",
    "congressman", "congresswoman", "governor", "senator", "mayor", "chancellor", "lawmaker", "republican", "democrat",
    "researcher", "scientist", "professor", "economist", "analyst", "manager", "striker", "captain", "spokesman", "spokeswoman",
    "executive", "lawyer", "billionaire", "minister", "president", "author", "director", "activist", "politician", "leader",
    "boss", "mp", "aide", "councillor", "chairman", "chairwoman", "star", "actor", "actress", "singer", "coach", "commissioner",
)  # fmt: skip
# "der Franzose", "the Frenchman": by where somebody comes from.
COMPATRIOTS = listed(
    "italiener italienerin franzose französin brite britin amerikaner amerikanerin us-amerikaner spanier spanierin pole "
    "polin türke türkin russe russin ukrainer ukrainerin chinese chinesin japaner japanerin inder inderin österreicher "
    "österreicherin schweizer schweizerin niederländer niederländerin belgier belgierin däne dänin schwede schwedin "
    "norweger norwegerin finne finnin ungar ungarin tscheche tschechin slowake slowakin rumäne rumänin bulgare bulgarin "
    "grieche griechin portugiese portugiesin ire irin schotte schottin waliser engländer engländerin kroate kroatin serbe "
    "serbin slowene slowenin bosnier albaner israeli iraner iranerin iraker syrer syrerin libanese ägypter ägypterin "
    "marokkaner tunesier algerier nigerianer kenianer südafrikaner australier australierin neuseeländer kanadier kanadierin "
    "mexikaner mexikanerin brasilianer brasilianerin argentinier argentinierin chilene kolumbianer südkoreaner koreaner "
    "berliner berlinerin münchner hamburger hamburgerin wiener wienerin zürcher berner bayer hesse sachse schwabe "
    "frenchman frenchwoman englishman irishman scotsman welshman dutchman german italian american spaniard norwegian swede "
    "dane finn swiss austrian pole russian ukrainian australian canadian brazilian argentine"
)
# "das Unternehmen": the firm that the article is about.
FIRMS = listed(
    "unternehmen konzern firma hersteller autobauer autohersteller betreiber reederei bank versicherer händler "
    "handelskette maschinenbauer fluggesellschaft airline zulieferer lieferant bauer start-up startup entwickler "
    "company firm operator retailer carmaker manufacturer bank insurer airline maker start-up chain lender brand"
)
# How the names of organisations end that are no firms.
NO_FIRMS = (
    "ministerium", "amt", "gericht", "polizei", "partei", "union", "verband", "gewerkschaft", "institut", "universität",
    "hochschule", "rat", "kommission", "regierung", "behörde", "staatsanwaltschaft", "feuerwehr", "kammer", "fraktion", "bund",
    "verein", "parlament", "bundestag", "landtag", "kongress", "senat", "nato", "zeitung", "sender", "metall", "ministry",
    "department", "court", "police", "party", "university", "college", "council", "commission", "agency", "association",
    "house", "government", "administration", "museum", "hospital", "school", "church", "club", "united", "city", "army", "force",
    "service", "nhs", "network", "center", "centre", "caucus", "committee", "library", "championship", "league", "cup",
    "society", "congress", "senate", "parliament", "times", "post", "news", "bureau", "office", "authority", "foundation",
)  # fmt: skip
# English nouns for somebody who speaks, by how they end, and for bodies that do.
_SOMEBODY = (
    "spokesperson", "spokesman", "spokeswoman", "official", "officer", "source", "person", "man", "woman", "resident", "witness",
    "analyst", "expert", "academic", "student", "teacher", "doctor", "nurse", "judge", "prosecutor", "lawyer", "mother", "father",
    "aide", "diplomat", "leader", "chief", "head", "director", "member", "minister", "secretary", "mayor", "mp", "councillor",
    "owner", "driver", "player", "coach", "manager", "editor", "author", "researcher", "scientist", "adviser", "advisor", "critic",
    "neighbour", "neighbor", "executive", "president", "chairman", "chairwoman", "chair", "senator", "governor", "lawmaker",
    "professor", "economist", "trader", "worker", "farmer", "fan", "parent", "son", "daughter", "brother", "sister", "wife",
    "husband", "friend", "colleague", "captain", "commander", "general", "sheriff", "detective", "inspector", "attorney",
    "commissioner", "coroner", "singer", "actor", "actress", "writer", "founder", "historian", "pilot", "passenger", "survivor",
    "victim", "suspect", "defendant", "user", "customer", "tenant", "landlord", "representative", "ambassador", "envoy",
    "congressman", "congresswoman", "delegate", "deputy", "chancellor", "premier", "treasurer", "boss", "star", "striker",
    "engineer", "developer", "activist", "campaigner", "organiser", "organizer", "volunteer", "veteran", "psychologist", "biologist",
)  # fmt: skip
_BODIES = (
    "police", "force", "council", "government", "ministry", "department", "court", "union", "company", "firm", "group", "agency",
    "party", "charity", "committee", "commission", "university", "association", "organisation", "organization", "authority",
    "authorities", "officials", "regulator", "watchdog", "club", "office", "bank", "hospital", "army", "military", "board",
    "people", "administration", "state", "team", "campaign", "coalition", "opposition", "network", "newspaper", "media",
)  # fmt: skip


def is_someone(head: str) -> bool:
    """True for an English noun, in small letters, that one person is called by."""
    return head.endswith(_SOMEBODY)


def is_somebody(head: str) -> bool:
    """True for an English noun, in small letters, for a person, several or a body that speaks."""
    return head.removesuffix("s").endswith(_SOMEBODY) or head.endswith((*_SOMEBODY, *_BODIES))


def gender_of_stand_in(role: str, article: str) -> str:
    """ "m" or "f" for the one that the word stands for; "" where it does not tell."""
    if article == "the":
        return "f" if role.endswith("woman") else "m" if role.endswith("man") else ""
    return "f" if role.endswith("in") or article == "die" else "m"
