"""Every setting, read from the environment.

CHISO_DATABASE_URL   sqlite:///path or postgresql://user@host/name
CHISO_PRODUCTION     1: refuses to start without its own CHISO_SECRET_KEY and CHISO_ALLOWED_HOSTS
CHISO_SECRET_KEY     signs what must not be forged
CHISO_UNIT           id of the unit whose administrators and auditors answer for all of it
                     (else those of any unit that has none above it)
CHISO_DATA_KEYS      seal personal data, with commas, the newest first (made from the secret key)
CHISO_ALLOWED_HOSTS  names under which the site may be asked for, with commas
CHISO_BEHIND_PROXY   1: the proxy in front alone sets X-Forwarded-Proto and -For's last
CHISO_HSTS_SUBDOMAINS 1: browsers ask for every name below the site's by HTTPS only
CHISO_API_LIMIT      requests a minute that one address may make of /api/ (600); 0: any number
CHISO_EMAIL_URL      smtp://user:password@host:587, smtps://…, file:///folder; none: no e-mail
CHISO_EMAIL_FROM     the address that e-mail is from
CHISO_STATIC_ROOT    folder of the collected style sheet and pictures
CHISO_FILES_ROOT     folder of uploaded files, which no web server may give out
CHISO_LOG_LEVEL      INFO (a line a request), WARNING (a line an error page), ERROR
CHISO_DEBUG          1: developer's error pages
CHISO_DEMO           1: everybody may sign in as the invented people (set by `chiso demo` alone)
"""

import os
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key

from chiso_web.config import environment, mail_address

PACKAGE = Path(__file__).resolve().parent.parent
DEBUG = environment.flag("CHISO_DEBUG")
PRODUCTION = environment.flag("CHISO_PRODUCTION")
DEMO = environment.flag("CHISO_DEMO")

SECRET_KEY = os.environ.get("CHISO_SECRET_KEY", "").strip()
ALLOWED_HOSTS = environment.words(
    "CHISO_ALLOWED_HOSTS", default=[] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]"]
)
if PRODUCTION:
    environment.production_check(debug=DEBUG, demo=DEMO, key=SECRET_KEY, hosts=ALLOWED_HOSTS)
SECRET_KEY = SECRET_KEY or get_random_secret_key()
OFFICE_UNIT = os.environ.get("CHISO_UNIT", "").strip()
DATA_KEYS = environment.words("CHISO_DATA_KEYS", default=[]) or [SECRET_KEY]

