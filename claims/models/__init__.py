"""The nouns, one file each, their querysets beside them."""

from claims.models.article import WORKING, Article, Passage, Revision
from claims.models.claim import UNDECIDED, Claim, Fact
from claims.models.event import ChainHead, Event
from claims.models.evidence import Confrontation, Evidence, Note
from claims.models.heartbeat import Heartbeat
from claims.models.match import Match
from claims.models.notification import ChatChannel, Notification, Preference
from claims.models.outlet import Outlet
from claims.models.people import Desk, Grant, Token, User
from claims.models.rating import Rating, Reason, Scale
from claims.models.source import Snapshot, Source
from claims.models.verdict import SecondCheck, Verdict
from claims.models.webhook import Delivery, Endpoint

__all__ = [
    "UNDECIDED",
    "WORKING",
    "Article",
    "ChainHead",
    "ChatChannel",
    "Claim",
    "Confrontation",
    "Delivery",
    "Desk",
    "Endpoint",
    "Event",
    "Evidence",
    "Fact",
    "Grant",
    "Heartbeat",
    "Match",
    "Note",
    "Notification",
    "Outlet",
    "Passage",
    "Preference",
    "Rating",
    "Reason",
    "Revision",
    "Scale",
    "SecondCheck",
    "Snapshot",
    "Source",
    "Token",
    "User",
    "Verdict",
]
