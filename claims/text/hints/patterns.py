"""How German and English text spells out a calculation, over statements with marks for their figures."""

import re

ENDS = r"[^<>;:]"
FROM_TO = re.compile(
    rf"\b(?:von|from)\s+(?:\w+\s+){{0,2}}?<[NP](?P<a>\d+)>\s*(?P<gap>{ENDS}{{0,40}}?)\b(?:auf|to)\s+(?:\w+\s+){{0,1}}?<(?P<class>[NP])(?P<b>\d+)>"
)
BY = re.compile(
    r"(?:\b(?:um|by|plus|minus|Plus\s+von|Minus\s+von|(?:Zuwachs|Anstieg|Rückgang|Zunahme|Abnahme|Steigerung)\s+(?:von|um)"
    r"|(?:increase|rise|drop|fall|decline|growth|gain|jump)\s+of|rose|fell|grew|climbed|dropped|gained|lost|slid|jumped"
    r"|increased|declined|decreased|up|down)\s+|[(+−-]\s?)<(?P<class>[PNQ])(?P<p>\d+)>",
    re.IGNORECASE,
)
THEN = re.compile(
    rf"<P(?P<p>\d+)>,?\s+(?:auf|to)\s+(?:\w+\s+)?<N(?P<b>\d+)>(?P<gap>{ENDS}{{1,75}}?)<N(?P<a>\d+)>",
    re.IGNORECASE,
)
OR_TO = re.compile(
    rf"(?:\b(?:um|by|\w+ed|fell|rose|slid|lost|grew|sank)\s+)(?:<N(?P<x>\d+)>{ENDS}{{0,12}}?|<P(?P<p>\d+)>),?\s*(?:oder|or|bzw\.|\()\s*"
    rf"(?:\w+\s+)?(?:<P(?P<p2>\d+)>|<N(?P<x2>\d+)>{ENDS}{{0,12}}?)\)?,?\s+(?:auf|to)\s+(?:\w+\s+)?<N(?P<b>\d+)>",
    re.IGNORECASE,
)
OR_MORE = re.compile(
    rf"<N(?P<x>\d+)>,?\s+(?:oder|or|bzw\.)\s+(?:\w+\s+)?<P(?P<p>\d+)>,?\s+(?:mehr|weniger|höher|niedriger|more|less|fewer|higher"
    rf"|lower|above|below|over|under)\b{ENDS}{{0,90}}?<N(?P<a>\d+)>",
    re.IGNORECASE,
)
SHARE = re.compile(
    rf"(?<![\w>])(?:(?P<open>(?:von|from|zwischen|between)\s+))?<N(?P<a>\d+)>\s*(?:von|der|of)(?:\s+(?:den|der|the|insgesamt|all|its|their|seinen|ihren))?\s+<N(?P<b>\d+)>"
    rf"(?P<gap>{ENDS}{{0,70}}?)(?:\b(?:das\s+(?:sind|waren|entspricht|ist)|entspricht|entsprechen|also|oder|or|equivalent\s+to)|\()\s*"
    r"(?:\w+\s+){0,2}?<P(?P<p>\d+)>",
    re.IGNORECASE,
)
TIMES = re.compile(
    r"(?P<rough>\b(?:mehr\s+als|fast|knapp|nahezu|beinahe|über|gut|annähernd|weit|more\s+than|nearly|almost|roughly)\s+)?"
    r"\b(?:(?P<two>verdoppel\w+|doubl\w+)|(?P<three>verdreifach\w+|tripl\w+|trebl\w+)|(?P<four>vervierfach\w+|quadrupl\w+)|(?P<half>halbier\w+|halv(?:ed|ing)))\b",
    re.IGNORECASE,
)
MEAN = re.compile(
    r"\b(?:im\s+(?:Durchs|S)chnitt|durchschnittlich|on\s+average|an\s+average\s+of|averaging)\b[^<>;:]{0,25}?<N(?P<c>\d+)>"
    r"\s*(?:je|pro|per|a|an|for\s+each|for\s+every|each|apiece)?\s*(?P<thing>[^\W\d_]+)?",
    re.IGNORECASE,
)
NET = re.compile(
    r"\b(?:Netto(?!gewinn|ergebnis|einkommen|lohn|umsatz|erl|rendite|verlust|preis)\w*|unterm\s+Strich|per\s+saldo|net(?!\s+(?:income|profit|earnings|loss|sales|worth|revenue|assets|zero|result))(?:\s+\w+){0,2}|Saldo)\b[^<>;:]{0,50}?<N(?P<c>\d+)>",
    re.IGNORECASE,
)
TOTAL = re.compile(
    r"(?P<list><N\d+>(?:[^<>.;:()]{1,45}<N\d+>)+)(?P<tail>[^<>.;:()]{0,45}?)[,;–—-]*\s*\(?(?:\bund\s+damit\s+|\balso\s+)?"
    r"\b(?:zusammen(?:gerechnet|genommen)?|insgesamt|in\s+total|in\s+all|altogether|together|a\s+total\s+of|for\s+a\s+total\s+of|macht\s+zusammen)\b"
    r"\s*<N(?P<t>\d+)>",
    re.IGNORECASE,
)
TOTAL_INSIDE = re.compile(r"^(?:insgesamt|a\s+total\s+of)\s+", re.IGNORECASE)
MARGIN = re.compile(
    r"<N(?P<a>\d+)>\s*(?:Stimmen\s+)?(?:zu|gegen|to|against)\s+<N(?P<b>\d+)>[^<>;]{0,60}?\b(?:Vorsprung|Mehrheit|margin|majority)\s+(?:von|of)\s+<N(?P<c>\d+)>",
    re.IGNORECASE,
)
RATE = re.compile(
    r"\b(?:jährlich\w*|pro\s+Jahr|im\s+Jahr|annual(?:ly|ised|ized)?|per\s+year|a\s+year\b(?!\s+(?:ago|earlier|before))|bereinigt\w*|adjusted|inflationsbereinigt\w*"
    r"|währungsbereinigt\w*|organic|real)\b",
    re.IGNORECASE,
)
SOME = re.compile(
    r"\b(?:davon|darunter|including|among|unter\s+anderem|etwa\s+in|zum\s+Beispiel|for\s+example|je|jeweils|each|apiece|pro|per"
    r"|weitere\w*|another|von|bis|from|between|zwischen|statt|instead|oder|or|als|than|nach|after|gegen|against|zu|of|der|auf|to|rather)\b",
    re.IGNORECASE,
)
JOINS = re.compile(
    r"\s*(?:[\w-]+\s+){0,2}?(?:[\w-]+)?[,(–—-]?\s*(?:(?:eine?[mnr]?|an?|also|und|damit|oder|or|das|dies|ist|sind|entspricht|war|up|down|was|and|mithin"
    r"|deutliche\w*|satte\w*|leichte\w*)\s+){0,4}"
)
CLOSE = re.compile(
    r"\s*(?:(?!(?:while|whereas|during|when|as|and|but|with|während|und|aber|bei|da|weil|mit)\b)[\w-]+\s*){0,3}"
)
THEN_SINCE = re.compile(
    r"[\s,(–—-]*(?:[\w-]+\s+)?(?:nachdem|nach|gegenüber|verglichen|im\s+Vergleich|im\s+Vorjahr\w*|Vorjahr\w*|from|after|compared|versus|against)\b",
    re.IGNORECASE,
)
EXPECTED = re.compile(
    r"\b(?:expect\w*|forecast\w*|analysts?|estimate\w*|erwart\w*|Prognose\w*|Analyst\w*|Schätzung\w*|je|pro|per|davon|darunter|including)\b",
    re.IGNORECASE,
)
SHARE_OF = re.compile(r"\s*(?:der|des|aller|vom|von|of|aus|am)\b", re.IGNORECASE)
