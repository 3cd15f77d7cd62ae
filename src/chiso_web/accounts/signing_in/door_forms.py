"""Forms at the door, in our words: the library's own, and those of invitations."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as FactorReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from chiso_web.accounts.models import User
from chiso_web.accounts.signing_in import happenings
from chiso_web.accounts.signing_in.tokens import token_count_open, tokens_end

NAME_ATTRIBUTES = {
    "autocomplete": "username",
    "autocapitalize": "none",
    "spellcheck": "false",
    "maxlength": "150",
}
CODE_ATTRIBUTES = {
    "autocomplete": "one-time-code",
    "inputmode": "numeric",
    "spellcheck": "false",
    "autofocus": True,
    "maxlength": "20",
}
MOST_TYPED = 1024  # of a password: more is not hashed


def word_field(label: Any, **attributes: Any) -> forms.CharField:
    """A field for a password."""
    widget = forms.PasswordInput(attrs={"maxlength": str(MOST_TYPED), **attributes})
    return forms.CharField(label=label, strip=False, max_length=MOST_TYPED, widget=widget)


def name_field(hint: Any = "", **attributes: Any) -> forms.CharField:
    """A field for a sign-in name."""
    widget = forms.TextInput(attrs={**NAME_ATTRIBUTES, **attributes})
    return forms.CharField(label=_("Sign-in name"), max_length=150, help_text=hint, widget=widget)


class SignInForm(LoginForm):  # type: ignore[misc]  # the library is untyped
    """Sign-in name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = name_field(autofocus=True)
        self.fields["password"] = word_field(_("Password"), autocomplete="current-password")
        self.order_fields(["login", "password"])


class ConfirmForm(ReauthenticateForm):  # type: ignore[misc]
    """One's password again, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = word_field(
            _("Password"), autocomplete="current-password", autofocus=True
        )


class PasswordChangeForm(ChangePasswordForm):  # type: ignore[misc]
    """The present password, and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"] = word_field(
            _("Present password"), autocomplete="current-password", autofocus=True
        )
        labels = {"password1": _("New password"), "password2": _("New password once more")}
        for name, label in labels.items():
            self.fields[name] = word_field(label, autocomplete="new-password")
        if token_count_open(self.user):
            self.fields["tokens"] = forms.MultipleChoiceField(
                label=_("Tokens for programs"),
                choices=[("end", _("end them: they open nothing any more"))],
                initial=["end"],
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def save(self) -> None:
        """The new password; tokens end with the old one unless the person keeps them."""
        with transaction.atomic():
            super().save()
            if self.cleaned_data.get("tokens"):
                by = happenings.actor_of(self.user)
                tokens_end(self.user, by=by, because="password changed")

    def clean_password1(self) -> str:
        """By the rules."""
        password = str(self.cleaned_data["password1"])
        validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, Any] | None:
        """The same twice, said in our words."""
        found = forms.Form.clean(self)
        _same_check(self, "password1", "password2")
        return found


class CodeForm(AuthenticateForm):  # type: ignore[misc]
    """The code of the second factor, as one signs in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code_field()

    def clean_code(self) -> str:
        """The trail keeps that it was wrong, never the code."""
        return _told(self.user, super().clean_code)


class CodeConfirmForm(FactorReauthenticateForm):  # type: ignore[misc]
    """The code of the second factor again, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code_field()

    def clean_code(self) -> str:
        """The trail keeps that it was wrong, never the code."""
        return _told(self.user, super().clean_code)


class FactorForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app that was just given the key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code_field()

    def clean_code(self) -> str:
        """The trail keeps that it was wrong, never the code."""
        return _told(self.user, super().clean_code)


def _code_field() -> forms.CharField:
    return forms.CharField(
        label=_("Code"), max_length=20, widget=forms.TextInput(attrs=CODE_ATTRIBUTES)
    )


def _told(user: AbstractBaseUser, clean: Any) -> str:
    """The code that was found right; a wrong one goes into the trail."""
    try:
        return str(normalize_user_code(str(clean())))
    except ValidationError as error:
        fault = "wrong" if error.code == "incorrect_code" else "too many"
        happenings.factor_failed(user, fault=fault)
        raise


class SlipForm(forms.Form):
    """What stands on a printed slip."""

    name = name_field(
        _("In one word, without marks, as printed on the slip, e.g. nguyenthibinh"), autofocus=True
    )
    code = forms.CharField(
        label=_("Code on the slip"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class NewPasswordForm(forms.Form):
    """A new password, twice."""

    password = word_field(_("New password"), autocomplete="new-password", autofocus=True)
    again = word_field(_("New password once more"), autocomplete="new-password")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        """By the rules."""
        password = str(self.cleaned_data["password"])
        validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, Any] | None:
        """The same twice."""
        _same_check(self, "password", "again")
        return super().clean()


class ForgottenForm(forms.Form):
    """Whose password is forgotten."""

    name = name_field(autofocus=True)


def _same_check(form: forms.Form, first: str, second: str) -> None:
    one, other = form.cleaned_data.get(first), form.cleaned_data.get(second)
    if one and other and one != other:
        form.add_error(second, _("This is not the same as above."))
