"""Pictures of the pages for the README: the demo newsroom, split in this process, photographed in a browser."""

import logging
import os
import sys
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs beside plain queries

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_databases, setup_test_environment  # noqa: E402
from django.utils import timezone  # noqa: E402
from playwright.sync_api import Page, sync_playwright  # noqa: E402
from pytest_django.live_server_helper import LiveServer  # noqa: E402
from tqdm import tqdm  # noqa: E402

from claims.choices import FactState, Status  # noqa: E402
from claims.models import Article, Claim, Fact, User  # noqa: E402
from claims.pipeline import runner  # noqa: E402
from tests.browser.conftest import FLAGS, NARROW, WIDE  # noqa: E402
from tests.conftest import CHROMIUM  # noqa: E402

PICTURES = Path(__file__).resolve().parents[1] / ".docs"
# What an afternoon of work looks like: later rooms bring it about, here it is set.
AFTERNOON = (
    Status.APPROVED, Status.PUBLISHED, Status.APPROVED, Status.CHECKING, Status.NEW, Status.ASSIGNED, Status.NEW,
    Status.IN_REVIEW, Status.PUBLISHED, Status.DISMISSED, Status.QUEUED, Status.CHECKING,
)  # fmt: skip


def main() -> int:
    """The pictures stand in .docs/; answers 1 where no browser is at hand."""
    if not CHROMIUM:
        print("No chromium on this machine: apt-get install chromium", file=sys.stderr)
        return 1
    setup_test_environment()
    setup_databases(verbosity=0, interactive=False)
    article = _newsroom()
    server = LiveServer("127.0.0.1")
    PICTURES.mkdir(exist_ok=True)
    try:
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            for name, scheme, size, path, key in (
                ("workbench-light", "light", WIDE, f"/articles/{article.pk}/", "4"),
                ("workbench-dark", "dark", WIDE, f"/articles/{article.pk}/", "4"),
                ("workbench-phone", "light", NARROW, f"/articles/{article.pk}/", ""),
                ("queue-light", "light", WIDE, "/claims/", ""),
                ("articles-light", "light", WIDE, "/articles/", ""),
            ):
                context = browser.new_context(
                    viewport={"width": size[0], "height": size[1]},
                    color_scheme=scheme,
                    locale="de-DE",
                    reduced_motion="reduce",
                )
                context.add_cookies([{"name": "sessionid", "value": _session(), "url": server.url}])
                page = context.new_page()
                page.goto(server.url + path)
                _choose(page, key)
                page.screenshot(path=PICTURES / f"{name}.png")
                context.close()
            browser.close()
    finally:
        server.stop()
    print(*sorted(path.name for path in PICTURES.glob("*.png")), sep="\n")
    return 0


def _newsroom() -> Article:
    """The demo newsroom stands split in the database; answers the article that the pictures show."""
    logging.disable(logging.WARNING)  # no broker runs here, and each article would say so
    call_command("demo", verbosity=0)
    for pk in tqdm(list(Article.objects.working().values_list("pk", flat=True)), desc="splitting"):
        runner.run(pk)
    article = Article.objects.get(external_id="93411207")
    people = list(User.objects.filter(grants__role="checker").order_by("pk").distinct())
    now = timezone.now()
    for claim, status in zip(article.claims.in_text_order(), AFTERNOON, strict=False):
        owner = people[claim.number % len(people)] if status not in (Status.NEW, Status.QUEUED) else None
        Claim.objects.filter(pk=claim.pk).update(status=status, assignee=owner)
        if status == Status.CHECKING:
            for fact in list(claim.facts.all())[::2]:
                Fact.objects.filter(pk=fact.pk).update(state=FactState.RIGHT, checked_at=now)
    return article


def _session() -> str:
    client = Client()
    client.force_login(User.objects.get(username="jana"))
    return client.cookies["sessionid"].value


def _choose(page: Page, number: str) -> None:
    page.evaluate("document.fonts.ready")
    if number:
        page.click(f".card[data-c='{number}'] summary")
        page.mouse.move(0, 0)
    page.wait_for_timeout(300)


if __name__ == "__main__":
    sys.exit(main())
