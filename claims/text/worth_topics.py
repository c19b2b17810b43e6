"""Words by which a statement's topic or manner raises or lowers its check-worthiness, German and English."""

import re
from functools import cache

# Shares in the logistic sum of claims.text.worth, chosen by reading ranked articles; one year's newsroom
# decisions would be a better source once there are some.
SHARES = {
    "casualties": 0.6,
    "military": 0.35,
    "accusation": 0.55,
    "health": 0.35,
    "law": 0.25,
    "election": 0.3,
    "study": 0.4,
    "superlative": 0.6,
    "comparison": 0.4,
    "cause": 0.35,
    "sweeping": 0.3,
    "background": -0.45,
}

_GERMAN = {
    "casualties": (
        r"tote[nr]?|todesopfer\w*|getötet\w*|starb(?:en)?|gestorben\w*|verletzt\w*|opfern?|ums leben|leichen?"
        r"|(?:gilt|gelten|werden|wird) als vermisst|vermisste[nr]?"
    ),
    "military": (
        r"\w*soldat\w*|\w*truppen?|\w*armee\w*|streitkräft\w*|militär\w*|\w*rakete\w*|\w*drohne\w*|angriff\w*|gefecht\w*"
        r"|kämpfen?|\w*krieg[se]?|\w*waffen?|munition|panzer\w*|beschuss|beschossen|bombard\w*|waffenruhe|invasion"
    ),
    "accusation": (
        r"vorwurf\w*|vorwürfe\w*|wirft\b.{1,80}\bvor|warf\b.{1,80}\bvor|beschuldig\w*|bezichtig\w*|korrup\w*"
        r"|(?-i:Betrugs?)|\w*betrüg\w*|gelogen|lügt?|lügen|vertusch\w*|manipul\w*|gefälscht\w*|fälsch\w*|verstoß\w*"
        r"|verstieß\w*|missbrauch\w*|illegal\w*|veruntreu\w*|rechtswidrig\w*"
    ),
    "health": (
        r"\w*impf\w*|\w*krankheit\w*|erkrank\w*|\w*erkrankungen?|\w*patient\w*|krebs\w*|virus|viren|\w*infektion\w*"
        r"|infiziert\w*|medikament\w*|therapie\w*|gesundheit\w*|nebenwirkung\w*|pandemie|corona\w*|covid\S*|kliniken?"
    ),
    "law": (
        r"gerichts?|\w+gerichts?|urteil\w*|verurteil\w*|angeklagt\w*|anklage|\w*staatsanwaltschaft\w*|\w*gesetz(?:e[ns]?|es)?"
        r"|\w*polizei\w*|festgenommen|verhaftet|ermittl\w*|verfassung\w*|\w*strafen?|\w*verbot\w*"
    ),
    "election": r"\w*wahl(?:en)?|\w*wähler\w*|stimmenanteil\w*|umfragen?|abstimmung\w*|referend\w*",
    "study": (
        r"studien?|untersuchung\w*|umfragen?|statistik\w*|statistisch\w*|erhebung\w*|daten|forscher\w*|wissenschaftl\w*"
        r"|(?:nach|laut) (?:dem|einem|de[rn]) bericht\w*"
    ),
    "superlative": (
        r"erstmals|erstmalig|zum ersten mal|novum|erste[rns]? \w+ seit|noch nie|nie zuvor|nie mehr|\w*rekord\w*|höchste[nrsm]?"
        r"|größte[nrsm]?|grösste[nrsm]?|kleinste[nrsm]?|niedrigste[nrsm]?|tiefste[nrsm]?|schlimmste[nrsm]?|beste[nrsm]?"
        r"|meisten?|stärkste[nrsm]?|älteste[nrsm]?|teuerste[nrsm]?|schnellste[nrsm]?|beispiellos\w*|einmalig\w*"
    ),
    "comparison": (
        r"mehr als|weniger als|(?:höher|niedriger|größer|kleiner|schneller|teurer|billiger|besser|schlechter|stärker|seltener"
        r"|häufiger)(?:e[nrs]?)? als|so \w+ wie|doppelt so|\w+mal so|verdoppel\w*|verdreifach\w*|halbier\w*|gestiegen|steigt"
        r"|stieg(?:en)?|gesunken|sinkt|sank(?:en)?|zugenommen|abgenommen|gewachsen|wächst|wuchs(?:en)?|zurückgegangen|zuwachs"
        r"|\w*rückgang|\w*anstieg"
    ),
    "cause": r"weil|wegen|aufgrund|verursach\w*|führt\w* (?:zu|dazu)|sorgt\w* für|infolge|dadurch|ursache\w*|auslöser",
    "sweeping": r"alle[nrs]?|niemand\w*|keine?r? einzige\w*|immer|niemals|nie|sämtliche\w*|jede[rnsm]?|überall|ausnahmslos",
    "background": r"bekanntlich|wie berichtet|gilt als|gelten als|traditionell\w*|hauptstadt|gegründet|grenzt an|verfeindet",
}

_ENGLISH = {
    "casualties": r"killed|dead|deaths?|died|injured|wounded|casualt\w+|fatalit\w+|victims?|missing",
    "military": (
        r"soldiers?|troops?|army|military|missiles?|drones?|wars?|strikes?|airstrikes?|weapons?|shelling|warships?"
        r"|ceasefire|invasion|invaded|bombed|bombing"
    ),
    "accusation": (
        r"accus\w+|alleg\w+|corrupt\w*|fraud\w*|lied|lying|liar|cover-?up|covered up|rigged|brib\w+|violat\w+|misled|abus\w+"
        r"|illegal(?:ly)?|embezzl\w+|unlawful(?:ly)?"
    ),
    "health": (
        r"vaccin\w*|diseases?|cancer|virus\w*|infect\w+|patients?|drugs?|health|hospitals?|pandemic|side effects?|covid\S*"
        r"|medic\w+"
    ),
    "law": (
        r"courts?|convicted|sentenced|charged|indict\w+|prosecut\w+|laws?|police|arrested|unconstitutional|ban(?:ned)?"
        r"|lawsuits?|sued|judges?"
    ),
    "election": r"elections?|voters?|voted?|votes|ballots?|polls?|polling|referendum",
    "study": r"stud(?:y|ies)|surveys?|surveyed|research\w*|scientists?|statistics|data|according to (?:a|the) report|report found",
    "superlative": (
        r"for the first time|first ever|never before|the first|records?|highest|largest|biggest|lowest|worst|best|most|fastest"
        r"|oldest|strongest|deadliest|unprecedented|the only"
    ),
    "comparison": (
        r"more than|less than|fewer than|\w+er than|twice as|times as|doubled|tripled|halved|rose|risen|rising|fell|fallen"
        r"|grew|grown|increase[sd]?|decrease[sd]?|declined?|dropped|down|compared (?:to|with)|up from"
    ),
    "cause": r"because|due to|caus(?:e[sd]?|ing)|led to|leads to|as a result|result(?:s|ed) in|thanks to|blamed?|drove|driven",
    "sweeping": r"everyone|nobody|no one|always|never|all of|every single|none of|everywhere|every",
    "background": r"is known (?:as|for)|is considered|traditionally|is located|the capital of|was founded|has long been",
}


@cache
def topics(language: str) -> tuple[tuple[str, float, re.Pattern[str]], ...]:
    """Reason, share and pattern of each topic; none for a language that has no words here."""
    words = {"de": _GERMAN, "en": _ENGLISH}.get(language, {})
    return tuple(
        (reason, SHARES[reason], re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE))
        for reason, pattern in words.items()
    )
