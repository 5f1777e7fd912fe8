"""Every setting of PerfDash, read from the environment; `.env.example` lists what may be set."""

import os
from datetime import timedelta
from pathlib import Path

import environ
from django.conf import global_settings

from perfdash.databases import SQLITE, database_from
from perfdash.engines import engine_from
from perfdash.headers import DIRECTIVES
from perfdash.languages import languages_in
from perfdash.logs import logging_to
from perfdash.rates import OFF, rate_from
from perfdash.startup import demo_key, refuse_unsafe_settings

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
DEMO = env.bool("PERFDASH_DEMO", False)
TESTING = "PYTEST_VERSION" in os.environ
if not (DEMO or TESTING):  # a demo or a test must never reach the database named for production
    env.read_env(BASE_DIR / ".env")

# All that is written at run time lies here, readable by this user alone.
VAR_DIR = Path(env.str("PERFDASH_VAR", str(BASE_DIR / "var")))
SESSION_FILE_PATH = VAR_DIR / "sessions"
STAGING_DIR = VAR_DIR / "staging"  # where a previewed import waits to be confirmed
JOBS_DIR = VAR_DIR / "jobs"  # how far long work is, what it was given, what it made
TRAIL_DIR = VAR_DIR / "trail"  # who looked at whose record, until it is in the database
REPORTS_DIR = VAR_DIR / "reports"  # reports made for somebody, until they are too old
for private in (VAR_DIR, SESSION_FILE_PATH, STAGING_DIR, JOBS_DIR, TRAIL_DIR, REPORTS_DIR):
    private.mkdir(mode=0o700, parents=True, exist_ok=True)

DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "")
if TESTING:
    SECRET_KEY = "a key that signs nothing outside the test suite, long enough"  # noqa: S105
elif DEMO and not SECRET_KEY:
    SECRET_KEY = demo_key(VAR_DIR / "demo.key")
refuse_unsafe_settings(demo=DEMO, debug=DEBUG, secret_key=SECRET_KEY)

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
HTTPS = env.bool("HTTPS", not (DEMO or TESTING))

INSTALLED_APPS = [
    "perfdash",
    "students",
    "analytics",
    "perfdash.administration.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_tasks",
    "import_export",
    "rest_framework",
    "drf_spectacular",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "perfdash.headers.page_headers",
    "analytics.views.live.answering",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "perfdash.speaking.speaking",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "students.middleware.token",
    # A page is closed unless it says otherwise: a forgotten decorator shows nothing to a stranger.
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "students.middleware.audit",
    "students.middleware.person",
    "students.busy.Busy",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "perfdash.urls"
WSGI_APPLICATION = "perfdash.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "students.navigation.navigation",
                "perfdash.speaking.choice",
            ]
        },
    }
]

DATABASES = {
    "default": database_from(env, VAR_DIR / ("demo.sqlite3" if DEMO else "perfdash.sqlite3"))
}
ON_SQLITE = DATABASES["default"]["ENGINE"] == SQLITE

# On SQLite a session in the database would wait behind every import. Files are read by one host
# only, which SQLite means anyway; on MariaDB sessions are rows that all hosts share. Signed cookies
# were not taken: signing out could not end a copied one. The user is read anew at each request,
# so a disabled account is out at once either way.
SESSION_STORE = "cache" if TESTING else "file" if ON_SQLITE else "db"
SESSION_ENGINE = f"django.contrib.sessions.backends.{SESSION_STORE}"
SESSION_COOKIE_AGE = int(timedelta(hours=env.int("SESSION_HOURS", 12)).total_seconds())

AUTH_USER_MODEL = "students.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "perfdash.accounts.AccountBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{rule}Validator"}
    for rule in ("UserAttributeSimilarity", "MinimumLength", "CommonPassword", "NumericPassword")
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "login"

