"""What the search finds of the pages of text: their titles, addresses and summaries."""

from django.urls import reverse
from django.utils.translation import gettext as _

from chiso_web.look.formats import language
from chiso_web.portal.texts import glossary, method_pages


def page_titles() -> list[tuple[str, str, str]]:
    """Title, address and summary of each page of text, in the page's language."""
    fixed = [
        (
            _("Due dates: when is my file due?"),
            reverse("portal:deadline"),
            _("Counted in working days or hours, each day explained."),
        ),
        (
            _("Working calendar: days off and make-up days"),
            reverse("portal:calendar"),
            _("Twelve months at a glance, with the decisions behind them, 2010 to 2030."),
        ),
        (
            _("Reporting windows: when reports are due"),
            reverse("portal:windows-now"),
            _("When each window opens, its last day, its period and its deadline."),
        ),
        (
            _("Editions of the indices"),
            reverse("portal:editions"),
            _("By which rules each year is computed, and what changed."),
        ),
        (
            _("Open data"),
            reverse("portal:data"),
            _("All observations and scores as files, and the lists of administrative units."),
        ),
        (
            _("Open API"),
            reverse("portal:api-guide"),
            _("How programs read every figure, with examples in curl, Python and R."),
        ),
        (_("Method"), reverse("portal:methods"), _("How each number is computed.")),
        (_("Glossary"), reverse("portal:glossary"), _("What the words on these pages mean.")),
        (
            _("Corrections"),
            reverse("portal:corrections"),
            _("Published figures that were corrected."),
        ),
        (
            _("Accessibility statement"),
            reverse("portal:accessibility"),
            _("What works for everybody, and what falls short."),
        ),
    ]
    return [*_methods(), *fixed, *_terms()]


def _methods() -> list[tuple[str, str, str]]:
    return [(page.title, page.address, page.summary) for page in method_pages.page_list()]


def _terms() -> list[tuple[str, str, str]]:
    """Each term of the glossary, which is a place to go to."""
    address = reverse("portal:glossary")
    return [
        (term.name, f"{address}#{term.anchor}", term.meaning) for term in glossary.terms(language())
    ]
