"""A published verdict as schema.org ClaimReview, for the page that shows it and for programs that collect them.

Which members are wanted, and that `claimReviewed` stays under 75 characters and does not tell the rating, is
Google's documentation of the fact check markup; the vocabulary is https://schema.org/ClaimReview.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from claims.models import Verdict

SHORT = 75  # characters of claimReviewed that no consumer cuts or wraps


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes the checks."""

    name: str
    url: str
    logo: str = ""


def claim_review(verdict: Verdict, *, url: str, publisher: Publisher, language: str) -> dict[str, Any] | None:
    """The verdict as it went out, as JSON-LD; None for one that is not published, retracted or corrected.

    `url` is the address of its page. A correction carries the date of the first check as its publication.
    """
    told = verdict.published_as
    if verdict.published_at is None or verdict.retracted_at is not None or not told or _is_corrected(verdict):
        return None
    claim = told["claim"]
    first = verdict
    while first.corrects is not None:
        first = first.corrects
    review: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": url,
        "datePublished": _day(first),
        "claimReviewed": shortened(claim["wording"] or claim["quote"]),
        "inLanguage": language,
        "author": _organization(publisher),
        "itemReviewed": _item(told),
        "reviewRating": _rating(told["rating"], language),
    }
    if first != verdict:
        review["dateModified"] = _day(verdict)
    if verdict.rationale:
        review["reviewBody"] = verdict.rationale
    return review


def unfit(verdict: Verdict) -> list[str]:
    """What keeps the check from being shown well elsewhere, in words; [] when nothing does."""
    claim, rating = verdict.claim, verdict.rating
    text = claim.wording or claim.quote
    found = []
    if len(text) > SHORT:
        told = _("The wording has %(length)d characters and is cut after %(short)d elsewhere.")
        found.append(told % {"length": len(text), "short": SHORT})
    if rating is not None and rating.label_de.casefold() in claim.wording.casefold().split():
        found.append(_("The wording tells the rating; it should only tell the claim."))
    if rating is not None and rating.claimreview_value is None:
        found.append(_("This rating has no number; it is passed on as a word only."))
    if not claim.claimant and not claim.article.outlet.name:
        found.append(_("Nobody is named who made the claim."))
    return found


def shortened(text: str) -> str:
    """The text in one line, cut at the last word that fits into SHORT characters, the cut marked."""
    text = " ".join(text.split())
    if len(text) <= SHORT:
        return text
    head = text[: SHORT - 1].rpartition(" ")[0] or text[: SHORT - 1]
    return head.rstrip(" ,;:–-") + "…"


def _is_corrected(verdict: Verdict) -> bool:
    return Verdict.objects.filter(corrects=verdict, published_at__isnull=False).exists()


def _day(verdict: Verdict) -> str:
    return verdict.published_at.date().isoformat() if verdict.published_at else ""


def _organization(publisher: Publisher) -> dict[str, Any]:
    logo = {"logo": publisher.logo} if publisher.logo else {}
    return {"@type": "Organization", "name": publisher.name, "url": publisher.url, **logo}


def _item(told: dict[str, Any]) -> dict[str, Any]:
    """The claim that was checked: its words, who made it, where it stood."""
    claim, article = told["claim"], told["article"]
    item: dict[str, Any] = {"@type": "Claim", "name": claim["quote"]}
    who = claim["claimant"] or article["outlet"]
    if who:
        item["author"] = {"@type": _kind_of_author(claim["claimant"]), "name": who}
    if article["published_at"]:
        item["datePublished"] = article["published_at"][:10]
    if article["url"]:
        item["appearance"] = {"@type": "CreativeWork", "url": article["url"], "headline": article["title"]}
    return item


def _kind_of_author(claimant: str) -> str:
    """Two to four capitalised words are taken for a person; an outlet, an office and everything else for an organisation."""
    words = claimant.split()
    return "Person" if 2 <= len(words) <= 4 and all(word[0].isupper() for word in words) else "Organization"


def _rating(rating: dict[str, Any], language: str) -> dict[str, Any]:
    told: dict[str, Any] = {
        "@type": "Rating",
        "alternateName": rating["label_de"] if language.startswith("de") else rating["label_en"],
    }
    if rating["value"] is not None:
        told |= {"ratingValue": rating["value"], "bestRating": rating["best"], "worstRating": rating["worst"]}
    return told
