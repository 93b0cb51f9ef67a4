"""Settings of the test suite: the product's own, with quick passwords and files in a place of their own."""

import os
import tempfile
from pathlib import Path

# Every process of a parallel run has files of its own; what a test starts below itself inherits them.
worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
if "PILOT_DATA" not in os.environ or (worker != "alone" and os.environ.get("PILOT_DATA_OF") != worker):
    os.environ |= {"PILOT_DATA": tempfile.mkdtemp(prefix="pilot-test-"), "PILOT_DATA_OF": worker}
os.environ.setdefault("PILOT_SECRET_KEY", "only for tests")

from pilothouse.config.settings import *  # noqa: E402, F403 (it reads the environment set above)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405
TEST_FILES = Path(os.environ["PILOT_DATA"])
