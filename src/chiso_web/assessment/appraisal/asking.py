"""Who asks, for which queue, and what of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _

from chiso.definition.model import Node
from chiso.errors import UnknownName
from chiso_web.accounts.middleware import denial_record
from chiso_web.assessment.appraisal.addresses import appraise_address
from chiso_web.assessment.appraisal.judging import Judged
from chiso_web.assessment.appraisal.mine import Mine, mine_of
from chiso_web.assessment.asker import asker
from chiso_web.assessment.models import RankGroup, Round
from chiso_web.assessment.permissions import APPRAISE
from chiso_web.assessment.selectors import round_get
from chiso_web.look.not_found import Offer, PageMissing

LONGEST = 100
NOTHING = Judged()


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a queue is asked for: the row in hand, or the one after which the next undecided one
    is; which document; and what was put into the decision box and could not be kept,
    why, and which of its boxes are to mend.
    """

    here: str = ""
    after: str = ""
    document: int = 1
    judged: Judged = NOTHING
    fault: str = ""
    boxes: tuple[str, ...] = ()


def asked_read(query: Mapping[str, str], name: str) -> Asked:
    """What an address asks for; ``name`` is that of the row in hand."""
    document = query.get("document", "")[:4]
    return Asked(
        here=query.get(name, "")[:LONGEST],
        after=query.get("after", "")[:LONGEST],
        document=int(document) if document.isascii() and document.isdigit() else 1,
    )


def denied(request: HttpRequest, unit: str) -> NoReturn:
    """Refuse a request, with its record in the trail. Raises PermissionDenied."""
    denial_record(request, asker(request), APPRAISE, unit)
    raise PermissionDenied


def group_get(slug: str, kind: str) -> RankGroup:
    """The ranking group of an address with its round. Raises PageMissing where there is none."""
    groups = RankGroup.objects.select_related("round__unit__parent")
    found = groups.filter(round__slug=slug, kind=kind).first()
    if found is None:
        one = round_get(slug)
        raise _missing(one, _("The round has no ranking group of that kind of unit."))
    return found


def queue_get(request: HttpRequest, slug: str, kind: str, node: str) -> tuple[Mine, Node]:
    """What of a ranking group the person appraises, and the criterion of the address. Raises
    PageMissing where there is none, or it is another's.
    """
    group = group_get(slug, kind)
    one, mine = group.round, mine_of(asker(request), group)
    try:
        leaf = mine.edition.node(node)
    except UnknownName as error:
        raise _missing(one, _("The set has no criterion of that number.")) from error
    if leaf not in mine.leaves:
        raise _missing(one, _("You are not named to appraise this criterion."))
    return mine, leaf


def _missing(one: Round, sentence: str) -> PageMissing:
    offer = Offer(_("What is mine to appraise"), appraise_address(one))
    return PageMissing(title=_("There is no such queue"), sentence=sentence, offers=[offer])
