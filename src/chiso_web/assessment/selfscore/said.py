"""What the form's script says, in the page's language; it has no words of its own."""

from collections.abc import Mapping

from django.utils.translation import gettext as _


def said() -> Mapping[str, str]:
    """The sentences by name; %(count)s and %(time)s are filled in by the script."""
    return {
        "saving": _("Saving…"),
        "saved": _("Saved %(time)s."),
        "nothing": _("Everything is saved."),
        "undo": _("Undo"),
        "undone": _("The last change is undone."),
        "pasted": _("Boxes filled from what you pasted: %(count)s."),
        "refused": _("Not saved."),
        "kept": _("What you typed is still in the boxes."),
        "conflict": _(
            "Not all was saved: somebody else changed a figure meanwhile. Choose below which one "
            "stands."
        ),
        "again": _("Try again"),
        "sign-in": _("Sign in again"),
        **_failures(),
    }


def _failures() -> Mapping[str, str]:
    return {
        "offline": _(
            "No connection. Boxes not saved, kept on this computer: %(count)s. They are sent when "
            "the connection is back; what was saved before stands."
        ),
        "over": _(
            "Your session is over, or you may no longer fill this form. Boxes not saved, kept on "
            "this computer: %(count)s."
        ),
        "fault": _(
            "The server could not save it. Boxes not saved, kept on this computer: %(count)s. It "
            "is tried again in a moment."
        ),
        "closed": _("Typed before the line was closed, and not saved:"),
        "drop": _("Put it away"),
        "others": _(
            "Boxes of other contents that are not saved yet, kept on this computer: %(count)s. "
            "Open them to send them:"
        ),
    }
