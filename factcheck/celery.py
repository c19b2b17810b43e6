"""The Celery application; its options come from Django's settings."""

import ctypes
import os
import signal
from typing import Any

from celery import Celery
from celery.signals import worker_process_init
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")

app = Celery("factcheck")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["claims"])

PR_SET_PDEATHSIG = 1  # prctl(2)


@worker_process_init.connect
def get_ready(**_: Any) -> None:
    """A worker's child ends with its parent, however that ends, and has the models in memory before its first task."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    import_string("claims.pipeline.runner.warm")()  # by name: this module is read before Django is ready
