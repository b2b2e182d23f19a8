"""The house's own settings on an instance of the tests' own, in a temporary folder."""

import os
import tempfile
from pathlib import Path

_home = Path(tempfile.mkdtemp(prefix="sepaham-test-"))
_instance = _home / "instances" / "test"
(_instance / "static").mkdir(parents=True)
(_home / "current").write_text("test\n")
os.environ["SEPAHAM_HOME"] = str(_home)
os.environ["SEPAHAM_INSTANCE"] = str(_instance)

from sepaham.site.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher"
]  # what is slow on purpose is slow in tests
