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
    "executive", "lawyer", "billionaire", "minister", "president", "author", "director", "activist", "politician",
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
    "company firm group operator retailer carmaker manufacturer bank insurer airline maker start-up chain lender brand"
)
# How the names of organisations end that are no firms.
NO_FIRMS = (
    "ministerium", "amt", "gericht", "polizei", "partei", "union", "verband", "gewerkschaft", "institut", "universität",
    "hochschule", "rat", "kommission", "regierung", "behörde", "staatsanwaltschaft", "feuerwehr", "kammer", "fraktion", "bund",
    "verein", "parlament", "bundestag", "landtag", "kongress", "senat", "nato", "zeitung", "sender", "metall", "ministry",
    "department", "court", "police", "party", "university", "college", "council", "commission", "agency", "association",
    "society", "congress", "senate", "parliament", "times", "post", "news", "bureau", "office", "authority", "foundation",
)  # fmt: skip
