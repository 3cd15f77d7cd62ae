"""Files that prove signed forms: they stay, for what was signed is appraised by them."""

from collections import defaultdict

from django.utils.translation import gettext as _

from chiso_web.assessment.models import Proof
from chiso_web.assessment.naming import codes_of
from chiso_web.assessment.services.documents import FIXED, forms_hold
from chiso_web.files.models import File
from chiso_web.files.uses import Use

PROOF = ("entrant", "entrant__round__period", "entrant__group__edition", "node")


def proofs_hold(file: File) -> None:
    """Lock the forms that a file proves lines of, so that none is signed meanwhile."""
    forms_hold(Proof.objects.filter(document__file=file))


def proofs_fixed(file: File) -> str:
    """Which lines of signed forms a file proves, and what to do; empty where it proves none."""
    proofs = Proof.objects.filter(FIXED, document__file=file)
    rows = proofs.order_by("-entrant__round__period", "entrant").values_list(*PROOF)
    found: dict[tuple[int, str, str], list[str]] = defaultdict(list)
    for entrant, period, edition, node in rows:
        found[entrant, period, edition].append(node)
    if not found:
        return ""
    lines = [
        _("%(codes)s of the form %(period)s")
        % {"codes": ", ".join(codes_of(edition, nodes)), "period": period}
        for (_entrant, period, edition), nodes in found.items()
    ]
    return _(
        "The file proves %(lines)s, signed or waiting for the signature, so it cannot be "
        "withdrawn. If it is the wrong one, add the right one as a new version; or, where the "
        "line is returned or the form opened again, take the document off the line first."
    ) % {"lines": "; ".join(lines)}


USE = Use(hold=proofs_hold, fixed=proofs_fixed)
