"""Settings of the bare page: Django as a new project has it, on the database of an installation."""

from khet.config.settings import (  # noqa: F401
    ALLOWED_HOSTS,
    AUTH_USER_MODEL,
    DATABASES,
    DEFAULT_AUTO_FIELD,
    SECRET_KEY,
    TIME_ZONE,
    USE_TZ,
)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "khet.records.registry",
    "khet.records.office",
    "khet.records.learning",
]
DEBUG = False
ROOT_URLCONF = "bench.pages.bare"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
_PAGE = """<!doctype html><html lang="th"><head><title>Units</title></head><body>
<p>{{ user }}</p><table>{% for unit in units %}<tr>
<td>{{ unit.code }}</td><td>{{ unit.name }}</td><td>{{ unit.get_kind_display }}</td>
</tr>{% endfor %}</table></body></html>"""
_IN_MEMORY = ("django.template.loaders.locmem.Loader", {"units.html": _PAGE})
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "loaders": [("django.template.loaders.cached.Loader", [_IN_MEMORY])],
        },
    }
]
