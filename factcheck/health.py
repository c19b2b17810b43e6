"""How the running product is: database, broker, workers, disk, and what waits longest. Open to all, says no secrets."""

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooSlow
from datetime import datetime, timedelta
from typing import Any

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Count, Min
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from claims.models import Article, Heartbeat

LIMIT = 1.0  # seconds that a probe may take
SCARCE = 50  # megabytes; with less on the disk nothing can be taken in safely
SILENT = timedelta(seconds=45)  # heartbeats come every ten seconds
QUEUES = ("celery", "pulse", "print")

# A probe that hangs keeps its thread; the page answers all the same, and so few threads do no harm.
_threads = ThreadPoolExecutor(max_workers=4, thread_name_prefix="health")


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 when database, broker, workers and disk are well, else 503; the body says what is not."""
    now = timezone.now()
    asked = {
        "database": _threads.submit(_database, now),
        "broker": _threads.submit(_broker),
    }
    found = {name: _within(future.result) for name, future in asked.items()}
    rows = found["database"].pop("rows", None)
    body: dict[str, Any] = {
        **found,
        "workers": _workers(rows["heartbeats"], now)
        if rows
        else {"ok": False, "error": "unknown without database"},
        "disk": _disk(),
        "waiting": rows["waiting"] if rows else None,
    }
    well = all(body[part]["ok"] for part in ("database", "broker", "workers", "disk"))
    return JsonResponse({"status": "ok" if well else "unwell", **body}, status=200 if well else 503)


def _within(answer: Callable[[float], dict[str, Any]]) -> dict[str, Any]:
    try:
        return {"ok": True, **answer(LIMIT)}
    except TooSlow:
        return {"ok": False, "error": f"no answer within {LIMIT:g} s"}
    except DatabaseError as error:
        return {"ok": False, "error": _words(error, "the database cannot be read")}
    except (redis.RedisError, OSError) as error:
        return {"ok": False, "error": _words(error, "the broker cannot be reached")}


def _words(error: Exception, words: str) -> str:
    """The kind of error only: its own text may name hosts, paths and passwords."""
    return f"{words} ({type(error).__name__})"


def _database(now: datetime) -> dict[str, Any]:
    try:
        waiting = Article.objects.working().aggregate(articles=Count("pk"), oldest=Min("stage_since"))
        heartbeats = dict(Heartbeat.objects.values_list("part", "at"))
    finally:
        connection.close()  # the thread's own
    age = max(0.0, (now - waiting["oldest"]).total_seconds()) if waiting["oldest"] else None
    return {
        "engine": connection.vendor,
        "rows": {
            "heartbeats": heartbeats,
            "waiting": {"articles": waiting["articles"], "oldest_seconds": age and round(age, 1)},
        },
    }


def _broker() -> dict[str, Any]:
    url = settings.REDIS_URL or f"unix://{settings.BROKER_SOCKET}"
    prefix = str(settings.CELERY_BROKER_TRANSPORT_OPTIONS["global_keyprefix"])
    client = redis.Redis.from_url(url, socket_timeout=LIMIT, socket_connect_timeout=LIMIT, retry=None)
    with client:
        return {"queued": sum(client.llen(prefix + queue) for queue in QUEUES)}


def _disk() -> dict[str, Any]:
    try:
        free = shutil.disk_usage(settings.HOME).free // 1024**2
    except OSError as error:
        return {"ok": False, "error": _words(error, "the folder cannot be read")}
    known = {"ok": free >= SCARCE, "free_mb": free}
    return known if known["ok"] else {**known, "error": f"only {free} MB are free"}


def _workers(heartbeats: dict[str, datetime], now: datetime) -> dict[str, Any]:
    """Well when a worker and the sweeper were seen lately; beat only sends what the sweeper sends as well."""
    ages = {part: round((now - at).total_seconds(), 1) for part, at in sorted(heartbeats.items())}
    silent = [
        part
        for part in ("worker", "sweeper")
        if ages.get(part, SILENT.total_seconds() + 1) > SILENT.total_seconds()
    ]
    known = {"ok": not silent, "last_seen_seconds": ages}
    return {**known, "error": f"not seen lately: {', '.join(silent)}"} if silent else known
