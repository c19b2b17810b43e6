"""People, their roles and desks, and the tokens that machines sign in with."""

import hashlib
import secrets
from datetime import datetime
from functools import cached_property
from typing import ClassVar, Self

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from claims.choices import Role


class Desk(models.Model):
    """A part of the newsroom with its own rules for checking."""

    key = models.SlugField(_("key"), max_length=40, unique=True)
    name_de = models.CharField(_("name (German)"), max_length=80)
    name_en = models.CharField(_("name (English)"), max_length=80)
    language = models.CharField(_("language of its articles"), max_length=3, default="de")
    origins_wanted = models.PositiveSmallIntegerField(_("independent origins wanted"), default=2)
    primary_suffices = models.BooleanField(_("one primary source suffices"), default=True)
    blind_second_check = models.BooleanField(_("second check is blind"), default=False)
    open_at_most = models.PositiveSmallIntegerField(_("open claims per person at most"), default=12)
    remind_before_minutes = models.PositiveSmallIntegerField(
        _("remind before the due time (minutes)"), default=60
    )
    escalate_after_minutes = models.PositiveSmallIntegerField(
        _("tell the editors after the due time (minutes)"), default=30
    )
    stale_after_days = models.PositiveSmallIntegerField(_("a check is stale after (days)"), default=180)
    turnaround_minutes = models.PositiveIntegerField(
        _("target: from the split to the decided verdict (minutes)"), default=240
    )

    class Meta:
        ordering = ["key"]
        verbose_name = _("desk")
        verbose_name_plural = _("desks")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return self.name_de if (get_language() or "de").startswith("de") else self.name_en


class UserQuerySet(models.QuerySet["User"]):
    """Filters over people."""

    def active(self) -> Self:
        """Those who can still sign in."""
        return self.filter(is_active=True)

    def holding(self, *roles: str) -> Self:
        """Active people with at least one of the roles; an admin holds all."""
        return self.filter(is_active=True, grants__role__in=(*roles, Role.ADMIN)).distinct()

    def present(self, at: datetime) -> Self:
        """Not absent at that time."""
        away = Q(absent_from__lte=at) & (Q(absent_until__isnull=True) | Q(absent_until__gt=at))
        return self.exclude(away)


class People(UserManager["User"].from_queryset(UserQuerySet)):  # type: ignore[misc]  # made at run time
    """Django's user manager with the filters of this newsroom."""

    use_in_migrations = False


class User(AbstractUser):
    """A person of the newsroom."""

    display_name = models.CharField(_("name"), max_length=120, blank=True)
    language = models.CharField(
        _("language"), max_length=3, choices=[("de", "Deutsch"), ("en", "English")], default="de"
    )
    time_zone = models.CharField(_("time zone"), max_length=64, default="Europe/Berlin")
    theme = models.CharField(
        _("theme"),
        max_length=5,
        choices=[("auto", _("as the device")), ("light", _("light")), ("dark", _("dark"))],
        default="auto",
    )
    density = models.CharField(
        _("density"),
        max_length=8,
        choices=[("normal", _("normal")), ("compact", _("compact"))],
        default="normal",
    )
    shortcuts = models.BooleanField(_("single-key shortcuts"), default=True)
    colour = models.PositiveSmallIntegerField(_("colour of the initials"), default=0)
    put_aside = models.JSONField(default=list, blank=True)  # steps of the start page, by their keys
    desks = models.ManyToManyField(Desk, verbose_name=_("desks"), related_name="people", blank=True)
    absent_from = models.DateTimeField(_("absent from"), null=True, blank=True)
    absent_until = models.DateTimeField(_("absent until"), null=True, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)  # when they last said to have seen what changed

    objects: ClassVar[People] = People()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                condition=Q(absent_until__isnull=True)
                | Q(absent_from__isnull=True)
                | Q(absent_until__gt=models.F("absent_from")),
                name="absence_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name that the others read."""
        return self.display_name or self.get_full_name() or self.username

    @property
    def initials(self) -> str:
        """One or two letters for the avatar."""
        words = self.name.split()
        return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper()

    @cached_property
    def role_set(self) -> frozenset[str]:
        """The roles this person holds; read once per object."""
        return frozenset(grant.role for grant in self.grants.all())

    def is_absent(self, at: datetime) -> bool:
        """Whether the person is away at that time."""
        if self.absent_from is None or self.absent_from > at:
            return False
        return self.absent_until is None or self.absent_until > at

    def holds(self, *roles: str) -> bool:
        """Whether the person holds at least one of the roles; an admin holds all."""
        return self.is_active and bool(self.role_set & {*roles, Role.ADMIN})


class Grant(models.Model):
    """One role that one person holds."""

    person = models.ForeignKey(User, models.CASCADE, related_name="grants", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=10, choices=Role)

    class Meta:
        verbose_name = _("role of a person")
        verbose_name_plural = _("roles of people")
        constraints = [
            models.UniqueConstraint(fields=["person", "role"], name="grant_once"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="grant_known_role"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.role}"


class TokenQuerySet(models.QuerySet["Token"]):
    """Filters over tokens."""

    def usable(self, at: datetime) -> Self:
        """Neither revoked nor expired at that time, of an active person."""
        return self.filter(
            Q(expires_at__isnull=True) | Q(expires_at__gt=at), revoked_at__isnull=True, person__is_active=True
        )


class Token(models.Model):
    """A key for the API: only its digest is stored."""

    PREFIX = "fck"

    person = models.ForeignKey(User, models.CASCADE, related_name="tokens", verbose_name=_("person"))
    name = models.CharField(_("what it is for"), max_length=80, blank=True)
    prefix = models.CharField(_("first characters"), max_length=16)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    read_only = models.BooleanField(_("may only read"), default=False)
    created_at = models.DateTimeField(_("made at"))
    expires_at = models.DateTimeField(_("expires at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used at"), null=True, blank=True)

    objects = TokenQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")

    def __str__(self) -> str:
        return f"{self.prefix}… {self.name}".strip()

    @staticmethod
    def digest_of(secret: str) -> str:
        """SHA-256 of the secret in hex: enough, since the secret holds 256 random bits."""
        return hashlib.sha256(secret.encode()).hexdigest()

    @classmethod
    def issue(
        cls, person: User, *, at: datetime, name: str = "", read_only: bool = False
    ) -> tuple["Token", str]:
        """A new token of the person is stored; answers it with its secret, which nobody can read again."""
        secret = f"{cls.PREFIX}_{secrets.token_urlsafe(32)}"
        token = cls.objects.create(
            person=person,
            name=name,
            prefix=secret[:10],
            digest=cls.digest_of(secret),
            read_only=read_only,
            created_at=at,
        )
        return token, secret
