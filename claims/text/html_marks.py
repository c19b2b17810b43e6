"""What tags, classes, ids and ARIA roles of an HTML element say about the words inside it."""

import re
from functools import lru_cache
from itertools import pairwise

from lxml.html import HtmlElement

from claims.text.spans import Furniture, Role

Mark = tuple[Role, Furniture | None]

UNSEEN_TAGS = frozenset(
    """
    script style template noscript head title meta link svg math canvas iframe object embed applet audio
    video map select option datalist input textarea button dialog amp-analytics amp-ad amp-embed
    amp-sidebar amp-consent amp-user-notification amp-social-share amp-iframe
    """.split()
)
BLOCK_TAGS = frozenset(
    """
    html body main article section div p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre figure
    figcaption table thead tbody tfoot tr td th caption header footer nav aside address form fieldset
    details summary hgroup center hr menu search amp-carousel amp-accordion amp-lightbox slot
    """.split()
)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SPLIT = re.compile(r"[^a-zäöüß0-9]+")
_INVISIBLE_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDDEN_CLASS = re.compile(
    r"(?:^|[\s_-])(?:visually-?hidden|sr-only|screen-?reader(?:-text)?|is-hidden|u-hidden|a11y-hidden|hide-text|hidden)(?:$|[\s_-])",
    re.IGNORECASE,
)
_ATTRIBUTES = (
    "class", "id", "role", "itemprop", "rel", "data-component", "data-testid", "data-qa", "data-area", "data-gu-name",
    "data-module", "data-type", "data-name", "data-block", "aria-label", "data-key", "data-section-type", "data-section",
    "data-role", "data-teaser-type", "data-tb", "data-tracking-area", "data-zone",
)  # fmt: skip
_BY_TAG: dict[str, Mark] = {
    "nav": (Role.FURNITURE, Furniture.NAVIGATION),
    "footer": (Role.FURNITURE, Furniture.NAVIGATION),
    "form": (Role.FURNITURE, Furniture.OTHER),
    "menu": (Role.FURNITURE, Furniture.NAVIGATION),
    "search": (Role.FURNITURE, Furniture.NAVIGATION),
    "address": (Role.FURNITURE, Furniture.BYLINE),
    "figcaption": (Role.CAPTION, None),
}
_BY_ARIA: dict[str, Furniture] = {
    "navigation": Furniture.NAVIGATION,
    "banner": Furniture.NAVIGATION,
    "contentinfo": Furniture.NAVIGATION,
    "search": Furniture.NAVIGATION,
    "menu": Furniture.NAVIGATION,
    "menubar": Furniture.NAVIGATION,
    "toolbar": Furniture.SHARE,
    "dialog": Furniture.OTHER,
    "alertdialog": Furniture.OTHER,
}
# The words of class names and ids, and the longest text that such a name can be believed for (0: any).
_WORDS: tuple[tuple[Furniture, int, str], ...] = (
    (Furniture.COOKIE, 0, "cookie cookies consent cmp gdpr onetrust usercentrics privacybanner cookiebanner cookielayer"),
    (Furniture.NEWSLETTER, 1500, "newsletter newsletters signup mailinglist newsletterbox optin"),
    (Furniture.ADVERTISEMENT, 1500, """
        ad ads advert adverts advertisement advertising adslot adunit adcontainer adbox adwrapper
        werbung anzeige anzeigen sponsored sponsor commercial outbrain taboola plista promo promotion
        paywall offerpage aboteaser abobox upsell subscription subscribe dfp gpt billboard leaderboard
        skyscraper"""),
    (Furniture.COMMENTS, 0, "comments comment comentarios commentaires kommentare disqus coral commentlist commentsection leserkommentare commentform"),
    (Furniture.SHARE, 400, """
        share sharing shares shareable social socials socialmedia socialbar sharebar sharetools
        interactionbar interaction bookmark articletools toolbar actionbar actions printbutton
        audioplayer listen"""),
    (Furniture.RELATED, 2500, """
        related relatedcontent recommendation recommendations recommended recommend recirculation recirc
        mostread mostviewed mostpopular trending readmore morelinks moreon morestories seealso onward
        linklist linkbox storylist teaserlist teasergroup teasers teaserbox onwards furtherreading
        weiterlesen mehrzumthema themenlinks carouselteaser relatedarticles relatedtopics promobox
        articlelist latestnews nextarticle hub widget"""),
    (Furniture.RELATED, 500, "tags taglist taglinks topics topiclist keywords schlagworte themen tagcloud"),
    (Furniture.NAVIGATION, 0, """
        nav navi navigation navbar subnav breadcrumb breadcrumbs pagination pager paginator skiplink
        skiplinks sitemap sitefooter siteheader pagefooter footer masthead mainmenu offcanvas hamburger"""),
    (Furniture.BYLINE, 300, """
        byline bylines author authors autor autoren authorline contributor contributors authorbox
        authorname verfasser creator"""),
    (Furniture.TIMESTAMP, 160, """
        date datetime timestamp pubdate publishdate datepublished datemodified dateline published
        lastmodified modified updated metadata metaline metatextline articlemeta readingtime readtime lesezeit publication time zeitstempel datum"""),
    (Furniture.LABEL, 90, """
        kicker dachzeile overline eyebrow topline roofline rubrik superheadline headlinekicker overhead
        spitzmarke ressort category label badge flag pretitle supertitle surtitle"""),
    (Furniture.CREDIT, 250, """
        credit credits copyright copyrights photocredit imagecredit bildnachweis photographer bildquelle
        fotocredit rights caption-credit imagesource copyrightholder urheber"""),
)  # fmt: skip
_ROLE_WORDS: tuple[tuple[Role, int, str], ...] = (
    (Role.CAPTION, 900, "caption captions figcaption bildunterschrift bildtext imagecaption photocaption legend bildtitel"),
    (Role.TEASER, 900, """
        standfirst teasertext lead leadtext lede intro introtext introduction vorspann summary dek
        subheadline subtitle subline abstract excerpt anriss einleitung leadin atcintrotext
        articlesubtitle"""),
    (Role.SUBHEAD, 200, "crosshead crossheading subheading subhead zwischenüberschrift zwischentitel zwischenueberschrift"),
)  # fmt: skip
# Names of boxes that lead elsewhere, whatever text stands in them.
_ELSEWHERE = frozenset(
    """
    related relatedcontent relatedarticles recommendation recommendations recommended recommend mostread mostviewed
    mostpopular readmore moreon morestories furtherreading mehrzumthema
    """.split()
)
_TEASER = frozenset({"teaser", "teasertext", "deck"})
# Names that only lay out the page and name no content: "ad-free", "no-share", "with-comments".
_DENIED = re.compile(r"\b(?:no|not|without|with|has|is|js|ohne|mit|hide|free|lazy)[-_ ]?(\w+)", re.IGNORECASE)


