"""The outbox: what is to be told to whom, and how each person wants to be told."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.choices import Carriage, Channel, ChatKind, Rhythm
from claims.models.people import User


class ChatChannel(models.Model):
    """The address of a chat channel that belongs to a desk or to one person."""

    desk = models.ForeignKey(
        "claims.Desk",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="chat_channels",
        verbose_name=_("desk"),
    )
    person = models.ForeignKey(
        "claims.User",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="chat_channels",
        verbose_name=_("person"),
    )
    kind = models.CharField(_("kind"), max_length=5, choices=ChatKind)
    url = models.URLField(_("address"), max_length=2000)  # a secret: whoever knows it can write there
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("chat channel")
        verbose_name_plural = _("chat channels")
        constraints = [
            models.CheckConstraint(
                condition=Q(desk__isnull=True) ^ Q(person__isnull=True), name="chat_channel_of_one"
            ),
            models.CheckConstraint(condition=Q(kind__in=ChatKind.values), name="chat_channel_known_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.desk or self.person}"


class NotificationQuerySet(models.QuerySet["Notification"]):
    """Filters over notifications."""

    def in_app(self, person: User) -> Self:
        """What the person finds in the dashboard."""
        return self.filter(recipient=person, channel=Channel.IN_APP)

    def unread(self) -> Self:
        """Not yet seen in the dashboard."""
        return self.filter(read_at__isnull=True)

    def due(self, at: datetime) -> Self:
        """Ready to leave, and nobody is at work on it."""
        return self.filter(
            Q(next_try_at__isnull=True) | Q(next_try_at__lte=at),
            state=Carriage.WAITING,
            not_before__lte=at,
        )

    def given_up(self) -> Self:
        """Nobody will try these again unless a person says so."""
        return self.filter(state=Carriage.GIVEN_UP)


class Notification(models.Model):
    """One message by one channel to one person, or to a desk's chat. It holds words and links, and knows no claim."""

    recipient = models.ForeignKey(
        "claims.User",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="notifications",
        verbose_name=_("to"),
    )  # None: to a desk's chat
    channel = models.CharField(_("channel"), max_length=6, choices=Channel)
    chat = models.ForeignKey(
        ChatChannel,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="notifications",
        verbose_name=_("chat channel"),
    )
    topic = models.CharField(_("topic"), max_length=40)  # key of a notice, see claims.notices
    rhythm = models.CharField(_("when"), max_length=9, choices=Rhythm, default=Rhythm.AT_ONCE)
    language = models.CharField(_("language"), max_length=3, default="de")
    thread = models.CharField(max_length=120, blank=True)  # mails of one thread refer to each other
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))  # what has happened and what is to be done, when it stands alone
    brief = models.TextField(blank=True)  # the same in a few words, for a mail of several
    heading = models.CharField(_("about"), max_length=500, blank=True)  # such as the article's title
    lines = models.JSONField(default=list, blank=True)  # [{"words", "link"}, ...]: the things it is about
    link = models.CharField(_("link"), max_length=500, blank=True)
    written_at = models.DateTimeField(_("written"))
    not_before = models.DateTimeField()  # collected ones wait here
    state = models.CharField(_("state"), max_length=8, choices=Carriage, default=Carriage.WAITING)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    failure = models.TextField(_("what went wrong"), blank=True)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    message_id = models.CharField(max_length=200, blank=True)  # shared by all that left in one mail

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "-pk"]
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        indexes = [
            models.Index(
                fields=["not_before", "id"], name="notification_waiting", condition=Q(state=Carriage.WAITING)
            ),
            models.Index(fields=["recipient", "channel", "-written_at"], name="notification_of_person"),
            models.Index(fields=["message_id"], name="notification_of_message", condition=~Q(message_id="")),
            models.Index(
                fields=["recipient", "thread", "id"],
                name="notification_of_thread",
                condition=~Q(thread="") & Q(channel=Channel.EMAIL),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(channel=Channel.CHAT, chat__isnull=False)
                | (~Q(channel=Channel.CHAT) & Q(recipient__isnull=False, chat__isnull=True)),
                name="notification_goes_somewhere",
            )
        ]

    def __str__(self) -> str:
        return self.subject


class Preference(models.Model):
    """How one person wants to be told about one topic by one channel."""

    person = models.ForeignKey(
        "claims.User", models.CASCADE, related_name="preferences", verbose_name=_("person")
    )
    topic = models.CharField(_("topic"), max_length=40)
    channel = models.CharField(_("channel"), max_length=6, choices=Channel)
    rhythm = models.CharField(_("when"), max_length=9, choices=Rhythm)

    class Meta:
        ordering = ["person", "topic", "channel"]
        verbose_name = _("preference")
        verbose_name_plural = _("preferences")
        constraints = [models.UniqueConstraint(fields=["person", "topic", "channel"], name="preference_once")]

    def __str__(self) -> str:
        return f"{self.topic} {self.channel}: {self.rhythm}"
