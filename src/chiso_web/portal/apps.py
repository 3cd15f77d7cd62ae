from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The public face."""

    name = "chiso_web.portal"
