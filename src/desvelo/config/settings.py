"""Django's settings, derived from the one ``Config``."""

import os
from pathlib import Path

from desvelo.base.config import databases
from desvelo.base.config.parse import parse
from desvelo.base.keeper import keepers
from desvelo.config.data_folder import default_data
from desvelo.config.demo import facts

_PACKAGE = Path(__file__).resolve().parent.parent
DESVELO = parse(os.environ, default_data=default_data())
COMPANY = facts.COMPANY if DESVELO.demo else "Desvelo"
HOME_URL = "/"

DEBUG = False
_ring = keepers.settle_ring(DESVELO)
LEDGER_ORIGIN = f"desvelo/{_ring.fingerprint().hex()[:16]}" if _ring.exists else "desvelo/new"
SECRET_KEY = _ring.service("django").hex() if _ring.exists else os.urandom(32).hex()
ALLOWED_HOSTS = sorted({"localhost", "127.0.0.1", DESVELO.public_url.split("//", 1)[1].split(":")[0]})
CSRF_TRUSTED_ORIGINS = [DESVELO.public_url]
CSRF_COOKIE_NAME = "__Host-desvelo-csrf" if DESVELO.secure else "desvelo-csrf"
CSRF_COOKIE_SECURE = DESVELO.secure
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_DESVELO_SCHEME", "https")
USE_X_FORWARDED_HOST = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
# A file that somebody sends is sealed as it comes: never whole in memory, never on disk in the clear.
FILE_UPLOAD_HANDLERS = ["desvelo.config.uploads.SealedUpload"]
X_FRAME_OPTIONS = "DENY"

INSTALLED_APPS = [
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "desvelo.base.ui",
    "desvelo.base.outbox",
    "desvelo.guards.audit",
    "desvelo.guards.access",
    "desvelo.guards.vault",
    "desvelo.service.channel",
    "desvelo.service.desk",
    "desvelo.duties.assurance",
    "desvelo.edges.demo",
    "desvelo.edges.trust",
    "desvelo.config.apps.WiringConfig",
]
MIDDLEWARE = [
    "desvelo.config.headers.SecurityHeaders",
    "desvelo.base.ui.served.Served",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "desvelo.config.headers.SameOrigin",
    "django.middleware.csrf.CsrfViewMiddleware",
    "desvelo.guards.access.http.GateKeeper",
]
ROOT_URLCONF = "desvelo.config.urls"
WSGI_APPLICATION = "desvelo.config.wsgi.application"
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "desvelo.config.template_context.of_installation",
                "desvelo.config.template_context.of_person",
            ]
        },
    }
]

DATABASES = {"default": databases.from_url(DESVELO.database_url or "")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = DESVELO.language
LANGUAGES = [("pt-br", "Português"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "desvelo-language"
LOCALE_PATHS = [_PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = DESVELO.time_zone

STATIC_URL = "/static/"
STATIC_ROOT = DESVELO.data / "static"
STORAGES = {"staticfiles": {"BACKEND": "desvelo.base.ui.served.Lean"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

LOGGING_CONFIG = None  # each process sets its log up once, in config.start
DEMO_AGENT = facts.email_of(facts.PEOPLE[0])
DEMO_CUSTOMER = facts.CUSTOMER
