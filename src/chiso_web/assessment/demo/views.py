"""The page on which everybody may sign in as an invented person, in a demonstration only."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from chiso.synthesis import MARK
from chiso_web.accounts.models import User
from chiso_web.accounts.permissions import FORM, PUBLIC, requires
from chiso_web.accounts.signing_in.demonstrated import sign_in_as
from chiso_web.assessment.demo.cast import PEOPLE
from chiso_web.assessment.demo.loading import rounds_are_real
from chiso_web.assessment.demo.parts import parts_of_page
from chiso_web.look.formats import language


@requires(PUBLIC, methods=FORM)
def demo(request: HttpRequest) -> HttpResponse:
    """Who there is to be; the way in as one of them. No such page outside a demonstration."""
    if not settings.DEMO or rounds_are_real():
        raise Http404
    if request.method == "POST":
        return sign_in_as(request, _person(request.POST.get("person", "")))
    facts = {
        "title": _("Demonstration: sign in as an invented person"),
        "mark": MARK.in_language(language()),
        "parts": parts_of_page(),
    }
    return render(request, "assessment/demo.html", facts)


def _person(name: str) -> User:
    """One of the invented people. Raises Http404 for everybody else."""
    known = {one.name: one.username for one in PEOPLE}
    found = User.objects.filter(username=known.get(name, ""), is_active=True).first()
    if found is None or found.has_usable_password():
        raise Http404
    return found
