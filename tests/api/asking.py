"""What tests of the actions ask: where they stand, what they may change, how they are refused."""

from typing import Any

from claims.models import Claim, Event, Evidence, Note, Notification, Verdict


def address(claim: Claim, part: str = "") -> str:
    return f"/api/v1/claims/{claim.pk}/{part}"


def state() -> list[Any]:
    """Everything that an action may change."""
    return [
        list(
            Claim.objects.order_by("pk").values_list(
                "pk", "version", "status", "assignee", "due_at", "wording"
            )
        ),
        list(Verdict.objects.order_by("pk").values_list("pk", "version", "rationale", "submitted_at")),
        [model.objects.count() for model in (Event, Evidence, Note, Notification)],
        list(Evidence.objects.filter(removed_at__isnull=True).values_list("pk", flat=True)),
    ]


def refused(answer: Any, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    found: dict[str, Any] = answer.json()
    return found
