from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Files of units."""

    name = "chiso_web.files"
