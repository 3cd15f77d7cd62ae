from django.apps import AppConfig


class WorkdaysConfig(AppConfig):
    """The office's own calendar, hours, counting rule and reporting windows."""

    name = "chiso_web.workdays"
