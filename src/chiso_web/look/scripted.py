"""Pages with a script of our own: everywhere else none may run."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from csp.constants import SELF
from csp.decorators import csp_update

View = TypeVar("View", bound=Callable[..., Any])
OWN = {"script-src": [SELF], "connect-src": [SELF]}


def scripted(view: View) -> View:
    """The view, whose pages may run this site's scripts and let them ask this site."""
    return cast(View, csp_update(OWN)(view))
