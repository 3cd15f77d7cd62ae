from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People."""

    name = "chiso_web.accounts"
