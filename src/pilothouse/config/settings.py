"""One settings file. What differs between installations comes from the environment (docs/how-to/install.md)."""

import os
import secrets
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

ROOT = Path(__file__).resolve().parents[3]
DATA = Path(os.environ.get("PILOT_DATA", ROOT / "var"))
DATA.mkdir(parents=True, exist_ok=True)
HTTPS = os.environ.get("PILOT_HTTPS") == "1"


def secret_key() -> str:
    """The installation's own key, made once and readable by its owner only."""
    if key := os.environ.get("PILOT_SECRET_KEY"):
        return key
    path = DATA / "secret.key"
    if not path.exists() or not path.stat().st_size:  # empty where the disk was full when it was made
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text().strip()


def sqlite(path: Path) -> dict[str, object]:
    """A quality record must survive a power cut: FULL. A reader must never lock out a writer: WAL, IMMEDIATE."""
    pragmas = (
        "journal_mode=WAL synchronous=FULL recursive_triggers=ON cache_size=-20000 "
        "mmap_size=134217728 journal_size_limit=27103364 temp_store=MEMORY"
    )
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "".join(f"PRAGMA {pragma};" for pragma in pragmas.split()),
        },
    }


def postgresql() -> dict[str, object]:
    """Connection parameters are single fields, never one string that could carry more than meant."""
    names = {"NAME": "PILOT_DB_NAME", "USER": "PILOT_DB_USER", "PASSWORD": "PILOT_DB_PASSWORD"}
    names |= {"HOST": "PILOT_DB_HOST", "PORT": "PILOT_DB_PORT"}
    fields = {field: os.environ.get(variable, "") for field, variable in names.items()}
    options = {"options": "-c jit=off"}  # pages ask much of few rows: compiling it took seconds
    return {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": None, "OPTIONS": options, **fields}


def port(text: str, usual: int) -> int:
    """A port, the usual one where none is named."""
    if text and not (text.isdecimal() and 0 < int(text) < 65536):
        raise ImproperlyConfigured(f"PILOT_MAIL_PORT is a port, not {text}.")
    return int(text) if text else usual


def proxies(text: str) -> list[IPv4Network | IPv6Network]:
    """The proxies whose word about a client is taken: addresses or networks, with commas between."""
    try:
        networks = [ip_network(part.strip()) for part in text.split(",") if part.strip()]
    except ValueError as error:
        raise ImproperlyConfigured(f"PILOT_PROXIES holds addresses or networks of proxies: {error}.") from error
    if any(network.prefixlen == 0 for network in networks):
        raise ImproperlyConfigured("PILOT_PROXIES would trust every address there is; name the proxies alone.")
    return networks


ENGINE = os.environ.get("PILOT_DB_ENGINE") or "sqlite"
if ENGINE not in {"sqlite", "postgresql"}:
    raise ImproperlyConfigured(f"PILOT_DB_ENGINE is postgresql or sqlite, not {ENGINE}.")
SECRET_KEY = secret_key()
PROXIES = proxies(os.environ.get("PILOT_PROXIES", ""))
DEBUG = False
ALLOWED_HOSTS = os.environ.get("PILOT_HOSTS", "127.0.0.1,localhost").split(",")
DATABASES = {"default": postgresql() if ENGINE == "postgresql" else sqlite(DATA / "pilothouse.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "pilothouse.trail",
    "pilothouse.organisation",
    "pilothouse.outbox",
    "pilothouse.records",
    "pilothouse.processes",
    "pilothouse.strategy",
    "pilothouse.measures",
    "pilothouse.risks",
    "pilothouse.improvement",
    "pilothouse.reviews",
    "pilothouse.mirror",
    "pilothouse.mail",
    "pilothouse.web.kit",
    "pilothouse.web.shell",
    "pilothouse.web.bridge",
    "pilothouse.web.help",
    "pilothouse.web.improvement",
    "pilothouse.web.measures",
    "pilothouse.web.mirror",
    "pilothouse.web.organisation",
    "pilothouse.web.processes",
    "pilothouse.web.records",
    "pilothouse.web.reviews",
    "pilothouse.web.risks",
    "pilothouse.web.strategy",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_htmx",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

LANGUAGES = [("en", _("English"))]
MIDDLEWARE = [
    "pilothouse.web.shell.proxies.TrustedProxies",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "pilothouse.web.shell.errors.ErrorPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    *(["django.middleware.locale.LocaleMiddleware"] if len(LANGUAGES) > 1 else []),
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "pilothouse.web.shell.middleware.PersonMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "pilothouse.config.urls"
WSGI_APPLICATION = "pilothouse.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pilothouse.web.shell.context.page",
            ],
            "builtins": ["pilothouse.web.kit.templatetags.kit", "django.templatetags.i18n"],
        },
    }
]

