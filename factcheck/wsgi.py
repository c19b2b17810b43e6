"""The WSGI door that the web server opens."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from factcheck.bodies import KnownLength

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
application = KnownLength(get_wsgi_application(), limit=settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
