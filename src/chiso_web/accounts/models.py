"""People, the roles they hold, and the secrets by which they are let in."""

from datetime import date, datetime

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from chiso_web.accounts.roles import Role
from chiso_web.accounts.sealing import SealedTextField
from chiso_web.units.models import Unit


class User(AbstractBaseUser):
    """One person. What they may do comes from roles held in a unit for a time, not from flags.

    ``email`` stands sealed; ``email_digest`` finds it. ``fold`` is the names as they are searched.
    """

    username = models.CharField(_("sign-in name"), max_length=150, unique=True)
    full_name = models.CharField(_("full name"), max_length=200)
    email = SealedTextField(_("e-mail"), blank=True, default="")
    email_digest = models.CharField(max_length=64, blank=True, default="", db_index=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    fold = models.CharField(max_length=400, blank=True, default="")
    made_at = models.DateTimeField(auto_now_add=True, null=True)

    objects = BaseUserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(username=""), name="user_has_username"),
        ]

    def __str__(self) -> str:
        return self.full_name or self.username


class Holding(models.Model):
    """That a person holds a role in a unit from a day, until another or until further notice.

    ``criteria``: the parts of indices that an appraiser is named for ("ha-noi-communes:1.2"); all
    where there are none. ``passed_from``: the role that this one goes on with after a merger.
    ``revoked_at``: when it was taken back at once; from then on it was never held.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="holdings")
    role = models.CharField(_("role"), max_length=32, choices=Role.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="holdings")
    since = models.DateField(_("from"))
    until = models.DateField(_("last day"), null=True, blank=True)
    criteria = models.JSONField(_("criteria"), default=list, blank=True)
    passed_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="holding_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "unit"],
                condition=models.Q(until=None),
                name="holding_open_once",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="holding_role_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.unit}"

    def in_force_on(self, day: date) -> bool:
        """Whether it is held on a day; no role outlives its unit."""
        begun = self.since <= day and (self.until is None or day <= self.until)
        return begun and self.revoked_at is None and self.unit.exists_on(day)


class Invitation(models.Model):
    """A way in that works once: a link by e-mail, a printed slip, or the first administrator's.

    Only the digest of its secret is kept. ``user`` is None until the first administrator says who
    they are.
    """

    class Way(models.TextChoices):
        """How the secret reaches the person."""

        MAIL = "mail", _("link by e-mail")
        SLIP = "slip", _("printed slip")
        FIRST = "first", _("link of the first administrator")

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    way = models.CharField(max_length=8, choices=Way.choices)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.get_way_display()}: {self.user or '–'}"

    def is_open_at(self, moment: datetime) -> bool:
        """Whether it still lets somebody in."""
        return self.used_at is None and self.revoked_at is None and moment < self.expires_at


class Token(models.Model):
    """A personal token for programs: some scopes, until a day. Only its digest is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(_("name"), max_length=100)
    start = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(_("scopes"), default=list)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"))
    last_used_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.start}…)"

    def is_open_at(self, moment: datetime) -> bool:
        """Whether it still opens anything."""
        return self.revoked_at is None and moment < self.expires_at
