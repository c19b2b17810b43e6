"""Configuration in Django's admin: people, desks, outlets, scales, reasons, tokens; articles and claims to look at."""

from typing import Any
from urllib.parse import urlsplit

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db.models import Model, QuerySet, URLField
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from claims.choices import Carriage, Role
from claims.errors import WorkflowError
from claims.models import (
    Article,
    ChatChannel,
    Claim,
    Desk,
    Event,
    Grant,
    Notification,
    Outlet,
    Ranking,
    Rating,
    Reason,
    Revision,
    Scale,
    Token,
    User,
)
from claims.notify import outbox, reasons
from claims.workflow import leaving

admin.site.site_header = admin.site.site_title = "Factcheck"
admin.site.index_title = _("Configuration")
admin.site.unregister(Group)  # rights come from roles


class Kept:
    """Rows that others point at for ever: they are switched off, not removed."""

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody."""
        return False


class Shown(Kept):
    """Rows to look at: articles, claims and history change through their own doors only."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody."""
        return False


# -- Who works here, and with what --------------------------------------------------------------------


class GrantInline(admin.TabularInline[Grant, User]):
    """The roles of a person."""

    model = Grant
    extra = 0


@admin.register(User)
class PersonAdmin(Kept, UserAdmin[User]):
    """People with their roles and desks. Who leaves is made inactive: the history keeps the name."""

    inlines = (GrantInline,)
    list_display = ("username", "display_name", "email", "language", "is_active")
    list_filter = ("is_active", "grants__role", "desks")
    search_fields = ("username", "display_name", "email")
    ordering = ("username",)
    filter_horizontal = ("desks",)
    fieldsets = (
        (None, {"fields": ("username", "password", "is_active")}),
        (_("person"), {"fields": ("display_name", "email", "desks", "colour")}),
        (_("Settings"), {"fields": ("language", "time_zone", "theme", "shortcuts")}),
        (_("absent"), {"fields": ("absent_from", "absent_until")}),
    )

    actions = ("anonymise",)

    @admin.action(description=_("Remove all personal data: the history keeps the name, sign-in ends"))
    def anonymise(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """The chosen people can no longer sign in, and nothing personal of them is left outside the history."""
        by = User.objects.get(pk=request.user.pk)
        for person in queryset:
            try:
                leaving.leave(person, by=by, at=timezone.now())
            except WorkflowError as error:
                messages.error(request, str(error))
            else:
                words = _("%(person)s has left: address, settings, tokens and notices are deleted.")
                messages.success(request, words % {"person": person.name})

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Whoever holds the role of an admin, and nobody else, reaches these pages."""
        super().save_related(request, form, formsets, change)
        is_admin = Grant.objects.filter(person=form.instance, role=Role.ADMIN).exists()
        User.objects.filter(pk=form.instance.pk).update(is_staff=is_admin, is_superuser=is_admin)


@admin.register(Token)
class TokenAdmin(Kept, admin.ModelAdmin[Token]):
    """API tokens. The secret is shown once, when the token is made; revoked ones stay listed."""

    list_display = (
        "prefix",
        "name",
        "person",
        "read_only",
        "created_at",
        "expires_at",
        "revoked_at",
        "last_used_at",
    )
    list_select_related = ("person",)
    list_filter = ("read_only", "revoked_at")
    search_fields = ("prefix", "name", "person__username")
    autocomplete_fields = ("person",)
    fields = ("person", "name", "read_only", "expires_at", "revoked_at")

    def get_readonly_fields(self, request: HttpRequest, obj: Token | None = None) -> tuple[str, ...]:
        """A token keeps its person."""
        return ("person",) if obj else ("revoked_at",)

    def save_model(self, request: HttpRequest, obj: Token, form: ModelForm[Token], change: bool) -> None:
        """A new token is issued, and its secret shown in a message."""
        if change:
            super().save_model(request, obj, form, change)
            return
        issued, secret = Token.issue(obj.person, at=timezone.now(), name=obj.name, read_only=obj.read_only)
        Token.objects.filter(pk=issued.pk).update(expires_at=obj.expires_at)
        obj.pk = issued.pk
        obj.refresh_from_db()
        words = _("The token, shown this once: %(secret)s") % {"secret": secret}
        messages.warning(request, words)


# -- What the newsroom has set up ---------------------------------------------------------------------


@admin.register(Desk)
class DeskAdmin(Kept, admin.ModelAdmin[Desk]):
    """Desks and their rules."""

    list_display = ("key", "name_de", "name_en", "language", "origins_wanted", "blind_second_check")
    search_fields = ("key", "name_de", "name_en")


@admin.register(Outlet)
class OutletAdmin(Kept, admin.ModelAdmin[Outlet]):
    """Where articles come from."""

    list_display = ("key", "name", "kind", "domain", "language", "desk", "is_active")
    list_select_related = ("desk",)
    list_filter = ("is_active", "kind", "language")
    search_fields = ("key", "name", "domain")


@admin.register(Scale)
class ScaleAdmin(Kept, admin.ModelAdmin[Scale]):
    """Scales of verdicts."""

    list_display = ("key", "label_de", "label_en", "is_public")


@admin.register(Rating)
class RatingAdmin(Kept, admin.ModelAdmin[Rating]):
    """Ratings of a scale. One that a verdict was given from stays as it was; it can only be ended."""

    list_display = (
        "key",
        "scale",
        "label_de",
        "label_en",
        "order",
        "colour",
        "mark",
        "valid_from",
        "valid_to",
    )
    list_select_related = ("scale",)
    list_filter = ("scale",)

    def get_readonly_fields(self, request: HttpRequest, obj: Rating | None = None) -> tuple[str, ...]:
        """Everything but the order and the end, once a verdict points at it."""
        if obj is None or not obj.verdicts.exists():
            return ()
        return ("scale", "key", "label_de", "label_en", "colour", "mark", "claimreview_value", "valid_from")


@admin.register(Reason)
class ReasonAdmin(Kept, admin.ModelAdmin[Reason]):
    """Reasons to dismiss a claim or to call it not checkable."""

    list_display = ("key", "kind", "label_de", "label_en", "order", "is_active")
    list_filter = ("kind", "is_active")


# -- What is told to whom -----------------------------------------------------------------------------


@admin.register(Notification)
class NotificationAdmin(Shown, admin.ModelAdmin[Notification]):
    """The outbox: what waits, what has left, what was given up and can be sent again, what is no longer needed."""

    list_display = ("written_at", "recipient", "channel", "topic", "subject", "state", "tries", "why")
    list_select_related = ("recipient",)
    list_filter = ("state", "channel", "topic")
    search_fields = ("subject", "recipient__username")
    show_full_result_count = False
    actions = ("send_again",)

    @admin.display(description=_("what went wrong"))
    def why(self, row: Notification) -> str:
        """Why it has not left, in the language of the page."""
        return reasons.read(row.failure)

    @admin.action(description=_("Send again what was given up"))
    def send_again(self, request: HttpRequest, queryset: QuerySet[Notification]) -> None:
        """Those given up wait once more, with all their tries; the others stay as they are."""
        given_up = Notification.objects.filter(pk__in=queryset.values("pk"), state=Carriage.GIVEN_UP)
        count = outbox.send_again(given_up, at=timezone.now())
        messages.info(request, _("%(count)d notices wait to be sent again.") % {"count": count})


@admin.register(ChatChannel)
class ChatChannelAdmin(admin.ModelAdmin[ChatChannel]):
    """Chat channels of desks and people. The address is a secret: it is entered, and shown shortened."""

    list_display = ("kind", "desk", "person", "address", "is_active")
    list_select_related = ("desk", "person")
    list_filter = ("kind", "is_active")
    formfield_overrides = {URLField: {"assume_scheme": "https"}}

    @admin.display(description=_("address"))
    def address(self, channel: ChatChannel) -> str:
        """Its host and last signs."""
        return f"{urlsplit(channel.url).hostname or ''}/…{channel.url[-4:]}"

    def get_fields(self, request: HttpRequest, obj: ChatChannel | None = None) -> tuple[str, ...]:
        """A channel that exists shows no whole address; another address is another channel."""
        return ("desk", "person", "kind", "address" if obj else "url", "is_active")

    def get_readonly_fields(self, request: HttpRequest, obj: ChatChannel | None = None) -> tuple[str, ...]:
        """The shortened address."""
        return ("address",) if obj else ()


# -- What came in: to look at -------------------------------------------------------------------------


@admin.register(Article)
class ArticleAdmin(Shown, admin.ModelAdmin[Article]):
    """Articles, as they stand in the database."""

    list_display = ("pk", "title", "outlet", "desk", "language", "stage", "received_at")
    list_select_related = ("outlet", "desk")
    list_filter = ("stage", "language", "outlet")
    search_fields = ("title", "external_id", "url")
    formfield_overrides = {URLField: {"assume_scheme": "https"}}
    show_full_result_count = False


@admin.register(Revision)
class RevisionAdmin(Shown, admin.ModelAdmin[Revision]):
    """Revisions, as they stand in the database."""

    list_display = ("article", "number", "title", "received_at")
    list_select_related = ("article",)
    search_fields = ("title", "digest")
    show_full_result_count = False


@admin.register(Claim)
class ClaimAdmin(Shown, admin.ModelAdmin[Claim]):
    """Claims, as they stand in the database."""

    list_display = ("pk", "article", "number", "quote", "status", "assignee", "due_at")
    list_select_related = ("article", "assignee")
    list_filter = ("status", "kind", "role", "language")
    search_fields = ("quote", "claimant")
    show_full_result_count = False


@admin.register(Ranking)
class RankingAdmin(Shown, admin.ModelAdmin[Ranking]):
    """What was learned from the desk's decisions, version by version; `manage.py ranking back` goes to another one."""

    list_display = ("pk", "learned_at", "decisions", "held_back", "before", "after", "in_use")
    list_filter = ("in_use",)
    fields = ("learned_at", "decisions", "held_back", "before", "after", "in_use", "way_back", "learned")
    readonly_fields = ("before", "after", "way_back", "learned")

    @admin.display(description=_("area under the curve before"), ordering="area_before")
    def before(self, row: Ranking) -> str:
        """On the held-back decisions, as was ranked until then."""
        return f"{row.area_before:.3f}"

    @admin.display(description=_("area under the curve after"), ordering="area_after")
    def after(self, row: Ranking) -> str:
        """On the held-back decisions, as this version ranks."""
        return f"{row.area_after:.3f}"

    @admin.display(description=_("to use this version"))
    def way_back(self, row: Ranking) -> str:
        """The command that does it."""
        return f"manage.py ranking back --to {row.pk}"

    @admin.display(description=_("what it has learned (log-odds)"))
    def learned(self, row: Ranking) -> str:
        """Each trait with its weight, the heaviest first."""
        heaviest = sorted(row.weights.items(), key=lambda item: -abs(item[1]))
        return format_html_join(
            "", "<div>{}: {}</div>", ((name, f"{weight:+.2f}") for name, weight in heaviest)
        )


@admin.register(Event)
class EventAdmin(Shown, admin.ModelAdmin[Event]):
    """The history, as it was written."""

    list_display = ("at", "actor_name", "action", "article", "claim", "why")
    list_select_related = ("article", "claim")
    list_filter = ("action",)
    search_fields = ("actor_name", "why")
    show_full_result_count = False
