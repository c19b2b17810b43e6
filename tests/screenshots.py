"""Pictures of the pages for the README: the demo newsroom in the middle of its day, photographed in a browser."""

import logging
import os
import sys
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs beside plain queries

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db.models import Count, Q  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_databases, setup_test_environment  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402
from pytest_django.live_server_helper import LiveServer  # noqa: E402

from claims.choices import Status  # noqa: E402
from claims.models import Claim, User  # noqa: E402
from claims.workflow import lifecycle  # noqa: E402
from tests.browser.conftest import FLAGS, NARROW, WIDE  # noqa: E402
from tests.conftest import CHROMIUM  # noqa: E402

PICTURES = Path(__file__).resolve().parents[1] / ".docs"
# Name, colours, size, address. {article} is the one at work, {claim} the number of the claim that is open.
SHOTS = (
    ("workbench-light", "light", WIDE, "/articles/{article}/?claim={claim}"),
    ("workbench-dark", "dark", WIDE, "/articles/{article}/?claim={claim}"),
    ("workbench-proof", "light", WIDE, "/articles/{article}/?claim={claim}&view=proof"),
    ("workbench-phone", "light", NARROW, "/articles/{article}/?claim={claim}"),
    ("queue-light", "light", WIDE, "/claims/"),
    ("board-light", "light", WIDE, "/claims/?form=board"),
    ("day-light", "light", WIDE, "/day/"),
    ("figures-light", "light", WIDE, "/figures/"),
)


def main() -> int:
    """The pictures stand in .docs/; answers 1 where no browser is at hand."""
    if not CHROMIUM:
        print("No chromium on this machine: apt-get install chromium", file=sys.stderr)
        return 1
    setup_test_environment()
    setup_databases(verbosity=0, interactive=False)
    claim = _newsroom()
    server = LiveServer("127.0.0.1")
    PICTURES.mkdir(exist_ok=True)
    try:
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            for name, scheme, size, path in SHOTS:
                context = browser.new_context(
                    viewport={"width": size[0], "height": size[1]},
                    color_scheme=scheme,
                    locale="de-DE",
                    reduced_motion="reduce",
                )
                context.add_cookies(
                    [{"name": "sessionid", "value": _session(claim.assignee), "url": server.url}]
                )
                page = context.new_page()
                page.goto(server.url + path.format(article=claim.article_id, claim=claim.number))
                page.evaluate("document.fonts.ready")
                page.wait_for_timeout(1500)
                page.screenshot(path=PICTURES / f"{name}.png")
                context.close()
            browser.close()
    finally:
        server.stop()
    print(*sorted(path.name for path in PICTURES.glob("*.png")), sep="\n")
    return 0


def _newsroom() -> Claim:
    """The demo newsroom stands in the database in the middle of its day; answers the claim that the pictures show.

    It is one that somebody has in hand, with evidence if possible, in the article where most has been decided.
    """
    logging.disable(logging.WARNING)  # no broker runs here, and each article would say so
    call_command("demo", day=True, verbosity=0)
    in_hand = Claim.objects.filter(status__in=lifecycle.IN_HAND, assignee__isnull=False)
    decided = Q(article__claims__status__in=[Status.APPROVED, Status.PUBLISHED])
    figures = {
        "cited": Count("evidence", distinct=True),
        "decided": Count("article__claims", filter=decided, distinct=True),
    }
    return in_hand.annotate(**figures).order_by("-decided", "-cited", "pk")[0]


def _session(person: User) -> str:
    client = Client()
    client.force_login(person)
    return client.cookies["sessionid"].value


if __name__ == "__main__":
    sys.exit(main())
