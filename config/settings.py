"""One settings file, driven by the environment; with no variable set it serves a working site on SQLite.

docs/operations.md says what each variable is for.
"""

import os
import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from django_prose_editor.config import html_tags
from js_asset import static_lazy

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var"))).resolve()
VAR_DIR.mkdir(parents=True, exist_ok=True)

# --- The site ---------------------------------------------------------------------------------------------------

DEBUG = env.bool("DEBUG", default=False)
SITE_NAME = env.str("SITE_NAME", default="Cổng tin tức và số liệu kinh tế")
# A name of one's own stands in English too until it has an English form.
SITE_NAME_EN = env.str("SITE_NAME_EN", default="") or env.str("SITE_NAME", default="Economic News and Statistics")
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
IS_HTTPS = SITE_URL.startswith("https://")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])


def kept_secret_key(path: Path) -> str:
    """The key in the file; where there is none a new one is written, readable by its owner only."""
    if not path.exists():
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            # Unlike a rename, a link does not replace the key that another process made in the meantime.
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text().strip()


def accepted_secret_key(key: str) -> str:
    """The key itself; ImproperlyConfigured when it could be guessed and the site is not in DEBUG."""
    if not DEBUG and (len(key) < 50 or len(set(key)) < 5 or key.startswith("django-insecure")):
        raise ImproperlyConfigured(
            "SECRET_KEY is too weak: give at least 50 random characters, for example the output of "
            '`python -c "import secrets; print(secrets.token_urlsafe(64))"`, '
            "or leave SECRET_KEY unset and one is generated into var/secret_key."
        )
    return key


given_secret_key = env.str("SECRET_KEY", default="")
SECRET_KEY = accepted_secret_key(given_secret_key) if given_secret_key else kept_secret_key(VAR_DIR / "secret_key")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

# --- The parts --------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "reports",
    "indicators",
    "django_tables2",
    "import_export",
    "django_prose_editor",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "config.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    # Outside of everything: it acts when the answer has gone out, whoever gave it.
    "reports.follow_up.FollowUpMiddleware",
    # Outside of the kept pages: what they answer is read too.
    "reports.read_counting.ReadCountMiddleware",
    # Outside of the kept pages: every answer is counted, and says how many are left.
    "reports.api_access.ApiAccessMiddleware",
    # Before everything: a page that is kept asks nothing of the others.
    "reports.page_cache.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "reports.http_security.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "indicators.replicas.ReplicaMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    # Before the forms are guarded: where nothing can be sent there is nothing to guard.
    "reports.http_security.ReadOnlyMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "reports.http_security.AdminPolicyMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"

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
                "reports.context_processors.site",
            ],
        },
    },
]

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["config.formats"]

# --- Databases, cache, mail -------------------------------------------------------------------------------------


