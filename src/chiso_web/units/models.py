"""Administrative units, keyed by code and validity period: codes are reused."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from chiso_web.units.other_names import SHOWN


class Unit(models.Model):
    """One unit while its name and territory held; ``valid_from`` None: since when is not known.

    ``fold`` is the Vietnamese name for search, ``sort_key`` orders as a Vietnamese dictionary does.
    """

    kind = models.CharField(_("kind"), max_length=32)
    code = models.CharField(_("code"), max_length=32)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    name_vi = models.CharField(_("Vietnamese name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200)
    fold = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=800)
    place = models.PositiveIntegerField(_("place in the source's list"))

    class Meta:
        ordering = ["kind", "place"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "code", "valid_from"], name="unit_once"),
            models.UniqueConstraint(
                fields=["kind", "code"],
                condition=models.Q(valid_from=None),
                name="unit_once_of_unknown_start",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until=None)
                | models.Q(valid_from=None)
                | models.Q(valid_until__gte=models.F("valid_from")),
                name="unit_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.name_vi

    @property
    def id_text(self) -> str:
        """``code`` or ``code@valid-from``, as files and addresses name the unit."""
        start: date | None = self.valid_from
        return self.code if start is None else f"{self.code}@{start.isoformat()}"

    def name(self, lang: str) -> str:
        """The name that pages show in ``lang`` ("vi" or "en")."""
        shown = SHOWN.get(self.code)
        return shown.in_language(lang) if shown else self.name_in_data(lang)

    def name_in_data(self, lang: str) -> str:
        """The name as the data have it, for files."""
        return self.name_vi if lang == "vi" else self.name_en
