"""The settings with uploaded files in the folder CHISO_FILES_ROOT, whether or not a room for them
is installed.
"""

import os

from chiso_web.config.settings import *  # noqa: F403
from chiso_web.config.settings import STORAGES

STORAGES = STORAGES | {
    "files": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": os.environ["CHISO_FILES_ROOT"]},
    }
}
