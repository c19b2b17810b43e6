"""The nouns, one file each, their querysets beside them."""

from claims.models.article import WORKING, Article, Passage, Revision
from claims.models.claim import UNDECIDED, Claim, Fact
from claims.models.draft import Draft
from claims.models.event import ChainHead, Event
from claims.models.evidence import Confrontation, Evidence, Note
from claims.models.heartbeat import Heartbeat
from claims.models.hint import Hint, NameKey, NameWord
from claims.models.match import Match
from claims.models.notification import ChatChannel, Notification, Preference
from claims.models.outlet import Outlet
from claims.models.people import Desk, Grant, Token, User
from claims.models.printed import PrintedDossier
from claims.models.ranking import Ranking
from claims.models.rating import Rating, Reason, Scale
from claims.models.search import CheckText, SearchText
from claims.models.snooze import Snooze
from claims.models.source import Snapshot, Source
from claims.models.verdict import SecondCheck, Verdict
from claims.models.view import SavedView
from claims.models.webhook import Delivery, Endpoint

__all__ = [
    "UNDECIDED",
    "WORKING",
    "Article",
    "ChainHead",
    "ChatChannel",
    "CheckText",
    "Claim",
    "Confrontation",
    "Delivery",
    "Desk",
    "Draft",
    "Endpoint",
    "Event",
    "Evidence",
    "Fact",
    "Grant",
    "Heartbeat",
    "Hint",
    "Match",
    "NameKey",
    "NameWord",
    "Note",
    "Notification",
    "Outlet",
    "Passage",
    "Preference",
    "PrintedDossier",
    "Ranking",
    "Rating",
    "Reason",
    "Revision",
    "SavedView",
    "Scale",
    "SearchText",
    "SecondCheck",
    "Snapshot",
    "Snooze",
    "Source",
    "Token",
    "User",
    "Verdict",
]
