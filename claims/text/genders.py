"""Whether a name or a role speaks of a man or a woman, so that "er" and "sie" find the right person."""

from claims.text.gazetteer import first_names
from claims.text.wordlists import listed

_MEN_IN_A_OR_E = listed(
    "andrea luca joshua mischa sascha nikita nikola uwe malte arne helge mike george steve joe dave pete philippe "
    "antoine alexandre bernie rené rene andré andre pierre jose josé jorge felipe enrique kyle blake luke duke "
    "jake bruce lawrence wayne dwayne eugene jerome maurice theodore pete mustafa musa isa gianluca elia ilja "
    "ilya kostja wanja aljoscha noah micha attila kemal zelenskyy shinzo hauke ole sönke eike götz claude guillaume "
    "jerome stephane stéphane serge jesse zeke lance vance lee dale abe moore garba bola mugabe abdalla"
)
_OTHER_WOMEN = listed(
    "elisabeth ingrid astrid gudrun karin kerstin doris iris ines birgit margret margit heidi nancy mary sarah "
    "hannah susan helen karen carmen marion ruth edith judith agnes annegret bärbel emily jennifer elizabeth "
    "megan rachel lauren allison jill sharon katrin kathrin isabel muriel evelyn ellen karin kristin carolin "
    "katharin deborah hillary kelly amy betty dorothy ivy joy kim-chi lily lucy molly sandy shirley sally wendy "
    "tracy stacy margaret janet jean joan kathleen maureen eileen pauline gretchen nikki kirsten maren imogen "
    "ingeborg hildegard irmgard gertrud waltraud roswith edeltraud hedwig astrid sigrid rosemarie ann beth carol "
    "cheryl dawn faith gail heather hope jill kay lynn meredith miriam naomi april robin vivian yvonne esther"
)
_FEMALE_ROLES = (
    "in",
    "frau",
    "tochter",
    "mutter",
    "schwester",
    "königin",
    "spokeswoman",
    "mrs",
    "ms",
    "queen",
)
_NO_FEMALE_ROLES = (
    "berlin",
    "kreml",
    "admin",
    "cousin",
    "muezzin",
    "main",
    "chain",
    "captain",
    "villain",
)
_MALE_ROLES = (
    "herr", "herrn", "sohn", "vater", "bruder", "könig", "minister", "präsident", "sprecher", "chef", "kanzler",
    "mann", "trainer", "politiker", "anwalt", "experte", "forscher", "direktor", "diktator", "spokesman", "mr", "king",
)  # fmt: skip


def gender_of(full: str, role: str = "", *, language: str = "de") -> str:
    """ "m" or "f" by the role in the article's language or the first name, "" where neither tells."""
    word = role.lower()
    german = language == "de" and len(word) > 4
    if word in _FEMALE_ROLES or (
        german and word.endswith(_FEMALE_ROLES) and not word.endswith(_NO_FEMALE_ROLES)
    ):
        return "f"
    if word in {"mr", "king", "spokesman"} or (language == "de" and word.endswith(_MALE_ROLES)):
        return "m"
    first = full.split(" ", maxsplit=1)[0].split("-", maxsplit=1)[0].lower()
    if " " not in full or first.capitalize() not in first_names():
        return ""
    if first in _OTHER_WOMEN:
        return "f"
    return "f" if first.endswith(("a", "e")) and first not in _MEN_IN_A_OR_E else "m"
