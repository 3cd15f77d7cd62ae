"""Which database and which folder of files a command works on, for whoever started it."""

from django.db import connection

from chiso_web.files.storage import files_storage


def place_line() -> str:
    """One line with both, and never a password."""
    return f"Database: {_database()}, files: {folder_said()}"


def folder_said() -> str:
    """The folder of files, or by what else they are kept."""
    storage = files_storage()
    return str(getattr(storage, "location", type(storage).__name__))


def _database() -> str:
    facts = connection.settings_dict
    host = f" on {facts['HOST']}" if facts.get("HOST") else ""
    port = f":{facts['PORT']}" if facts.get("PORT") else ""
    return f"{connection.vendor} {facts['NAME']}{host}{port}"
