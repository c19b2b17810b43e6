"""What people are told about, and how it usually reaches them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.choices import Rhythm
from claims.notify.channels import Usual

AT_ONCE, COLLECTED, DIGEST = Rhythm.AT_ONCE, Rhythm.COLLECTED, Rhythm.DIGEST


@dataclass(frozen=True, slots=True)
class Topic:
    """One kind of notice: its words are templates/emails/<key>.<language>.txt."""

    key: str
    label: str | Promise  # for the settings page, in the language of the page
    usual: Usual
    desk: Rhythm | None = None  # when it stands in the desk's chat, if it does


_ALL = (
    Topic("assigned", _("Claims assigned to me"), Usual(COLLECTED, COLLECTED), COLLECTED),
    Topic("handed_over", _("Claims handed over to me"), Usual(AT_ONCE, AT_ONCE)),
    Topic("taken_over", _("Claims of mine given to somebody else or made free"), Usual(AT_ONCE, AT_ONCE)),
    Topic("released", _("Claims given back to my desk"), Usual(COLLECTED, COLLECTED), COLLECTED),
    Topic(
        "checked_elsewhere",
        _("Claims in my hands that were checked elsewhere"),
        Usual(COLLECTED, COLLECTED),
    ),
    Topic("sent_back", _("Verdicts sent back to me"), Usual(AT_ONCE, AT_ONCE)),
    Topic("approved", _("Verdicts of mine approved"), Usual(COLLECTED, COLLECTED)),
    Topic("to_publish", _("Verdicts ready to be published"), Usual(COLLECTED, COLLECTED)),
    Topic("review_wanted", _("Verdicts that want a second person"), Usual(COLLECTED, COLLECTED), COLLECTED),
    Topic("mentioned", _("Notes that mention me"), Usual(AT_ONCE, AT_ONCE)),
    Topic("due_soon", _("Claims that are due soon"), Usual(AT_ONCE, AT_ONCE)),
    Topic("overdue", _("Claims past their time"), Usual(AT_ONCE, AT_ONCE)),
    Topic(
        "escalated", _("Claims of my desk that nobody has finished in time"), Usual(AT_ONCE, AT_ONCE), AT_ONCE
    ),
    Topic("asked", _("People who ask me to clear a claim"), Usual(AT_ONCE, AT_ONCE)),
    Topic("article_done", _("Articles that are done"), Usual(AT_ONCE, AT_ONCE), AT_ONCE),
    Topic("article_failed", _("Articles that could not be split"), Usual(COLLECTED, COLLECTED), COLLECTED),
    Topic("answer_overdue", _("People asked who have not answered"), Usual(COLLECTED, COLLECTED)),
    Topic("published", _("Checks published"), Usual(DIGEST, COLLECTED), COLLECTED),
    Topic("corrected", _("Published checks corrected"), Usual(COLLECTED, COLLECTED), AT_ONCE),
    Topic("retracted", _("Published checks retracted"), Usual(AT_ONCE, AT_ONCE), AT_ONCE),
)
TOPICS: dict[str, Topic] = {topic.key: topic for topic in _ALL}
