"""What the head of an HTML page says about the article: title, author, dates, language, address."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from claims.text.language import base_code

_ARTICLE_TYPES = re.compile(r"Article|BlogPosting|LiveBlog|Report|Review|NewsItem|Blog\b|CreativeWork")
_PAGE_TYPES = re.compile(r"WebPage|ItemPage")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_PARAGRAPH_TAG = re.compile(r"</p>|<br\s*/?>\s*<br\s*/?>|</h\d>|</li>", re.IGNORECASE)
_SITE_SUFFIX = re.compile(r"\s+(?:[|»·•]|[–—-])\s+[^|»·•–—-]{2,40}$")
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_LONGEST_SCRIPT = 2_000_000  # code points of JSON-LD; more is no description of an article
_MANY_OBJECTS = 2_000


@dataclass(frozen=True, slots=True)
class Head:
    """Strings are "" where the page does not say."""

    title: str
    headline: str  # as the article's own description gives it, not the title of the window
    description: str
    author: str
    published: str
    modified: str
    language: str
    url: str
    site: str
    body: str  # the article's words as JSON-LD gives them, paragraphs divided by empty lines


def read_head(root: HtmlElement, *, url: str = "") -> Head:
    """JSON-LD first, then meta elements, then the page's own elements; relative addresses are resolved."""
    article = _article(root)
    meta = _meta(root)

    def first(*names: str) -> str:
        return next((meta[name] for name in names if meta.get(name)), "")

    headline = _clean(article.get("headline")) or first("og:title", "twitter:title", "dc.title")
    title = headline or first("title") or _title(root)
    address = first_link(root, "canonical") or first("og:url") or _address(article) or url
    return Head(
        title=_without_site(title, first("og:site_name")),
        headline=_without_site(headline, first("og:site_name")),
        description=_clean(article.get("description")) or first("og:description", "description", "twitter:description"),
        author=_names(article.get("author")) or _person(first("author", "article:author", "dc.creator", "parsely-author")),
        published=_date(article.get("datePublished"), article.get("dateCreated"))
        or _date(first("article:published_time", "date", "dc.date", "pubdate", "last-published", "parsely-pub-date"))
        or _date(_time_element(root)),
        modified=_date(article.get("dateModified"))
        or _date(first("article:modified_time", "og:updated_time", "last-modified", "dcterms.modified")),
        language=_language(article, root, first("og:locale", "content-language", "language", "dc.language")),
        url=_absolute(address, url),
        site=_names(article.get("publisher")) or first("og:site_name", "application-name", "twitter:site"),
        body=_body(article.get("articleBody")),
    )  # fmt: skip


def _article(root: HtmlElement) -> dict[str, Any]:
    """The JSON-LD object that describes the article; empty when there is none."""
    best: dict[str, Any] = {}
    best_rank = 0
    for found in _objects(root):
        kinds = (
            " ".join(map(str, found["@type"]))
            if isinstance(found.get("@type"), list)
            else str(found.get("@type", ""))
        )
        rank = 2 if _ARTICLE_TYPES.search(kinds) else 1 if _PAGE_TYPES.search(kinds) else 0
        rank = (
            rank * 10
            + bool(found.get("headline")) * 4
            + bool(found.get("articleBody")) * 2
            + bool(found.get("datePublished"))
        )
        if rank >= 10 and rank > best_rank:
            best, best_rank = found, rank
    return best


def _objects(root: HtmlElement) -> Iterator[dict[str, Any]]:
    seen = 0
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        waiting: list[Any] = [_json(script.text)]
        while waiting and seen < _MANY_OBJECTS:
            thing = waiting.pop(0)
            seen += 1
            if isinstance(thing, list):
                waiting.extend(thing[:200])
            elif isinstance(thing, dict):
                yield thing
                waiting.extend(
                    thing[key]
                    for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart")
                    if key in thing
                )


