"""Desks, as the keys of submissions and filters name them."""

from rest_framework import generics, serializers

from claims.api.pagination import Key
from claims.api.views import Door
from claims.models import Desk


class DeskOutput(serializers.ModelSerializer[Desk]):
    """A part of the newsroom, its name in the language of Accept-Language."""

    name = serializers.CharField()

    class Meta:
        model = Desk
        fields = ("key", "name", "language")
        read_only_fields = fields


class DeskList(Door, generics.ListAPIView[Desk]):
    """Desks."""

    queryset = Desk.objects.all()
    serializer_class = DeskOutput
    orders = {"key": (Key("key", str),)}
