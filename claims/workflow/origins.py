"""How many independent origins the evidence of a claim has: ten papers with one agency's text are one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_address
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import idna
from publicsuffixlist import PublicSuffixList

from claims.choices import SourceKind
from claims.models import Claim, Evidence, Source

_TRACKING = re.compile(
    r"^(utm_|at_|mtm_|pk_)|^(fbclid|gclid|dclid|msclkid|igshid|mc_eid|mc_cid|wt_mc|xtor|ref)$"
)
_PORTS = {"http": "80", "https": "443"}


@dataclass(frozen=True, slots=True)
class Origin:
    """Evidence that goes back to one and the same place."""

    name: str  # publisher, registrable domain or title
    evidence: tuple[Evidence, ...]


def origins(claim: Claim) -> list[Origin]:
    """The standing evidence of the claim, grouped by where it comes from, in the order it was found.

    One origin are: sources that take their text from the same source, along the whole chain; addresses of
    one registrable domain; sources of one publisher. The claim's own article and its outlet are no origin,
    nor is an own earlier check, which only repeats its evidence.
    """
    standing = [evidence for evidence in claim.evidence.all() if evidence.removed_at is None]
    known = _with_origins(evidence.source for evidence in standing)
    own = {registrable(claim.article.url), registrable(f"http://{claim.article.outlet.domain}")} - {""}
    groups: list[tuple[set[str], list[Evidence]]] = []
    for evidence in standing:
        keys = _keys(_root(evidence.source, known))
        if evidence.source.kind == SourceKind.OWN or keys & {f"domain:{domain}" for domain in own}:
            continue
        found = [evidence]
        for group in [group for group in groups if group[0] & keys]:
            groups.remove(group)
            keys |= group[0]
            found = group[1] + found
        groups.append((keys, found))
    groups.sort(key=lambda group: min((e.found_at, e.pk) for e in group[1]))
    return [Origin(_name(found[0], known), tuple(found)) for _keys_, found in groups]


def independent_origins(claim: Claim) -> int:
    """How many origins the standing evidence of the claim has."""
    return len(origins(claim))


def normal_url(url: str) -> str:
    """The address without what does not change the page: scheme, "www.", default port, fragment, tracking.

    Parameters are sorted. Two addresses with the same normal form are the same source.
    Raises ValueError for what is no address.
    """
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").rstrip(".").removeprefix("www.")
    if not host.isascii():
        host = idna.encode(host, uts46=True).decode()
    if (port := parts.port) and str(port) != _PORTS.get(parts.scheme.lower()):
        host = f"{host}:{port}"
    query = sorted(
        (k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(k)
    )
    return urlunsplit(("", host, parts.path.rstrip("/") or "/", urlencode(query), ""))


def registrable(url: str) -> str:
    """The domain that somebody registered: "ons.gov.uk" of "https://www.ons.gov.uk/x"; "" when there is none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    if _is_number(host):
        return host
    return str(_suffixes().privatesuffix(host.rstrip(".")) or host)


def _is_number(host: str) -> bool:
    """Whether the host is an address of the network itself: nobody registered a part of it."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


@cache
def _suffixes() -> PublicSuffixList:
    """The list of the wheel: no download; read when it is first needed."""
    return PublicSuffixList()


def _with_origins(sources: Iterable[Source]) -> dict[int, Source]:
    """The sources and everything they take their text from, by id; one query per link of the longest chain."""
    known = {source.pk: source for source in sources}
    while missing := {s.origin_id for s in known.values() if s.origin_id} - known.keys():
        known.update({source.pk: source for source in Source.objects.filter(pk__in=missing)})
    return known


def _root(source: Source, known: dict[int, Source]) -> Source:
    """Where the text of the source comes from; in a circle, the member with the lowest id."""
    path = [source]
    while (above := path[-1].origin_id) and (following := known.get(above)):
        if following in path:
            return min(path[path.index(following) :], key=lambda member: member.pk)
        path.append(following)
    return path[-1]


def _keys(root: Source) -> set[str]:
    keys = {f"source:{root.pk}"}
    if domain := registrable(root.url):
        keys.add(f"domain:{domain}")
    if publisher := " ".join(root.publisher.casefold().split()):
        keys.add(f"publisher:{publisher}")
    return keys


def _name(evidence: Evidence, known: dict[int, Source]) -> str:
    root = _root(evidence.source, known)
    return root.publisher or registrable(root.url) or root.title