def _json(text: str) -> Any:
    """The value of a JSON text as sites write it: comment marks, trailing commas, raw line ends; else None."""
    text = re.sub(
        r"^\s*(?://\s*)?(?:<!\[CDATA\[|<!--)|(?://\s*)?(?:\]\]>|-->)[\s;]*$",
        "",
        text.strip()[:_LONGEST_SCRIPT],
    )
    for attempt in (text, _TRAILING_COMMA.sub("", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue  # a page with broken JSON-LD still has its meta elements
    return None


def _meta(root: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = (
            element.get("property")
            or element.get("name")
            or element.get("itemprop")
            or element.get("http-equiv")
        )
        words = _clean(element.get("content"))
        if name and words:
            found.setdefault(name.strip().lower(), words)
    return found


def _title(root: HtmlElement) -> str:
    element = root.find(".//title")
    return _clean(element.text_content()) if element is not None else ""


def _without_site(title: str, site: str) -> str:
    for mark in (" | ", " - ", " – ", " — ", " » ", " · "):
        if site and title.lower().endswith(mark + site.lower()):
            return title[: -len(mark + site)].strip()
    shorter = _SITE_SUFFIX.sub("", title)
    cut = title[len(shorter) :]
    return shorter if ("|" in cut or "»" in cut) and len(shorter) >= 15 else title


def first_link(root: HtmlElement, relation: str) -> str:
    """The address of the first link element with this relation, "" when there is none."""
    for element in root.iter("link"):
        if relation in (element.get("rel") or "").lower().split() and element.get("href"):
            return str(element.get("href")).strip()
    return ""


def _absolute(address: str, url: str) -> str:
    try:
        whole = urljoin(url, address)
        return whole if urlsplit(whole).scheme in ("http", "https") else ""
    except ValueError:
        return ""  # an address that is none


def _address(article: dict[str, Any]) -> str:
    for value in (article.get("url"), article.get("mainEntityOfPage"), article.get("@id")):
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str) and value.startswith(("http", "/")):
            return value.strip()
    return ""


def _clean(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    return " ".join(html.unescape(_TAG.sub(" ", html.unescape(value))).split())


def _names(value: Any) -> str:
    """Names of persons or organisations: from a string, an object or a list of them."""
    found: list[str] = []
    waiting = [value]
    while waiting and len(found) < 20:
        thing = waiting.pop(0)
        if isinstance(thing, list):
            waiting[:0] = thing[:20]
        elif isinstance(thing, dict):
            waiting.insert(0, thing.get("name"))
        else:
            name = _person(_clean(thing))
            if name and name not in found:
                found.append(name)
    return ", ".join(found)


def _person(name: str) -> str:
    """A name as it is; "" for the address of a profile."""
    return "" if name.startswith(("http://", "https://", "/")) else re.sub(r"^(?:Von|By)\s+", "", name)


def _date(*values: Any) -> str:
    for value in values:
        if isinstance(value, list):
            value = value[0] if value else ""
        if isinstance(value, str) and (found := _ISO.search(value)):
            return found[0]
    return ""


def _time_element(root: HtmlElement) -> str:
    for element in root.iter("time"):
        if element.get("datetime"):
            return str(element.get("datetime"))
    return ""


def _language(article: dict[str, Any], root: HtmlElement, declared: str) -> str:
    said = article.get("inLanguage")
    if isinstance(said, dict):
        said = said.get("alternateName")
    page = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang")
    for tag in (page, said, declared):
        code = base_code(tag) if isinstance(tag, str) else ""
        if re.fullmatch(r"[a-z]{2}", code):
            return code
    return ""


def _body(value: Any) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST_SCRIPT:
        return ""
    words = html.unescape(_TAG.sub(" ", _PARAGRAPH_TAG.sub("\n\n", html.unescape(value))))
    return "\n\n".join(" ".join(line.split()) for line in words.splitlines() if line.strip())
