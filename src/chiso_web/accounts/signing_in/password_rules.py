"""The rules of a password where the framework has no Vietnamese words for them."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    """So many letters, digits or other signs at least."""

    def get_error_message(self) -> str:
        """How long it must be."""
        return _(
            "The password is too short: at least %(least)s letters, digits or other signs."
        ) % {"least": self.min_length}
