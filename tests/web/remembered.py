"""What a process remembers of published evaluations, forgotten between tests that publish."""

import sys

ROOMS = ("chiso_web.portal", "chiso_web.results", "chiso_web.api")


def nothing_remembered() -> None:
    """Empty what pages remember: keys of evaluations come back once a test is rolled back."""
    for name, module in list(sys.modules.items()):
        if name.startswith(ROOMS):
            for known in list(vars(module).values()):
                clear = getattr(known, "cache_clear", None)
                if callable(clear):
                    clear()
