"""The settings of the tests: the real ones, with a fast password hash and a database of the run's own."""

import os
import tempfile

os.environ.setdefault("FRAMSTEG_VAR", tempfile.mkdtemp(prefix="framsteg-test-"))
os.environ.setdefault("SECRET_KEY", "only-for-tests")

from framsteg.config.settings import *  # noqa: E402, F403
from framsteg.config.settings import TEMPLATES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
WHITENOISE_USE_FINDERS = True


class Undefined(str):
    """A template variable that does not exist makes the test fail, instead of showing nothing to a user."""

    def __mod__(self, missing: object) -> str:
        raise AssertionError(f"template variable {missing!r} is not defined")


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Undefined("%s")
