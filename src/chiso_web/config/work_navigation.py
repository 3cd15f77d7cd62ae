"""What a signed-in person finds in the navigation: the pages of every room that they may open."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chiso.synthesis import MARK
from chiso_web.accounts.acting import Acting
from chiso_web.accounts.permissions import CONFIGURE, PEOPLE, SIGNED_IN, TRAIL, Permission
from chiso_web.assessment.permissions import APPRAISE, FORM_FILL, FORM_READ
from chiso_web.files.permissions import FILES_READ
from chiso_web.look.formats import language

PAGES: tuple[tuple[Permission, str, Promise, Promise], ...] = (
    (
        SIGNED_IN,
        "desk",
        _("Today’s work"),
        _("What waits for me, by what lapses first."),
    ),
    (
        FORM_READ,
        "assessment:rounds",
        _("Rounds of assessment"),
        _("Who has not submitted, appraisal, result."),
    ),
    (
        FORM_FILL,
        "assessment:forms",
        _("Self-score"),
        _("The form of my unit: figures, evidence, points; handing it over to be signed."),
    ),
    (
        FORM_FILL,
        "assessment:library-mine",
        _("Evidence"),
        _("Documents of my unit that prove lines of its forms: found, entered, disclosed."),
    ),
    (
        APPRAISE,
        "assessment:appraise-mine",
        _("Appraisal"),
        _("Queues of submitted forms: to accept, change or return, with the reason."),
    ),
    (
        FILES_READ,
        "files:mine",
        _("Files"),
        _("Reports and evidence of my unit, each with its versions."),
    ),
    (PEOPLE, "people", _("People"), _("Who works here: roles, slips to sign in, lists.")),
    (
        CONFIGURE,
        "workdays:office",
        _("Working calendar"),
        _("Days off and days worked instead, for due dates."),
    ),
    (
        TRAIL,
        "trail:list",
        _("Trail"),
        _("What was done, by whom and when; nothing in it can be changed."),
    ),
    (SIGNED_IN, "account", _("My account"), _("Roles, password, second factor, sessions, tokens.")),
)
"""The permission, the name of the address, what the entry says, and what one does there."""

INSIDE_ROUNDS = (
    (r"/[^/]+/of/", "assessment:forms"),
    (r"/[^/]+/appraise(/|$)", "assessment:appraise-mine"),
)
"""What is under a round’s address, and the entry to which it belongs."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry; ``here`` where the page shown is it or stands under it."""

    name: Promise
    line: Promise
    address: str
    here: bool


def work(request: HttpRequest) -> Mapping[str, object]:
    """The context of work pages: who acts, the entries, and in a demonstration the mark even of
    pages that no round is on; nothing on a public page.
    """
    acting = getattr(request, "acting", None)
    if not isinstance(acting, Acting):
        return {}
    mark = MARK.in_language(language()) if settings.DEMO else ""
    return {"acting": acting, "work": [*_entries(request, acting)], "demo_mark": mark}


def _entries(request: HttpRequest, acting: Acting) -> list[Entry]:
    offered = [
        (reverse(route), name, line) for needed, route, name, line in PAGES if acting.may(needed)
    ]
    here = _here(request.path, [address for address, *_said in offered])
    return [Entry(name, line, address, address == here) for address, name, line in offered]


def _here(path: str, offered: Sequence[str]) -> str:
    """The entry under which a page stands. Forms and queues are at the address of their round, but
    belong to the entry of those who fill or appraise them.
    """
    rounds = re.escape(reverse("assessment:rounds"))
    for pattern, route in INSIDE_ROUNDS:
        if re.match(rounds + pattern, path) and reverse(route) in offered:
            return reverse(route)
    under = [address for address in offered if f"{path}/".startswith(f"{address}/")]
    return max(under, key=len, default="")
