"""Outlets, as the keys of submissions and filters name them."""

from typing import Any

from rest_framework import generics, serializers

from claims.api.pagination import Key
from claims.api.views import Door
from claims.models import Outlet


class OutletOutput(serializers.ModelSerializer[Outlet]):
    """Where articles come from."""

    desk = serializers.SlugRelatedField[Any](
        slug_field="key", read_only=True, allow_null=True, help_text="Its articles' desk by default."
    )

    class Meta:
        model = Outlet
        fields = ("key", "name", "kind", "domain", "language", "desk", "is_active")
        read_only_fields = fields


class OutletList(Door, generics.ListAPIView[Outlet]):
    """Outlets."""

    queryset = Outlet.objects.select_related("desk")
    serializer_class = OutletOutput
    orders = {"key": (Key("key", str),)}
