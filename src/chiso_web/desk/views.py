"""What there is to do today."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiso.calendar.feed import Entry, feed
from chiso.synthesis import MARK
from chiso_web.accounts.permissions import SIGNED_IN, requires
from chiso_web.assessment.asker import asker
from chiso_web.assessment.deadlines import day_text
from chiso_web.desk.listing import days_of, items_of, rows_of
from chiso_web.look.formats import language
from chiso_web.look.saving import saved
from chiso_web.workdays.selectors import office_get


@requires(SIGNED_IN)
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for the person, and what they wait for."""
    today, calendar = timezone.localdate(), office_get().calendar
    items = items_of(asker(request), today=today)
    mine = [one for one in items if one.is_mine]
    others = [one for one in items if not one.is_mine]
    days = days_of(items, calendar, today=today)
    facts = {
        "title": _("What there is to do today"),
        "today": day_text(today),
        "moment": timezone.localtime(),
        "is_working": calendar.holds(today) and calendar.is_working(today),
        "mark": MARK.in_language(language()) if any(one.is_synthetic for one in items) else "",
        "count": len(items),
        "late": sum(one.due < today for one in mine),
        "mine": rows_of(mine, calendar, today=today),
        "others": rows_of(others, calendar, today=today),
        "days": days if any(one.count for one in days) else [],
    }
    return render(request, "desk/desk.html", facts)


@requires(SIGNED_IN)
def deadlines(request: HttpRequest) -> HttpResponse:
    """The person's own deadlines as a calendar file."""
    items = items_of(asker(request), today=timezone.localdate())
    entries = [
        Entry(
            key=f"desk-{place}-{one.due.isoformat()}",
            at=one.due,
            summary=one.what,
            description=one.detail,
            address=request.build_absolute_uri(one.address),
        )
        for place, one in enumerate(items)
        if one.is_mine
    ]
    content = feed(entries, name=_("My deadlines")).encode()
    return saved(content, kind="ics", name="chiso-desk")
