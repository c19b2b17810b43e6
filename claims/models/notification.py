"""The outbox: what is to be told to whom, and how each person wants to be told."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.choices import Carriage, Channel, Rhythm


class Notification(models.Model):
    """One message to one person by one channel. It holds words and a link, and knows no claim."""

    recipient = models.ForeignKey(
        "claims.User", models.CASCADE, related_name="notifications", verbose_name=_("to")
    )
    channel = models.CharField(_("channel"), max_length=6, choices=Channel)
    topic = models.CharField(_("topic"), max_length=40)  # key of a notice, see claims.notices
    thread = models.CharField(max_length=120, blank=True)  # mails of one thread refer to each other
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    html = models.TextField(blank=True)
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
    message_id = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-written_at", "-pk"]
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        indexes = [
            models.Index(
                fields=["not_before", "id"], name="notification_waiting", condition=Q(state=Carriage.WAITING)
            ),
            models.Index(fields=["recipient", "channel", "-written_at"], name="notification_of_person"),
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