def database(url: str) -> dict[str, Any]:
    """Django's settings of one database; SQLite is set up for several processes that read and write at once."""
    settings: dict[str, Any] = environ.Env.db_url_config(url)
    if settings["ENGINE"].endswith("sqlite3"):
        # Foreign keys are enforced by Django itself.
        settings["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    else:
        settings["CONN_HEALTH_CHECKS"] = True
        # Compiling a query takes PostgreSQL longer than any page may; its guess that it pays is wrong for ours.
        settings.setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
    settings.setdefault("CONN_MAX_AGE", 60)
    return settings


DATABASES = {"default": database(env.str("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'portal.sqlite3'}"))}
DATABASE_REPLICAS = []
for number, replica_url in enumerate(env.list("DATABASE_REPLICA_URLS", default=[]), start=1):
    DATABASES[f"replica{number}"] = database(replica_url) | {"TEST": {"MIRROR": "default"}}
    DATABASE_REPLICAS.append(f"replica{number}")
DATABASE_ROUTERS = ["indicators.replicas.ReplicaRouter"]

CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://portal")}


def page_cache(name: str, entries: int) -> dict[str, Any]:
    """A part of the cache for whole pages; a cache that forgets by itself, as Redis does, counts no entries."""
    cache: dict[str, Any] = env.cache_url("CACHE_URL", default=f"locmemcache://{name}") | {"KEY_PREFIX": name}
    if cache["BACKEND"].endswith("FileBasedCache"):
        # A folder that is full is emptied in part, whoever filled it.
        cache["LOCATION"] = str(Path(cache["LOCATION"]) / name)
    if "redis" not in cache["BACKEND"].lower():
        cache["OPTIONS"] = {"MAX_ENTRIES": entries, "CULL_FREQUENCY": 10} | cache.get("OPTIONS", {})
    return cache


# Public pages are kept whole (reports/page_cache.py). Those that answer a question are kept apart, so that no flood of
# questions drives out those that everybody reads.
KEEP_PAGES = env.bool("KEEP_PAGES", default=True)
CACHES["pages"] = page_cache("pages", env.int("PAGE_CACHE_ENTRIES", default=1000))
CACHES["queried_pages"] = page_cache("queried_pages", env.int("QUERIED_PAGE_CACHE_ENTRIES", default=300))
# How long a proxy may answer for the portal; a change is seen through it so many seconds later, thrice at the latest.
SHARED_CACHE_SECONDS = env.int("SHARED_CACHE_SECONDS", default=10)
# What workers and those who watch them tell each other; every process must see it, so it is never a process's own.
CACHES["live"] = (
    CACHES["default"]
    if "CACHE_URL" in env.ENVIRON
    else {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": VAR_DIR / "live"}
)
TASKS_BACKENDS = {
    "thread": "indicators.thread_tasks.ThreadBackend",
    "database": "django_tasks_db.DatabaseBackend",
    "immediate": "django_tasks.backends.immediate.ImmediateBackend",
}
TASKS = {"default": {"BACKEND": TASKS_BACKENDS[env.str("TASKS_BACKEND", default="thread")]}}
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="webmaster@localhost")
EMAIL_TIMEOUT = 10

# --- Files ------------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
MEDIA_URL = "/media/"
MEDIA_URL_BACKEND = env.str("MEDIA_URL_BACKEND", default=(VAR_DIR / "media").as_uri())
MEDIA_ROOT = Path(unquote(urlsplit(MEDIA_URL_BACKEND).path)) if MEDIA_URL_BACKEND.startswith("file:") else None

WHITENOISE_USE_FINDERS = True


def file_storages(url: str) -> dict[str, dict[str, Any]]:
    """Public and private file storage for `file:///folder` or `s3://key:secret@endpoint/bucket?region_name=…`."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        folder = Path(unquote(parts.path))
        return {
            "default": {
                "BACKEND": "django.core.files.storage.FileSystemStorage",
                "OPTIONS": {"location": folder, "base_url": MEDIA_URL},
            },
            "private": {
                "BACKEND": "django.core.files.storage.FileSystemStorage",
                "OPTIONS": {"location": folder.with_name("private"), "base_url": None},
            },
        }
    if parts.scheme == "s3":
        options: dict[str, Any] = {"bucket_name": parts.path.strip("/"), "file_overwrite": False}
        options |= {"access_key": unquote(parts.username or ""), "secret_key": unquote(parts.password or "")}
        if parts.hostname:
            port = f":{parts.port}" if parts.port else ""
            options["endpoint_url"] = f"https://{parts.hostname}{port}"
        options |= dict(parse_qsl(parts.query))
        backend = "storages.backends.s3.S3Storage"
        return {
            "default": {"BACKEND": backend, "OPTIONS": options | {"location": "media", "querystring_auth": False}},
            "private": {"BACKEND": backend, "OPTIONS": options | {"location": "private", "default_acl": "private"}},
        }
    raise ImproperlyConfigured(f"MEDIA_URL_BACKEND begins with file:// or s3://, not {parts.scheme or url!r}.")


STORAGES = file_storages(MEDIA_URL_BACKEND) | {
    "staticfiles": {"BACKEND": "reports.static_files.StaticStorage"},
}

# Our own parts of the text editor: figures bound to the data, and what stands in the text besides words. What of
# them is stored is said in reports/rich_text.py.
DJANGO_PROSE_EDITOR_EXTENSIONS = [
    {"js": [static_lazy("js/admin/figures/bound_figure.js")], "extensions": {"BoundFigure": html_tags([])}},
    {
        "js": [static_lazy("js/admin/writing/extensions.js")],
        "extensions": dict.fromkeys(("ArticleImage", "PlacedTable", "Footnote", "WordPaste"), html_tags([])),
    },
]

# What readers may do with the figures that they take away; every download names it.
DATA_LICENCE = env.str("DATA_LICENCE", default="CC BY 4.0")
DATA_LICENCE_URL = env.str("DATA_LICENCE_URL", default="https://creativecommons.org/licenses/by/4.0/")

# The area of figures that name none; empty: the one province of the catalogue, else the country.
DEFAULT_AREA_CODE = env.str("DEFAULT_AREA_CODE", default="")
IMPORT_MAX_BYTES = env.int("IMPORT_MAX_BYTES", default=20 * 1024 * 1024)
# A long article with its tables is one text field; a period's grid is a few fields for each of its indicators.
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Whether those who may publish may also approve what they wrote themselves, as in a newsroom of one.
WRITER_MAY_APPROVE_OWN = env.bool("WRITER_MAY_APPROVE_OWN", default=False)
# How many seconds a process waits between two looks for what is due (letters at a scheduled minute); 0: never.
SIDE_EFFECTS_EVERY = env.int("SIDE_EFFECTS_EVERY", default=60)
# Reads are counted by article and day; of readers nothing is kept. How many seconds a process waits between two
# additions of its counts to the database; 0: nothing is counted.
COUNT_READS_EVERY = env.int("COUNT_READS_EVERY", default=60)

# --- People -----------------------------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())

# Failed logins are counted in the database, which every process shares.
AXES_HANDLER = "axes.handlers.database.AxesDatabaseHandler"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "indicators.client_address.client_address"

# --- Safety -----------------------------------------------------------------------------------------------------

# Only a proxy that sets these headers itself may be believed; see deploy/nginx.conf.
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=IS_HTTPS)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000) if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [SITE_URL] if IS_HTTPS else []
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
# Preloading binds the whole domain for years: its owner's decision, not a setting's default.
SILENCED_SYSTEM_CHECKS = ["security.W021"]

MEDIA_ORIGINS = env.list("MEDIA_ORIGINS", default=[])
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, *MEDIA_ORIGINS],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

# --- Log --------------------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        # Django's own handlers are for DEBUG and for mail; ours sees the same records.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "axes": {"level": "WARNING"},
    },
}