DATABASES = {
    "default": environment.database(
        os.environ.get("CHISO_DATABASE_URL")
        or environment.sqlite_url(environment.state_folder() / "chiso.sqlite3")
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
RULES, PERSONAL = "django.contrib.auth.password_validation", ("username", "full_name")
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": name, "OPTIONS": options}
    for name, options in (
        (f"{RULES}.UserAttributeSimilarityValidator", {"user_attributes": PERSONAL}),
        ("chiso_web.accounts.signing_in.password_rules.LongEnough", {"min_length": 10}),
        (f"{RULES}.CommonPasswordValidator", {}),
        (f"{RULES}.NumericPasswordValidator", {}),
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]  # nobody signs up: the page is closed
ACCOUNT_USER_MODEL_EMAIL_FIELD = None  # stands sealed, and is no way to sign in
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_FORMS = {
    "login": "chiso_web.accounts.signing_in.door_forms.SignInForm",
    "reauthenticate": "chiso_web.accounts.signing_in.door_forms.ConfirmForm",
    "change_password": "chiso_web.accounts.signing_in.door_forms.PasswordChangeForm",
}
ACCOUNT_RATE_LIMITS = {  # whole offices share one address
    "login": "60/m/ip",
    "login_failed": "20/m/ip,5/5m/key",  # the key: name and network, or a known browser
    "login_failed_name": "30/h/key",  # the name, wherever it is tried
    "slip": "20/m/ip,5/5m/key",
    "invitation": "20/m/ip",
    "forgotten": "10/m/ip,3/h/key",
}
ACCOUNT_ADAPTER = "chiso_web.accounts.signing_in.adapters.AccountAdapter"
MFA_ADAPTER = "chiso_web.accounts.signing_in.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Chiso"
MFA_TOTP_TOLERANCE = 1  # clocks of phones, and of servers without a net, are half a minute off
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "chiso_web.accounts.signing_in.door_forms.CodeForm",
    "reauthenticate": "chiso_web.accounts.signing_in.door_forms.CodeConfirmForm",
    "activate_totp": "chiso_web.accounts.signing_in.door_forms.FactorForm",
}
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = PRODUCTION
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
MAIL = mail_address.mail("CHISO_EMAIL_URL", sender="CHISO_EMAIL_FROM", hosts=ALLOWED_HOSTS)
MAIL_IS_ON = MAIL is not None
EMAIL_TIMEOUT = 10
if MAIL is not None:
    EMAIL_BACKEND = f"django.core.mail.backends.{MAIL.backend}.EmailBackend"
    EMAIL_FILE_PATH = MAIL.folder
    EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
    EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.starts_tls, MAIL.is_tls
    DEFAULT_FROM_EMAIL = MAIL.sender
SHARED_CACHE = "django.core.cache.backends.db.DatabaseCache"  # by all workers
CACHES = {
    "default": {  # counts attempts to sign in
        "BACKEND": SHARED_CACHE,
        "LOCATION": "chiso_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "trail": {  # what is written there already: beside nothing that strangers make many of
        "BACKEND": SHARED_CACHE,
        "LOCATION": "chiso_trail_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "csp",
    "chiso_web.audit",
    "chiso_web.look",
    "chiso_web.units",
    "chiso_web.accounts",
    "chiso_web.results",
    "chiso_web.workdays",
    "chiso_web.files",
    "chiso_web.assessment",
    "chiso_web.desk",
    "chiso_web.portal",
    "chiso_web.api",
    "chiso_web.config",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]  # ours first: their pages stand in for those of the libraries
MIDDLEWARE = [
    "chiso_web.config.middleware.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",  # before WhiteNoise, so that files carry the policy too
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "chiso_web.api.middleware.ApiMiddleware",  # its headers stand on what is unchanged too
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "chiso_web.config.middleware.AddressMiddleware",
    "django.middleware.common.CommonMiddleware",
    "chiso_web.config.middleware.MethodMiddleware",
    "chiso_web.files.receiving.LengthMiddleware",  # before the check of forms reads what came
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "chiso_web.accounts.middleware.PermissionMiddleware",
]
ROOT_URLCONF = "chiso_web.config.urls"
WSGI_APPLICATION = "chiso_web.config.wsgi.application"
APPEND_SLASH = False
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "chiso_web.look.page.page",
                "chiso_web.config.work_navigation.work",
            ],
        },
    }
]

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "/static/"
STATIC_ROOT = os.environ.get("CHISO_STATIC_ROOT") or environment.state_folder() / "static"
FILES_ROOT = environment.files_folder(served=Path(STATIC_ROOT), package=PACKAGE)
PREVIEWS_ROOT = FILES_ROOT.with_name(f"{FILES_ROOT.name}-previews")  # may be emptied at any time
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    "files": {
        "BACKEND": "chiso_web.files.storage.WholeFileStorage",
        "OPTIONS": {"location": FILES_ROOT},
    },
}
FILE_UPLOAD_HANDLERS = ["chiso_web.files.receiving.BoundedUpload"]
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_NUMBER_FILES = 20

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "img-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = environment.flag("CHISO_HSTS_SUBDOMAINS")
CSRF_COOKIE_SECURE = PRODUCTION
API_LIMIT = environment.whole_number("CHISO_API_LIMIT", default=600)
CSRF_FAILURE_VIEW = "chiso_web.config.error_pages.form_stale"
BEHIND_PROXY = environment.flag("CHISO_BEHIND_PROXY")
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Without the proxy's word every request looks like plain HTTP, and would be sent round in a circle.
SECURE_SSL_REDIRECT = PRODUCTION and BEHIND_PROXY
SECURE_REDIRECT_EXEMPT = [r"^health$"]  # asked on the machine itself, past the proxy
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # names below the site's belong to others too: CHISO_HSTS_SUBDOMAINS decides
    "security.W021",  # browsers' preload lists take whole domains, and an office owns a name in one
]

LOG_LEVEL = environment.log_level("CHISO_LOG_LEVEL")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "chiso_web.config.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        # the code of an error page is in the log whatever the level
        "chiso.request": {"level": LOG_LEVEL if LOG_LEVEL in {"DEBUG", "INFO"} else "WARNING"},
        # RequestMiddleware writes its own line a request, with the status
        "django.request": {"level": "ERROR"},
        "django.server": {"handlers": [], "level": "ERROR", "propagate": True},
        "gunicorn.http.wsgi": {"level": "ERROR"},  # else a warning for every HEAD request
    },
}
