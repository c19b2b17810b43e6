"""The Celery application; its options come from Django's settings."""

import ctypes
import gc
import os
import signal
from typing import Any

from celery import Celery
from celery.signals import worker_init, worker_process_init
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
# Before anything loads a library that calculates: one thread each, there are as many workers as cores. The second
# encoder would hang in a forked child with more than one.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OMP_WAIT_POLICY", "passive")

app = Celery("factcheck")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["claims"])

PR_SET_PDEATHSIG = 1  # prctl(2)


@worker_init.connect
def read_models(**_: Any) -> None:
    """The models of the text steps stand in memory before the worker's children are forked.

    The children share them (some 200 MB once instead of per child), and a child that takes the place of
    a dead one has them at once. A model that starts threads must not be loaded here but in each child.
    """
    import_string("claims.pipeline.runner.warm")()  # by name: this module is read before Django is ready
    gc.collect()
    gc.freeze()  # the collector does not touch the shared pages again


@worker_process_init.connect
def end_with_parent(**_: Any) -> None:
    """A worker's child ends with its parent, however that ends."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


@worker_process_init.connect
def read_own_models(**_: Any) -> None:
    """The model that must not be loaded before the fork stands in the memory of each child."""
    import_string("claims.pipeline.match.warm")()
