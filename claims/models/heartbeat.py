"""When each part of the running product was last seen alive."""

from django.db import models


class Heartbeat(models.Model):
    """One row per part: worker, beat, sweeper."""

    part = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["part"]

    def __str__(self) -> str:
        return f"{self.part} {self.at:%H:%M:%S}"
