"""Where other programs are told, and what has been told to them."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.choices import Carriage


class Endpoint(models.Model):
    """An address that wants to hear of events (Standard Webhooks)."""

    url = models.URLField(_("address"), max_length=2000)
    secret = models.CharField(_("secret"), max_length=100)  # whsec_…
    old_secret = models.CharField(
        _("secret before"), max_length=100, blank=True
    )  # both sign while it is rotated
    topics = models.JSONField(_("events"), default=list, blank=True)  # [] means all
    is_active = models.BooleanField(_("active"), default=True)
    added_by = models.ForeignKey("claims.User", models.SET_NULL, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(_("added"))
    disabled_because = models.TextField(_("disabled because"), blank=True)

    class Meta:
        ordering = ["url", "pk"]
        verbose_name = _("webhook endpoint")
        verbose_name_plural = _("webhook endpoints")

    def __str__(self) -> str:
        return self.url


class Delivery(models.Model):
    """One event on its way to one endpoint."""

    endpoint = models.ForeignKey(
        Endpoint, models.CASCADE, related_name="deliveries", verbose_name=_("endpoint")
    )
    webhook_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    topic = models.CharField(_("event"), max_length=60)
    payload = models.JSONField(_("payload"))
    state = models.CharField(_("state"), max_length=8, choices=Carriage, default=Carriage.WAITING)
    written_at = models.DateTimeField(_("written"))
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    response_status = models.PositiveSmallIntegerField(null=True, blank=True)
    failure = models.TextField(_("what went wrong"), blank=True)

    class Meta:
        ordering = ["-written_at", "-pk"]
        verbose_name = _("webhook delivery")
        verbose_name_plural = _("webhook deliveries")
        indexes = [
            models.Index(
                fields=["next_try_at", "id"], name="delivery_waiting", condition=Q(state=Carriage.WAITING)
            )
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.webhook_id}"
