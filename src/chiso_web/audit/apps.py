from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The trail."""

    name = "chiso_web.audit"
