"""`chiso manage administrator_invite`."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from chiso_web.accounts.people.names import SIGN_IN_NAME
from chiso_web.accounts.refusals import ActRefused
from chiso_web.accounts.signing_in.first_administrator import administrator_invite
from chiso_web.accounts.signing_in.first_form import units_meant
from chiso_web.config.first_link import link_of
from chiso_web.config.preparing import tables_check
from chiso_web.config.refusals import DatabaseUnprepared
from chiso_web.units.models import Unit

LOCAL = "http://localhost:8000"


class Command(BaseCommand):
    """An administrator of a unit, without whom nobody else is invited."""

    help = "Make an administrator and print the link by which they choose a password, once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who it is."""
        parser.add_argument("--name", required=True, help="full name, with all marks")
        parser.add_argument("--sign-in-name", required=True, help="such as nguyenthibinh")
        parser.add_argument("--unit", required=True, help="id, code or name: 01@unknown")
        parser.add_argument("--email", default="", help="where new links go")
        parser.add_argument("--site", default="", help="what the link begins with")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the person and tell the link, which is shown this once."""
        try:
            tables_check()
            made, secret = administrator_invite(
                full_name=options["name"],
                username=_name(options["sign_in_name"]),
                unit=_unit(options["unit"]),
                email=options["email"].strip(),
            )
        except (ActRefused, DatabaseUnprepared) as error:
            raise CommandError(str(error), returncode=2) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=2) from error
        until = timezone.localtime(made.expires_at).strftime("%H:%M %d/%m/%Y")
        self.stdout.write(f"Works once, until {until}:")
        self.stdout.write(link_of(options["site"] or _site(), secret))


def _site() -> str:
    return f"https://{settings.ALLOWED_HOSTS[0].lstrip('.')}" if settings.PRODUCTION else LOCAL


def _name(text: str) -> str:
    name = text.strip().lower()
    if not SIGN_IN_NAME.fullmatch(name):
        raise CommandError(
            f"Found the sign-in name “{text}”; expected 3 to 150 small letters without marks, "
            "digits, dots, hyphens or underscores, such as nguyenthibinh.",
            returncode=2,
        )
    return name


def _unit(text: str) -> Unit:
    found = units_meant(text, on=timezone.localdate())
    if len(found) == 1:
        return found[0]
    listed = "; ".join(f"{one.uid} {one.full_name_vi}" for one in found[:8]) or "none"
    raise CommandError(
        f"Found the unit “{text}”; expected the id, code or whole name of one that exists today. "
        f"It may mean: {listed}.",
        returncode=2,
    )