# Five wrong passwords for one name from one address close that pair for five minutes: a guesser
# gets sixty tries an hour, a college behind one address is never shut out by one of its members,
# and waiting is enough (a try during the wait does not prolong it).
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=5)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "registration/locked_out.html"
AXES_DISABLE_ACCESS_LOG = True  # who signed in when is not collected
AXES_ENABLE_ADMIN = False  # what was typed as a name, at times a password, is nobody's to read
AXES_VERBOSE = False
# Only proxies that are counted are believed: otherwise a header would choose the address.
if PROXY_COUNT := env.int("PROXY_COUNT", 0):
    AXES_IPWARE_PROXY_COUNT = PROXY_COUNT
    AXES_IPWARE_META_PRECEDENCE_ORDER = ["HTTP_X_FORWARDED_FOR", "REMOTE_ADDR"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if HTTPS else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# Neighbouring names under the same domain may still be served without TLS: that is not ours to say.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
CONTENT_SECURITY_POLICY = {"DIRECTIVES": DIRECTIVES}

TIME_ZONE = env.str("TIME_ZONE", "Asia/Kolkata")
LANGUAGE_CODE = env.str("LANGUAGE_CODE", "en")  # of who asks for none, and of commands
# A language is added by adding perfdash/locale/<code>/LC_MESSAGES/django.po.
LOCALE_PATHS = [BASE_DIR / "perfdash" / "locale"]
LANGUAGES = languages_in(*LOCALE_PATHS)
FORMAT_MODULE_PATH = "perfdash.formats"  # a language without a folder there has Django's own
LANGUAGE_COOKIE_AGE = int(timedelta(days=365).total_seconds())
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
# A demo and the tests serve the folders as they lie; an installation runs `collectstatic` once.
if DEMO or TESTING:
    WHITENOISE_USE_FINDERS = True
    WHITENOISE_AUTOREFRESH = DEBUG or TESTING
else:
    STATIC_ROOT = VAR_DIR / "static"
    hashed = "whitenoise.storage.CompressedManifestStaticFilesStorage"
    STORAGES = global_settings.STORAGES | {"staticfiles": {"BACKEND": hashed}}

# A class of 70 with 12 subjects is one grid of some 2,500 fields; a term's workbook a few MB.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
IMPORT_MAX_BYTES = env.int("IMPORT_MAX_MB", 200) * 2**20

# Where long work runs: a thread of this process, or workers that find it in the database or by a
# broker. Files and changes below these sizes stay in the request that brings them.
TASKS = {"default": engine_from(env.str("TASK_ENGINE", "immediate" if TESTING else "thread"))}
JOB_FROM_BYTES = env.int("JOB_FROM_KB", 64) * 2**10
JOB_FROM_ROWS = env.int("JOB_FROM_ROWS", 200)

# What the API counts. The usual cache lies in the memory of each process, which then counts for
# itself: with four of them somebody may ask up to four times as often. A cache they share ends it.
# Pages lie in one of their own, so that they never push out what is counted.
CACHES = {
    "default": env.cache_url("CACHE_URL", default="locmemcache://"),
    "pages": env.cache_url("PAGE_CACHE_URL", default="locmemcache://pages"),
}
# Seconds for which what a dashboard shows is kept where nothing has changed; 0 keeps nothing.
PAGES_KEPT_SECONDS = env.int("PAGES_KEPT_SECONDS", 0 if TESTING else 60)
API_RATES = {
    "requests": rate_from(env, "API_RATE", OFF if TESTING else "600/minute"),
    "uploads": rate_from(env, "API_UPLOAD_RATE", OFF if TESTING else "120/hour"),
}
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "analytics.api.authentication.TokenAuthentication",
        "analytics.api.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["analytics.api.parsers.BoundedJSONParser"],
    "DEFAULT_THROTTLE_CLASSES": ["analytics.api.throttles.RequestThrottle"],
    "DEFAULT_THROTTLE_RATES": API_RATES,
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "analytics.api.negotiation.JSONAlways",
    "EXCEPTION_HANDLER": "analytics.api.errors.answer_of",
    "URL_FORMAT_OVERRIDE": None,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "COERCE_DECIMAL_TO_STRING": False,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "PerfDash",
    "VERSION": "1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": ["analytics.api.schemas.closed_bodies"],
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
}
IMPORT_EXPORT_SKIP_ADMIN_LOG = True  # an import run is one record, not a log entry for each row
IMPORT_EXPORT_IMPORT_PERMISSION_CODE = "import"
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "export"

vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 30  # seconds; a mail server that does not answer stops no nightly run for long
# Where a mail leads to: nobody knows outside a request.
BASE_URL = env.str("BASE_URL", "http://127.0.0.1:8000" if DEMO or TESTING else "").rstrip("/")
REPORTS_KEPT_DAYS = env.int("REPORTS_KEPT_DAYS", 30)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", "perfdash@localhost")

LOGGING = logging_to(
    env.str("AUDIT_LOG", str(VAR_DIR / "audit.log")),
    level=env.str("LOG_LEVEL", "INFO"),
    audited=not TESTING,
)
