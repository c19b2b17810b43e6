"""The settings of the suite: a folder of its own for every process, nothing outside it is touched."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_worker = os.environ.get("PYTEST_XDIST_WORKER", "")
_home = Path(tempfile.mkdtemp(prefix=f"factcheck-tests-{_worker}"))
(_home / "static").mkdir()
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ.update(FACTCHECK_HOME=str(_home), SECRET_KEY="only-for-tests")
for _name in ("PUBLIC_URL", "PORT", "EMAIL_HOST", "ALLOWED_HOSTS", "DEBUG"):
    os.environ.pop(_name, None)  # what the person's shell says about a real installation means nothing here

from factcheck.settings import *  # noqa: E402, F403, TID251 - the environment comes first
from factcheck.settings import CACHES, REDIS_URL, STORAGES  # noqa: E402, TID251

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the real one takes 0.1 s, on purpose
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if REDIS_URL:
    for _cache in CACHES.values():
        _cache["KEY_PREFIX"] = f"factcheck-tests-{_worker}"
else:
    _memory = "django.core.cache.backends.locmem.LocMemCache"
    CACHES = {name: {"BACKEND": _memory, "LOCATION": name} for name in CACHES}
CACHES["counts"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}  # figures are those of the rows
# Rows are tested without a worker: nobody listens there. The journeys have a broker, in the lane's own way.
CELERY_BROKER_URL = f"redis+socket://{_home}/nobody.sock?virtual_host=0"
CELERY_BROKER_TRANSPORT_OPTIONS = {
    **CELERY_BROKER_TRANSPORT_OPTIONS,  # noqa: F405
    "global_keyprefix": f"factcheck-tests-{_worker}-",
}
LOGGING = {"version": 1, "disable_existing_loggers": False}
# The models take seconds to load; the tests of matching ask for them.
MATCHING_CONFIGURATION = MATCHING_OF_LISTS = "words"
