"""The WSGI door that the web server opens."""

import os
from threading import Timer

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

from factcheck.bodies import KnownLength

READY_AFTER = 3  # seconds: the first pages go before

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
application = KnownLength(get_wsgi_application(), limit=settings.DATA_UPLOAD_MAX_MEMORY_SIZE)

# A passage marked by hand is read here, and what reads it (word lists, names, their encoder) takes seconds to
# load: not while somebody waits for it.
ready = Timer(READY_AFTER, import_string("claims.workflow.marking.be_ready"))
ready.daemon = True
ready.start()
