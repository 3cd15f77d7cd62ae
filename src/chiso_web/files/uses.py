"""What files are used for in rooms above, which files do not know.

A room that uses files names its ``Use`` in its AppConfig, as the dotted name ``file_use``.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.utils.module_loading import import_string

from chiso_web.files.models import File


@dataclass(frozen=True, slots=True)
class Use:
    """How a room uses files. ``hold`` locks what rests on a file until the transaction ends;
    ``fixed`` says in a sentence why the file cannot be withdrawn, empty where it can.
    """

    hold: Callable[[File], None]
    fixed: Callable[[File], str]


def uses_hold(file: File) -> None:
    """Lock whatever rests on a file until the transaction ends."""
    for use in _uses():
        use.hold(file)


def file_fixed(file: File) -> str:
    """Why a file cannot be withdrawn, in a sentence for each room; empty where it can."""
    return " ".join(filter(None, (use.fixed(file) for use in _uses())))


def _uses() -> Iterator[Use]:
    for config in apps.get_app_configs():
        name = getattr(config, "file_use", "")
        if name:
            yield import_string(name)
