"""Ratings: the newsroom's scales, those no longer valid included."""

from rest_framework import generics, serializers

from claims.api.pagination import Key
from claims.api.views import Door
from claims.models import Rating


class RatingOutput(serializers.ModelSerializer[Rating]):
    """One value of a scale."""

    scale = serializers.CharField(source="scale.key", help_text="Key of the scale.")
    label = serializers.CharField(help_text="In the language of Accept-Language.")  # type: ignore[assignment]

    class Meta:
        model = Rating
        fields = (
            "id",
            "scale",
            "key",
            "label",
            "label_de",
            "label_en",
            "order",
            "colour",
            "mark",
            "claimreview_value",
            "valid_from",
            "valid_to",
        )
        read_only_fields = fields


class RatingList(Door, generics.ListAPIView[Rating]):
    """Ratings of all scales, in the order of each scale."""

    queryset = Rating.objects.select_related("scale")
    serializer_class = RatingOutput
    orders = {"scale": (Key("scale_id"), Key("order"), Key("pk"))}