FORM_RENDERER = "pilothouse.web.kit.widgets.Widgets"

# Who may come in
AUTH_USER_MODEL = "organisation.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "pilothouse.web.shell.accounts.Entrance",
]
PASSWORD_HASHERS = [
    "pilothouse.organisation.passwords.LeanArgon2",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "pilothouse.web.shell.accounts.ClosedDoor"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
# Wrong passwords are counted by axes, for a name from one address. The library would count them for a name alone, so
# that anybody could keep somebody out; and thirty people an address, so that an office could not begin its day.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "60/m/ip"}
USERSESSIONS_TRACK_ACTIVITY = False
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "pilothouse.web.shell.accounts.name_tried"
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_HTTP_RESPONSE_CODE = 429
AXES_LOCKOUT_TEMPLATE = "429.html"
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True
SESSION_ENGINE = "pilothouse.web.shell.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# Mail: none until it is set up; then digests go out, and passwords are reset by a link.
MAIL = os.environ.get("PILOT_MAIL", "")
if MAIL not in {"", "console", "file", "smtp"}:
    raise ImproperlyConfigured(f"PILOT_MAIL is smtp, file or console, not {MAIL}.")
EMAIL_BACKEND = {
    "": "django.core.mail.backends.dummy.EmailBackend",
    "console": "django.core.mail.backends.console.EmailBackend",
    "file": "django.core.mail.backends.filebased.EmailBackend",
    "smtp": "django.core.mail.backends.smtp.EmailBackend",
}[MAIL]
EMAIL_FILE_PATH = os.environ.get("PILOT_MAIL_FOLDER") or str(DATA / "mail")
EMAIL_HOST = os.environ.get("PILOT_MAIL_HOST", "localhost")
EMAIL_HOST_USER = os.environ.get("PILOT_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("PILOT_MAIL_PASSWORD", "")
MAIL_SECURITY = os.environ.get("PILOT_MAIL_SECURITY", "starttls")
if MAIL_SECURITY not in {"starttls", "tls", "none"}:
    raise ImproperlyConfigured(f"PILOT_MAIL_SECURITY is starttls, tls or none, not {MAIL_SECURITY}.")
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL_SECURITY == "starttls", MAIL_SECURITY == "tls"
EMAIL_PORT = port(os.environ.get("PILOT_MAIL_PORT", ""), {"starttls": 587, "tls": 465, "none": 25}[MAIL_SECURITY])
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("PILOT_MAIL_FROM", "pilothouse@localhost")
# Where people reach this installation: what letters link to.
SITE = os.environ.get("PILOT_URL", "http://127.0.0.1:8000").rstrip("/")
# What the worker does besides refreshing sources. Doors do not know each other, so they are named here.
WORKER_ROUNDS = ["pilothouse.mail.rounds.send_digests"]

# What a page may do in the browser
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
CSRF_FAILURE_VIEW = "pilothouse.web.shell.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
# The first middleware strikes this header out of what comes from anybody but a proxy in PROXIES.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# Words, numbers, time: stored in UTC, shown in the organisation's zone
# "en" has one catalogue; "en-gb" would ask five in turn for every word of a page. Dates are written as in Europe.
LANGUAGE_CODE = "en"
FORMAT_MODULE_PATH = ["pilothouse.config.formats"]
LOCALE_PATHS = [ROOT / "src/pilothouse/locale"]
# With one language there is nothing to look up, and every word of every page would be looked up.
USE_I18N = len(LANGUAGES) > 1
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "pilothouse.web.kit.finders.PackageFiles",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA / "files"
# Folders whose files a source may read; a source names a file in one of them.
SOURCE_DIRS = [
    Path(folder)
    for folder in os.environ.get(
        "PILOT_SOURCE_DIRS", os.pathsep.join([str(DATA / "sources"), str(DATA / "demo")])
    ).split(os.pathsep)
    if folder
]
SILENCED_SYSTEM_CHECKS = [
    "csp.W001",
]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
