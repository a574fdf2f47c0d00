"""
Settings of the demo: synthetic persons only, one-click sign-in.

The only settings in which ``DEMO`` is true. The demo database is a file of its own, so that a demo can never show, or
write into, a kommun's real one.
"""

from framsteg.config import env
from framsteg.config.settings import *  # noqa: F403 - a settings file extends another by taking all its names
from framsteg.config.settings import DATABASES

DEMO = True
KOMMUN_CODE = "9999"
KOMMUN_NAME = "Demokommunen"
if not env.env.str("DATABASE_URL", default=""):
    DATABASES["default"]["NAME"] = str(env.VAR / "demo.sqlite3")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True  # serves files straight from the rooms: no collectstatic before a demo
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # known demo passwords guard nothing