def words_of(element: HtmlElement) -> frozenset[str]:
    """The words that class, id and similar attributes are made of, small; neighbours joined as well."""
    return _words(" | ".join(value for name in _ATTRIBUTES if (value := element.get(name))))


@lru_cache(maxsize=4096)
def _words(names: str) -> frozenset[str]:
    found: set[str] = set()
    for name in names.split():
        if _DENIED.match(name):
            continue
        parts = [part for part in _SPLIT.split(_CAMEL.sub("-", name).lower()) if part]
        found.update(parts)
        found.update(a + b for a, b in pairwise(parts))
    return frozenset(found)


@lru_cache(maxsize=1)
def _vocabulary() -> dict[str, tuple[int, Furniture, int]]:
    """For each word its rank (the first of the table counts most), its kind and the longest text."""
    ranked = reversed(list(enumerate(_WORDS)))
    return {word: (rank, kind, limit) for rank, (kind, limit, words) in ranked for word in words.split()}


@lru_cache(maxsize=1)
def _roles() -> dict[str, tuple[int, Role, int]]:
    ranked = reversed(list(enumerate(_ROLE_WORDS)))
    return {word: (rank, role, limit) for rank, (role, limit, words) in ranked for word in words.split()}


def is_unseen(element: HtmlElement, length: int) -> bool:
    """Whether a reader of the page does not see the element; `length` counts its characters."""
    if element.tag in UNSEEN_TAGS or element.get("hidden") is not None:
        return True
    if _INVISIBLE_STYLE.search(element.get("style") or ""):
        return True
    if length > 300:
        return False  # a name may be wrong about much text: it is shown once a script has run
    return element.get("aria-hidden") == "true" or bool(_HIDDEN_CLASS.search(element.get("class") or ""))


def tag_mark(element: HtmlElement) -> Mark | None:
    """What the tag and the ARIA role alone say."""
    if (role := (element.get("role") or "").lower()) in _BY_ARIA:
        return Role.FURNITURE, _BY_ARIA[role]
    return _BY_TAG.get(element.tag)


def named_mark(element: HtmlElement, length: int) -> Mark | None:
    """What class, id and the like say about an element with `length` characters of text."""
    words = words_of(element)
    roles = sorted(_roles()[word] for word in words & _roles().keys())
    roles = [found for found in roles if length <= found[2]]
    if roles and roles[0][1] is Role.CAPTION and "credit" not in words:
        return Role.CAPTION, None
    for _, kind, limit in sorted(_vocabulary()[word] for word in words & _vocabulary().keys()):
        if not limit or length <= limit:
            return Role.FURNITURE, kind
    return (roles[0][1], None) if roles else None


def is_teaser_name(element: HtmlElement) -> bool:
    """Whether a name says "teaser", which means this article's own one or a link to another article."""
    return bool(words_of(element) & _TEASER)


def leads_elsewhere(element: HtmlElement) -> bool:
    """Whether a name says without doubt that other articles are shown in the element."""
    return bool(words_of(element) & _ELSEWHERE)
