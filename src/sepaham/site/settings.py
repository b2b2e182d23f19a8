"""
Django's settings, by theme.

What differs between installations comes from the instance's folder (``SEPAHAM_INSTANCE``) and from the
variables named below; docs/settings.md lists them all, and a test holds it to that.
"""

import os
from datetime import timedelta
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from sepaham.gateways.home import Home, Instance, NoInstanceError
from sepaham.site.database import database


def _instance() -> Instance:
    if path := os.environ.get("SEPAHAM_INSTANCE"):
        return Instance(Path(path))
    try:
        return Home.default().current()
    except NoInstanceError:
        return Home.default().instance("unset")


INSTANCE = _instance()
PACKAGE = Path(__file__).resolve().parent.parent

# Secrets
SECRET_KEY = INSTANCE.secret("django").hex() if INSTANCE.path.is_dir() else "no instance: nothing is signed"

# Where it answers
DEBUG = False
ALLOWED_HOSTS = os.environ.get("SEPAHAM_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
ROOT_URLCONF = "sepaham.site.urls"
ASGI_APPLICATION = "sepaham.site.asgi.application"
APPEND_SLASH = False

# Rooms
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "sepaham.records",
    "sepaham.web",
    "sepaham.site",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "servestatic.middleware.ServeStaticMiddleware",
    "sepaham.site.headers.content_security",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "sepaham.site.sessions.DeskSessions",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["sepaham.web.templatetags.sepaham"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
            ],
        },
    }
]

# Store
DATABASES = {"default": database(INSTANCE.database, os.environ.get("SEPAHAM_DATABASE_URL", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People and sessions
AUTH_USER_MODEL = "records.Account"
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "desk-home"
LOGOUT_REDIRECT_URL = "sign-in"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_IDLE = timedelta(minutes=int(os.environ.get("SEPAHAM_IDLE_MINUTES", "720")))
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = os.environ.get("SEPAHAM_TLS", "") == "1"
SESSION_COOKIE_NAME = "__Host-session" if SESSION_COOKIE_SECURE else "session"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Second factor; accounts are made by the operator: no sign-up, no e-mail, no other site's word
SECOND_FACTOR_REQUIRED = os.environ.get("SEPAHAM_MFA", "offered") == "required"
ACCOUNT_ADAPTER = "sepaham.web.adapters.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_ADAPTER = "sepaham.web.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1

# Languages: Indonesian first, English beside it
LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Bahasa Indonesia")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "language"
USE_I18N = True
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
LOCALE_PATHS = [PACKAGE / "web" / "locale"]

# Files of the pages
STATIC_URL = "/static/"
STATIC_ROOT = INSTANCE.path / "static"  # gathered and compressed when the server starts
STORAGES = {"staticfiles": {"BACKEND": "servestatic.storage.CompressedStaticFilesStorage"}}
SERVESTATIC_USE_STATIC_ROOT = True
SERVESTATIC_ALLOW_ALL_ORIGINS = False

# Size of what comes in: one statement is at most 64 KB signed, one batch at most 1 MB
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}},
}
