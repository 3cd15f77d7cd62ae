"""Units over the days on which they existed, their kinds, and how one passed to another."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from chiso_web.units.other_names import PROVINCE, SHOWN

SHIPPED = "chiso"  # the list that comes with the package


class UnitList(models.Model):
    """A list of units that was loaded, and the fingerprint of what it was loaded from."""

    name = models.CharField(max_length=64, unique=True)
    fingerprint = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.name


class Kind(models.Model):
    """A kind of unit; ``sort_of`` is the kind it belongs to, None for a level of the tree.

    ``under`` names the kinds that may stand above it, parted by blanks; ``title`` is the word that
    opens a name.
    """

    id = models.CharField(primary_key=True, max_length=32)
    sort_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="sorts")
    under = models.CharField(max_length=200, blank=True)
    name_vi = models.CharField(_("Vietnamese name"), max_length=100)
    name_en = models.CharField(_("English name"), max_length=100)
    title_vi = models.CharField(max_length=50, blank=True)
    title_en = models.CharField(max_length=50, blank=True)
    place = models.PositiveIntegerField(_("place in the source's list"))

    class Meta:
        ordering = ["place"]

    def __str__(self) -> str:
        return self.name_vi

    def name(self, lang: str) -> str:
        """The kind in ``lang``: "phường", "ward"."""
        return self.name_vi if lang == "vi" else self.name_en


class Unit(models.Model):
    """One unit over the days on which it existed: codes are reused, so ``uid`` names it.

    ``valid_from`` None: since when is not known. ``valid_until`` None: it has not ended or, where
    ``until_known`` is false, ended on an unknown day, at the latest on ``until_latest``. ``parent``
    is the unit above on the last day. ``level`` is the kind at the root of ``kind``. ``name`` is
    short ("Long Biên"), ``full_name`` official ("Phường Long Biên"). ``fold`` has every name for
    search, a line each; ``sort_key`` orders as a Vietnamese dictionary does.
    """

    uid = models.CharField(max_length=80)
    kind = models.CharField(_("kind"), max_length=32)
    level = models.CharField(_("level"), max_length=32)
    code = models.CharField(_("code"), max_length=32, db_index=True)
    office = models.CharField(_("office"), max_length=32, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="below")
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    until_known = models.BooleanField(default=True)
    until_latest = models.DateField(null=True, blank=True)
    name_vi = models.CharField(_("Vietnamese name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200)
    full_name_vi = models.CharField(max_length=200)
    full_name_en = models.CharField(max_length=200)
    other_names = models.CharField(max_length=400, blank=True)
    resolution = models.CharField(_("resolution"), max_length=100, blank=True)
    resolution_day = models.DateField(null=True, blank=True)
    source_vi = models.CharField(_("source"), max_length=300, blank=True)
    source_en = models.CharField(max_length=300, blank=True)
    note_vi = models.TextField(_("note"), blank=True)
    note_en = models.TextField(blank=True)
    fold = models.TextField()
    sort_key = models.CharField(max_length=800)
    place = models.PositiveIntegerField(_("place in the source's list"))
    in_list = models.ForeignKey(UnitList, on_delete=models.PROTECT, null=True, related_name="units")

    class Meta:
        ordering = ["level", "place"]
        constraints = [
            models.UniqueConstraint(fields=["uid"], name="unit_once"),
            models.CheckConstraint(
                condition=models.Q(valid_until=None)
                | models.Q(valid_from=None)
                | models.Q(valid_until__gte=models.F("valid_from")),
                name="unit_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=models.Q(until_known=True, until_latest=None)
                | models.Q(until_known=False, until_latest__isnull=False, valid_until=None),
                name="unit_end_is_known_or_bounded",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name_vi

    @property
    def id_text(self) -> str:
        """``code[.office]@valid-from``, as files and addresses name the unit."""
        return self.uid

    @property
    def ended(self) -> bool:
        """Whether it has ended."""
        return self.valid_until is not None or not self.until_known

    @property
    def last_day(self) -> date:
        """The last day on which it can have existed; the end of time if it has not ended."""
        known: date | None = self.valid_until or self.until_latest
        return known or date.max

    def exists_on(self, day: date) -> bool:
        """Whether it exists on a day, as far as is known: an unknown start is no late one."""
        return (self.valid_from is None or self.valid_from <= day) and day <= self.last_day

    def name(self, lang: str) -> str:
        """The short name that pages show in ``lang`` ("vi" or "en")."""
        shown = SHOWN.get(self.code) if self.level == PROVINCE else None
        return shown.in_language(lang) if shown else self.name_in_data(lang)

    def name_in_data(self, lang: str) -> str:
        """The short name as the data have it, for files."""
        return self.name_vi if lang == "vi" else self.name_en

    def full_name(self, lang: str) -> str:
        """The official name in ``lang``."""
        return self.full_name_vi if lang == "vi" else self.full_name_en

    def source(self, lang: str) -> str:
        """What it is known from."""
        return self.source_vi if lang == "vi" else self.source_en

    def note(self, lang: str) -> str:
        """What is to be known of it; often empty."""
        return self.note_vi if lang == "vi" else self.note_en


class Link(models.Model):
    """That an old unit passed, whole or in part, to a new one.

    ``day`` is the first day of the new arrangement, None if unknown; it then had happened ``by`` a
    day. ``share`` is the part that a source gives, None where it gives none.
    """

    old = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="links_after")
    new = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="links_before")
    day = models.DateField(null=True)
    by = models.DateField()
    share = models.FloatField(null=True)
    source_vi = models.CharField(max_length=300)
    source_en = models.CharField(max_length=300)
    note_vi = models.TextField(blank=True)
    note_en = models.TextField(blank=True)
    in_list = models.ForeignKey(UnitList, on_delete=models.CASCADE, related_name="links")

    class Meta:
        ordering = ["by", "old", "new"]
        constraints = [models.UniqueConstraint(fields=["old", "new", "by"], name="link_once")]

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}"

    def source(self, lang: str) -> str:
        """What it is known from."""
        return self.source_vi if lang == "vi" else self.source_en

    def note(self, lang: str) -> str:
        """What is to be known of it; often empty."""
        return self.note_vi if lang == "vi" else self.note_en
