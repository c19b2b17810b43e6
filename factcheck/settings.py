"""Django's settings, all from the environment; every default is the embedded one."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
import django_stubs_ext
from celery.schedules import crontab
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from factcheck import own_place, sqlite

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent


def _flag(name: str, default: bool) -> bool:
    return os.environ.get(name, "1" if default else "0").strip().lower() in {"1", "true", "yes", "on"}


def _words(name: str, default: str) -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


# -- Where this installation keeps what it must not lose --------------------------------------------
HOME = Path(os.environ.get("FACTCHECK_HOME") or BASE_DIR / "var").resolve()


SECRET_KEY = os.environ.get("SECRET_KEY") or own_place.secret_key(HOME)
DEBUG = _flag("DEBUG", False)
PORT = os.environ.get("PORT") or "8000"
PUBLIC_URL = (os.environ.get("PUBLIC_URL") or f"http://127.0.0.1:{PORT}").rstrip("/")
HTTPS = PUBLIC_URL.startswith("https://")
ALLOWED_HOSTS = [
    *_words("ALLOWED_HOSTS", ""),
    *("localhost", "127.0.0.1", "[::1]"),  # whoever asks from this machine, such as a health check
    *([host] if (host := urlsplit(PUBLIC_URL).hostname) else []),
]
CSRF_TRUSTED_ORIGINS = [*_words("CSRF_TRUSTED_ORIGINS", ""), PUBLIC_URL]
BEHIND_PROXY = _flag("BEHIND_PROXY", False)  # then its headers say how and from where a request came
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",  # the admin's style sheet carries its arrows as data:
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}

# -- What runs --------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "claims",
    "factcheck",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "factcheck.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # below WhiteNoise, whose files are compressed already
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "claims.web.middleware.persons_own",
    "claims.web.middleware.drafts_end",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "factcheck.urls"
WSGI_APPLICATION = "factcheck.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "claims.web.context.shell",
            ],
            "builtins": [
                "claims.web.templatetags.factcheck",
                "claims.web.templatetags.guides",
                "claims.web.templatetags.pages",
                "claims.web.templatetags.queue",
                "claims.web.templatetags.together",
            ],
        },
    },
]

# -- Database ---------------------------------------------------------------------------------------
DATABASE_URL = os.environ.get("DATABASE_URL", "")
if DATABASE_URL:
    DATABASES: dict[str, Any] = {
        "default": dj_database_url.parse(DATABASE_URL, conn_max_age=60, conn_health_checks=True)
    }
    if DATABASES["default"]["ENGINE"].endswith("postgresql"):  # seconds, so that a dead host is noticed
        DATABASES["default"]["OPTIONS"] = {"connect_timeout": 5, **DATABASES["default"].get("OPTIONS", {})}
else:
    sqlite.install()
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "factcheck.sqlite3",
            "CONN_MAX_AGE": 60,
            "OPTIONS": {
                # Measured: no "database is locked" with eight processes (Django's defaults: 1,220).
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY;"
                " PRAGMA cache_size=-64000; PRAGMA journal_size_limit=67108864;",
            },
            "TEST": {"NAME": HOME / "tests.sqlite3"},  # a file: threads lock each other out of one in memory
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# -- Broker and cache -------------------------------------------------------------------------------


BROKER_SOCKET = own_place.broker_socket(HOME)
REDIS_URL = os.environ.get("REDIS_URL", "")
CACHES = {
    "default": {
        "BACKEND": "factcheck.cache.OwnKeysCache",
        "LOCATION": REDIS_URL or f"unix://{BROKER_SOCKET}",
        "KEY_PREFIX": os.environ.get("REDIS_PREFIX", "") + "factcheck",
        "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 1},
    }
}
# Who is at which page: asked every few seconds by every open page, and no page waits for it.
CACHES["presence"] = {
    **CACHES["default"],
    "BACKEND": "factcheck.cache.ForgetfulCache",
    "OPTIONS": {"socket_timeout": 0.5, "socket_connect_timeout": 0.5},
}
CACHES["counts"] = CACHES["presence"].copy()  # the figures around the queue, for a few seconds
CELERY_BROKER_URL = REDIS_URL or f"redis+socket://{BROKER_SOCKET}?virtual_host=0"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
BROKER_PATIENCE = float(os.environ.get("BROKER_PATIENCE_SECONDS", "5"))  # the web door is started with less
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # Without the two time-outs a half-open connection leaves a worker deaf for minutes.
    "socket_timeout": BROKER_PATIENCE,
    "socket_connect_timeout": min(3.0, BROKER_PATIENCE),
    "socket_keepalive": True,
    "health_check_interval": 10,
    "visibility_timeout": 900,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    # A message is sent once or not at all: the row is the truth, and a page must not wait for a broker that is away.
    "max_retries": 0,
    "interval_start": 0,
    "global_keyprefix": os.environ.get("REDIS_PREFIX", ""),
}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SOFT_TIME_LIMIT = 600
CELERY_TASK_TIME_LIMIT = 660
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
# A queue of its own: a worker takes from its queues in turn, so a heartbeat does not stand behind 500 articles.
CELERY_TASK_ROUTES = {
    "claims.tasks.beat_heart": {"queue": "pulse"},
    "claims.tasks.drain_outbox": {"queue": "pulse"},
    "claims.tasks.print_dossier": {"queue": "print"},  # somebody sits there and waits for it
}
CELERY_BEAT_SCHEDULE_FILENAME = str(HOME / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "heartbeat": {
        "task": "claims.tasks.beat_heart",
        "schedule": timedelta(seconds=10),
        "options": {"expires": 20},
    },
    "post": {
        "task": "claims.tasks.drain_outbox",
        "schedule": timedelta(seconds=10),
        "options": {"expires": 20},
    },
    "deadlines": {
        "task": "claims.tasks.run_deadlines",
        "schedule": timedelta(minutes=1),
        "options": {"expires": 120},
    },
    "earlier-checks": {
        "task": "claims.tasks.compare_again",
        "schedule": timedelta(minutes=1),
        "options": {"expires": 60},
    },
    "snapshots": {
        "task": "claims.tasks.archive_waiting",
        "schedule": timedelta(minutes=1),  # longer than one round lasts: never two worker children at once
        "options": {"expires": 60},
    },
    "notices": {
        "task": "claims.tasks.forget_old_notices",
        "schedule": crontab(hour=3, minute=10),
        "options": {"expires": 3600},
    },
    "drafts": {
        "task": "claims.tasks.forget_old_drafts",
        "schedule": timedelta(hours=6),
        "options": {"expires": 3600},
    },
    "paper": {
        "task": "claims.tasks.print_waiting",
        "schedule": timedelta(seconds=30),
        "options": {"expires": 30},
    },
    "old-paper": {
        "task": "claims.tasks.forget_old_dossiers",
        "schedule": timedelta(hours=1),
        "options": {"expires": 3600},
    },
    "ranking": {
        "task": "claims.tasks.learn_ranking",
        "schedule": crontab(hour=2, minute=30),
        "options": {"expires": 3600},
    },
    "sources": {
        "task": "claims.tasks.look_after_sources",
        "schedule": timedelta(minutes=10),
        "options": {"expires": 600},
    },
}

# -- The pipeline -----------------------------------------------------------------------------------
STEP_LEASE = timedelta(seconds=int(os.environ.get("STEP_LEASE_SECONDS", "120")))
STEP_TRIES = 3
PIPELINE_STEPS: dict[str, str] = {}  # stage: dotted path of a step that stands in for the built-in one
# A language model that refines the claims, by an OpenAI-compatible address; off unless LLM_URL and LLM_MODEL name one.
LANGUAGE_MODEL: dict[str, Any] = {
    "url": os.environ.get("LLM_URL", ""),
    "name": os.environ.get("LLM_MODEL", ""),
    "key": os.environ.get("LLM_KEY", ""),
    "seconds": float(os.environ.get("LLM_SECONDS", "20")),  # for one answer
    "article_seconds": float(os.environ.get("LLM_ARTICLE_SECONDS", "90")),  # for all answers about an article
    "article_tokens": int(os.environ.get("LLM_ARTICLE_TOKENS", "60000")),
    "day_tokens": int(os.environ.get("LLM_DAY_TOKENS", "3000000")),  # for all articles of 24 hours
}
# How earlier checks are found. "fast" compares an article of thirty claims in a fifth of a second, "full" takes
# three seconds and finds a tenth more, "words" needs no model. The lists of `manage.py match` are read with "full"
# unless something is set here. The index is a copy: delete the folder and it is made anew.
MATCHING_CONFIGURATION = (os.environ.get("MATCHING") or "fast").strip().lower()
MATCHING_OF_LISTS = MATCHING_CONFIGURATION if os.environ.get("MATCHING") else "full"
if MATCHING_CONFIGURATION not in {"words", "fast", "full"}:
    raise ImproperlyConfigured(f'MATCHING is "{MATCHING_CONFIGURATION}": write words, fast or full.')
MATCHING_INDEX = Path(os.environ.get("MATCHING_INDEX") or HOME / "matching")
SWEEP_EVERY = float(os.environ.get("SWEEP_EVERY_SECONDS", "5"))

# -- People -----------------------------------------------------------------------------------------
AUTH_USER_MODEL = "claims.User"
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "my_day"
LOGOUT_REDIRECT_URL = "sign_in"
CSRF_FAILURE_VIEW = "claims.web.views.errors.stale_form"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# -- The demo newsroom, whose people sign in with a password that everybody may know ------------------
DEMO_SEEDS = BASE_DIR / "seeds"
DEMO_PASSWORD = "factcheck-demo"  # noqa: S105 - printed for everybody to see

# -- Language and time ------------------------------------------------------------------------------
LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "claims" / "locale"]
TIME_ZONE = os.environ.get("TIME_ZONE", "Europe/Berlin")
USE_I18N = USE_TZ = True

# -- Files ------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT") or HOME / "static")
STATICFILES_DIRS = [BASE_DIR / "claims" / "web" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = HOME / "snapshots"
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# -- Mail -------------------------------------------------------------------------------------------
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = _flag("EMAIL_USE_TLS", False)  # STARTTLS, usually port 587
EMAIL_USE_SSL = _flag("EMAIL_USE_SSL", False)  # TLS from the first byte, usually port 465
if EMAIL_USE_TLS and EMAIL_USE_SSL:
    raise ImproperlyConfigured(
        "EMAIL_USE_TLS and EMAIL_USE_SSL are both on: choose EMAIL_USE_TLS=1 for STARTTLS (port 587) "
        "or EMAIL_USE_SSL=1 for TLS from the start (port 465)."
    )
NOTICES_KEPT_DAYS = int(os.environ.get("NOTICES_KEPT_DAYS", "90"))  # after they were sent or read
EMAIL_TIMEOUT = 20
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = HOME / "mail"
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "factcheck@localhost")
# In Message-ID and List-ID: stays the same for ever, or mail programs lose the thread.
MAIL_DOMAIN = os.environ.get("MAIL_DOMAIN") or DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")
CHAT_PRIVATE_ALLOWED = _flag(
    "CHAT_PRIVATE_ALLOWED", False
)  # a chat server of one's own network, also by http:

# -- The machines' door -----------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "claims.api.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser", "rest_framework.parsers.MultiPartParser"],
    "DEFAULT_PAGINATION_CLASS": "claims.api.pagination.KeysetPagination",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "claims.api.errors.problem",
    "DEFAULT_VERSIONING_CLASS": None,
    "PAGE_SIZE": 50,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Factcheck",
    "DESCRIPTION": "Articles in, checkable claims out, people verify them.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {  # words that mean something else in every resource
        "ClaimKind": "claims.choices.Kind",
        "SourceKind": "claims.choices.SourceKind",
        "FactState": "claims.choices.FactState",
        "SnapshotState": "claims.choices.Carriage",
    },
}

# -- Log --------------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "INFO")},
}
