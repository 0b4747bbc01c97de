"""Settings of an installation. Everything it writes lies in ``KHET_HOME``.

``KHET_HOME`` (default: ``var`` in the checkout), ``DATABASE_URL`` (default: SQLite in KHET_HOME),
``KHET_DEBUG``, ``KHET_HOSTS``, ``KHET_ADDRESS``, ``KHET_HTTPS``, ``KHET_MAIL``, ``KHET_MAIL_FROM``
and ``KHET_LARGEST_MB`` (the most that a file of evidence may have, default 25) are the only knobs.
``KHET_ADDRESS`` is the address of the site that printed slips and letters tell. ``KHET_MAIL`` says
how letters leave (``config/mail.py``; default: files in KHET_HOME), ``KHET_MAIL_FROM`` from whom.
``KHET_HTTPS=1`` says that a proxy on this machine serves the site over https: cookies then travel
over https only, and the proxy's word on where a request comes from (``X-Forwarded-For``,
``-Proto``) is taken.
"""

import os
from pathlib import Path

import dj_database_url

from khet.config.mail import mail_settings
from khet.config.secret import kept_secret

CHECKOUT = Path(__file__).resolve().parents[2]
HOME = Path(os.environ.get("KHET_HOME") or CHECKOUT / "var").resolve()
BUILD = CHECKOUT / "build"
WAREHOUSE = HOME / "warehouse"

DEBUG = os.environ.get("KHET_DEBUG") == "1"
SECRET_KEY = kept_secret(HOME, "secret")
PUPIL_KEY = kept_secret(HOME, "pupil").encode()
IDENTITY_KEY = kept_secret(HOME, "identity").encode()
ADDRESS = os.environ.get("KHET_ADDRESS", "")
LARGEST_FILE = int(os.environ.get("KHET_LARGEST_MB") or 25) * 1_000_000
"""How many bytes a file of evidence may have."""
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *os.environ.get("KHET_HOSTS", "").split(",")]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "allauth.account",
    "allauth.mfa",
    "khet.records.registry",
    "khet.records.office",
    "khet.records.learning",
    "khet.records.reports",
    "khet.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "khet.web.parts.language.LanguageMiddleware",
    "khet.web.parts.session.SignInAgainMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "khet.web.office.visitors.counter.CounterMiddleware",
    "khet.web.account.middleware.LeadingMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "khet.config.urls"
WSGI_APPLICATION = "khet.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [CHECKOUT / "khet" / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "khet.web.parts.layout.layout",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "khet.web.parts.tags",
            ],
        },
    }
]

_SQLITE = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}
DATABASES = {"default": dj_database_url.config(default=f"sqlite:///{HOME / 'khet.sqlite3'}")}
DATABASES["default"]["CONN_MAX_AGE"] = 600
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"].setdefault("OPTIONS", {}).update(_SQLITE)
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
"""A school types its results in one form: up to 650 pupils, each a number and 5 subjects."""
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": HOME / "cache",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
    "shared": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}

AUTH_USER_MODEL = "registry.User"
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
MFA_TOTP_ISSUER = "Khet"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "khet.records.registry.actions.sign_in.OneTimeCodeHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "MinimumLengthValidator",
        "UserAttributeSimilarityValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

globals().update(mail_settings(os.environ.get("KHET_MAIL", ""), HOME / "mail"))
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("KHET_MAIL_FROM") or "khet@localhost"

LANGUAGE_CODE = "th"
LANGUAGES = [("th", "ไทย"), ("en", "English")]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [BUILD / "locale"]
TIME_ZONE = "Asia/Bangkok"
USE_TZ = True

CSRF_FAILURE_VIEW = "khet.web.public.errors.form_expired"
FORM_RENDERER = "khet.web.parts.forms.FormRenderer"

STATIC_URL = "static/"
STATIC_ROOT = BUILD / "static"
STATICFILES_DIRS = [("fonts", BUILD / "fonts")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "khet.web.parts.assets.AssetStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
HTTPS = os.environ.get("KHET_HTTPS") == "1"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"refusals": {"()": "khet.config.logs.Refusals"}},
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django.request": {"filters": ["refusals"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
