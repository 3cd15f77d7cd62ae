from django.apps import AppConfig


class DeskConfig(AppConfig):
    """What waits for a person, due when."""

    name = "chiso_web.desk"
