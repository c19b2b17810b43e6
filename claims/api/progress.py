"""How far the machine is with an article, in numbers and in words."""

from typing import Any

from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from rest_framework import serializers

from claims.choices import Stage
from claims.models import WORKING, Article


class ProgressOutput(serializers.Serializer[Any]):
    """How far the machine is with an article."""

    stage = serializers.ChoiceField(choices=Stage.choices, help_text="What the machine does next.")
    done = serializers.IntegerField(help_text="Of total, within the stage.")
    total = serializers.IntegerField(help_text="0 while nobody knows yet.")
    percent = serializers.IntegerField(min_value=0, max_value=100, help_text="Of the whole way.")
    message = serializers.CharField(help_text="One line for people, in the language of Accept-Language.")
    failure = serializers.CharField(help_text="What went wrong at the last try; empty when nothing did.")
    failed_stage = serializers.ChoiceField(
        choices=[*Stage.choices[: len(WORKING)], ("", "")], help_text="Where it stopped for good."
    )
    claims = serializers.IntegerField(help_text="Claims that stand in the text so far.")


def progress_of(article: Article, *, claims: int) -> dict[str, Any]:
    """The members of ProgressOutput; the same row gives the same words at any time of day."""
    return {
        "stage": article.stage,
        "done": article.done,
        "total": article.total,
        "percent": _percent(article),
        "message": _message(article),
        "failure": article.failure,
        "failed_stage": article.failed_stage,
        "claims": claims,
    }


def _percent(article: Article) -> int:
    if article.stage == Stage.READY:
        return 100
    stage = article.failed_stage or article.stage
    within = min(article.done / article.total, 1) if article.total else 0
    return int(100 * (WORKING.index(Stage(stage)) + within) / len(WORKING))


def _message(article: Article) -> str:
    stage = Stage(article.stage)
    if stage == Stage.FAILED:
        return _("stopped at “%(stage)s” after the last try") % {"stage": Stage(article.failed_stage).label}
    if stage == Stage.READY:
        return str(stage.label)
    if article.next_try_at and not article.lease_until:
        at = time_format(timezone.localtime(article.next_try_at), "H:i:s")
        words = _("%(stage)s went wrong, try %(number)s follows at %(time)s")
        return words % {"stage": stage.label, "number": article.tries + 1, "time": at}
    if not article.lease_until and stage == Stage.CLEAN:
        return _("waiting for a worker")
    if article.total:
        words = _("%(stage)s, %(done)s of %(total)s")
        return words % {"stage": stage.label, "done": article.done, "total": article.total}
    return str(stage.label)
