"""Which door stands at which address."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, path

from factcheck.health import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/", health, name="health"),
    path("admin/", admin.site.urls),
]
