"""Outlets, desks and ratings: what the keys in submissions and filters mean."""

from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from claims.models import Rating, Scale
from tests.factories import DeskFactory, OutletFactory


def rows(answer: Any) -> list[dict[str, Any]]:
    assert answer.status_code == 200, answer.content
    found: list[dict[str, Any]] = answer.json()["results"]
    return found


def rating(scale: Scale, order: int) -> Rating:
    return Rating.objects.create(
        scale=scale,
        key=f"r{order}",
        label_de=f"Wert {order}",
        label_en=f"Value {order}",
        order=order,
        colour="green",
        mark="check",
        valid_from=timezone.now(),
    )


def test_outlets_by_key(api: APIClient, django_assert_num_queries: Any) -> None:
    OutletFactory(key="b", desk=DeskFactory(key="ausland"))
    api.get("/api/v1/outlets/")
    with django_assert_num_queries(2):  # token, outlets
        assert len(rows(api.get("/api/v1/outlets/"))) == 1
    OutletFactory(key="a", desk=DeskFactory())
    OutletFactory(key="c", desk=DeskFactory(), is_active=False)
    with django_assert_num_queries(2):
        found = rows(api.get("/api/v1/outlets/"))
    assert [row["key"] for row in found] == ["a", "b", "c"]
    assert found[1]["desk"] == "ausland"
    assert [row["is_active"] for row in found] == [True, True, False]


def test_desks_in_the_readers_language(api: APIClient) -> None:
    DeskFactory(key="ausland", name_de="Ausland", name_en="Foreign affairs")
    assert rows(api.get("/api/v1/desks/"))[0]["name"] == "Foreign affairs"
    assert rows(api.get("/api/v1/desks/", headers={"accept-language": "de"}))[0]["name"] == "Ausland"


def test_ratings_in_the_order_of_their_scale(api: APIClient, django_assert_num_queries: Any) -> None:
    scale = Scale.objects.create(key="public", label_de="Öffentlich", label_en="Public")
    rating(scale, 2)
    api.get("/api/v1/ratings/")
    with django_assert_num_queries(2):  # token, ratings
        rows(api.get("/api/v1/ratings/"))
    rating(scale, 1)
    rating(Scale.objects.create(key="internal", label_de="Intern", label_en="Internal"), 1)
    with django_assert_num_queries(2):
        found = rows(api.get("/api/v1/ratings/"))
    assert [(row["scale"], row["label"]) for row in found] == [
        ("public", "Value 1"),
        ("public", "Value 2"),
        ("internal", "Value 1"),
    ]


@pytest.mark.parametrize("name", ["outlets", "desks", "ratings"])
def test_the_lists_are_for_reading(api: APIClient, name: str) -> None:
    assert api.post(f"/api/v1/{name}/", {}).status_code == 405
