"""Moments as the form tells them."""

from datetime import date, datetime

from django.utils import timezone

from chiso_web.look.formats import day


def when_text(moment: datetime, today: date) -> str:
    """A moment: the time if it is today's, else the day."""
    local = timezone.localtime(moment)
    return f"{local:%H:%M}" if local.date() == today else day(local.date())
