"""Every word the database may hold."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Stage(TextChoices):
    """What the machine does next with an article, or that it is through."""

    CLEAN = "clean", _("cleaning the text")
    SPLIT = "split", _("splitting into claims")
    SCORE = "score", _("scoring check-worthiness")
    MATCH = "match", _("looking for earlier checks")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")


class Status(TextChoices):
    """Where people stand with a claim."""

    NEW = "new", _("new")
    QUEUED = "queued", _("queued")
    ASSIGNED = "assigned", _("assigned")
    CHECKING = "checking", _("checking")
    IN_REVIEW = "in_review", _("in review")
    APPROVED = "approved", _("approved")
    PUBLISHED = "published", _("published")
    DISMISSED = "dismissed", _("dismissed")
    ANSWERED = "answered", _("answered by an earlier check")
    NOT_CHECKABLE = "not_checkable", _("not checkable")
    GONE = "gone", _("no longer in the text")


class Action(TextChoices):
    """What moves a claim, and what else is written into the history."""

    SUBMIT_ARTICLE = "submit_article", _("article submitted")
    REVISE_ARTICLE = "revise_article", _("new revision")
    SPLIT_ARTICLE = "split_article", _("split into claims")
    FAIL_ARTICLE = "fail_article", _("splitting failed")
    RETRY_ARTICLE = "retry_article", _("splitting started again")
    MARK = "mark", _("marked by hand")
    MOVE = "move", _("moved in the text")
    WITHDRAW = "withdraw", _("no longer in the text")
    REAPPEAR = "reappear", _("back in the text")
    ACCEPT = "accept", _("accepted")
    DISMISS = "dismiss", _("dismissed")
    ANSWER = "answer", _("answered by an earlier check")
    RULE_OUT = "rule_out", _("not checkable")
    ASSIGN = "assign", _("assigned")
    RELEASE = "release", _("released")
    START = "start", _("check begun")
    SUBMIT = "submit", _("submitted for review")
    SEND_BACK = "send_back", _("sent back")
    APPROVE = "approve", _("approved")
    OVERRULE = "overrule", _("overruled")
    PUBLISH = "publish", _("published")
    CORRECT = "correct", _("corrected")
    RETRACT = "retract", _("retracted")
    REOPEN = "reopen", _("reopened")
    EDIT = "edit", _("edited")
    MERGE = "merge", _("merged")
    SPLIT = "split", _("split")
    TICK = "tick", _("fact ticked")
    CITE = "cite", _("evidence added")
    LINK_ORIGIN = "link_origin", _("origin of a source named")
    UNCITE = "uncite", _("evidence removed")
    PRIORITISE = "prioritise", _("priority changed")
    SET_DUE = "set_due", _("due time changed")
    TAKE = "take", _("taken")
    TAKE_OVER = "take_over", _("taken over")
    HAND_OVER = "hand_over", _("handed over")
    NOTE = "note", _("note written")
    CONFRONT = "confront", _("person asked for an answer")
    RECORD_ANSWER = "record_answer", _("answer recorded")
    DRAFT = "draft", _("verdict drafted")
    RECALL = "recall", _("taken back from review")
    SECOND_CHECK = "second_check", _("second check given")
    KEEP = "keep", _("published check kept")
    REJECT_MATCH = "reject_match", _("earlier check set aside")
    CONFIRM = "confirm", _("confirmed for the changed text")
    UNDO = "undo", _("undone")
    REMIND = "remind", _("reminded")
    FALL_DUE = "fall_due", _("overdue")
    ESCALATE = "escalate", _("escalated")
    BE_ABSENT = "be_absent", _("absent")
    DISTRIBUTE = "distribute", _("distributed")
    RELEASE_ARTICLE = "release_article", _("article released")
    REMOVE_ARTICLE = "remove_article", _("practice article removed")


class ArticleRole(TextChoices):
    """Where in the article a claim stands."""

    HEADLINE = "headline", _("headline")
    TEASER = "teaser", _("teaser")
    SUBHEAD = "subhead", _("subhead")
    BODY = "body", _("body")
    CAPTION = "caption", _("caption")


class Kind(TextChoices):
    """What a claim says; the same words as in the text steps."""

    EVENT = "event", _("event")
    STATE = "state", pgettext_lazy("kind of claim", "state")
    QUANTITY = "quantity", _("quantity")
    COMPARISON = "comparison", _("comparison")
    QUOTE = "quote", _("quotation")
    ATTRIBUTION = "attribution", _("attribution")
    PREDICTION = "prediction", _("prediction")
    CAUSE = "cause", _("cause")
    RULE = "rule", _("rule")
    OPINION = "opinion", _("opinion")
    QUESTION = "question", _("question")
    COMMAND = "command", _("command")
    TRANSITION = "transition", _("transition")


class Origin(TextChoices):
    """Who found a claim."""

    MACHINE = "machine", _("found by the splitter")
    HAND = "hand", _("marked by hand")


class FactType(TextChoices):
    """What a fact to tick is."""

    NAME = "name", _("name")
    ROLE = "role", _("role")
    PLACE = "place", _("place")
    DATE = "date", _("date")
    NUMBER = "number", _("number")
    QUOTE = "quote", _("quotation")
    OTHER = "other", _("other")


class FactState(TextChoices):
    """What the check of a fact gave."""

    OPEN = "open", _("open")
    RIGHT = "right", _("right")
    WRONG = "wrong", _("wrong")


class HintKind(TextChoices):
    """What in a text may not fit together: a reason to look, no verdict."""

    SPELLING = "spelling", _("a name spelled in two ways")
    ARCHIVE = "archive", _("a name spelled unlike earlier checks")
    WEEKDAY = "weekday", _("weekday and date do not fit")
    SUM = "sum", _("figures that do not add up")
    FIRST = "first", _("a first that was there before")
    HEADLINE = "headline", _("headline stronger than the text")
    FIGURE = "figure", _("another figure than in the text")
    SOURCE = "source", _("no source named")


class Relation(TextChoices):
    """How a claim stands to an earlier one."""

    SAME = "same", _("same claim")
    RELATED = "related", _("related")
    CONTRADICTING = "contradicting", _("contradicting variant")


class Differs(TextChoices):
    """In what two claims differ; the same words as in the text steps."""

    NUMBER = "number", _("figure")
    DATE = "date", _("date")
    NAME = "name", _("name")
    PLACE = "place", _("place")
    NEGATION = "negation", _("denial")
    QUANTIFIER = "quantifier", _("how many of all")
    DIRECTION = "direction", _("direction")
    WORDING = "wording", _("wording")


class Gap(TextChoices):
    """Why an article was not compared with every earlier check."""

    BUILDING = "building", _("the index of earlier checks is being made")
    UNUSABLE = "unusable", _("the index of earlier checks cannot be used")


class Decision(TextChoices):
    """What a person said to a proposal of the machine."""

    OPEN = "open", _("open")
    ACCEPTED = "accepted", _("accepted")
    REJECTED = "rejected", _("rejected")


class Stance(TextChoices):
    """What evidence does to a claim."""

    SUPPORTS = "supports", _("supports")
    REFUTES = "refutes", _("refutes")
    CONTEXT = "context", _("context")


class SourceKind(TextChoices):
    """What can be cited."""

    WEB = "web", _("web page")
    DOCUMENT = "document", _("document")
    PERSON = "person", _("person")
    DATASET = "dataset", _("data set")
    MEDIA = "media", _("picture, sound or film")
    OWN = "own", _("own earlier check")


class Carriage(TextChoices):
    """How far something that waits in a row has come: a mail, a delivery, a snapshot."""

    WAITING = "waiting", _("waiting")
    CLAIMED = "claimed", _("under way")
    DONE = "done", _("done")
    GIVEN_UP = "given_up", _("given up")
    DROPPED = "dropped", _("no longer needed")


class Channel(TextChoices):
    """Which way a notification goes."""

    IN_APP = "in_app", _("in the dashboard")
    EMAIL = "email", _("e-mail")
    CHAT = "chat", _("chat")


class ChatKind(TextChoices):
    """Whose format a chat channel reads."""

    SLACK = "slack", "Slack"  # Mattermost and Rocket.Chat read it too
    TEAMS = "teams", "Microsoft Teams"


class Rhythm(TextChoices):
    """When notifications of a kind go out."""

    AT_ONCE = "at_once", _("at once")
    COLLECTED = "collected", _("collected")
    DIGEST = "digest", _("morning digest")
    OFF = "off", _("not at all")


class Role(TextChoices):
    """What a person may do."""

    CHECKER = "checker", _("checker")
    REVIEWER = "reviewer", _("reviewer")
    EDITOR = "editor", _("editor")
    ADMIN = "admin", _("admin")


class OutletKind(TextChoices):
    """What an outlet is."""

    PORTAL = "portal", _("portal")
    AGENCY = "agency", _("agency")
    MAGAZINE = "magazine", _("magazine")
    NEWSPAPER = "newspaper", _("newspaper")
    BROADCASTER = "broadcaster", _("broadcaster")
    PRACTICE = "practice", _("practice")  # its articles are for learning and are never published
    OTHER = "other", _("other")


class ReasonKind(TextChoices):
    """What a reason from the list is for."""

    DISMISS = "dismiss", _("dismissal")
    NOT_CHECKABLE = "not_checkable", _("not checkable")


class Priority(TextChoices):
    """How soon a claim wants a check."""

    HIGH = "1", _("high")
    NORMAL = "2", _("normal")
    LOW = "3", _("low")
