"""People who sign in: our own model from the first migration, since it is dear to change later."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractBaseUser):
    """One person. What they may do comes from roles held in a unit for a time, not from flags."""

    username = models.CharField(_("sign-in name"), max_length=150, unique=True)
    full_name = models.CharField(_("full name"), max_length=200)
    email = models.EmailField(_("e-mail"), blank=True)
    is_active = models.BooleanField(_("may sign in"), default=True)

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
