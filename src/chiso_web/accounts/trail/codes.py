"""Words for values that are recorded as codes, and for what an entry is about."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chiso_web.accounts.models import Invitation
from chiso_web.accounts.roles import Role
from chiso_web.accounts.trail.labels import ACTIONS, APPS

Words = Mapping[str, Promise | str]

SUBJECTS: Words = {
    "address": _("a network address"),
    "everybody": _("everybody"),
    "first administrator": _("the first administrator"),
    "invitation": _("an invitation"),
    "keys": _("keys of personal data"),
    "people": _("people of the unit"),
    "strangers": _("people who have not signed in"),
    "token unknown": _("an unknown token"),
    "trail": _("the trail"),
}
"""Subjects that are words alone."""

OPENINGS: Words = {
    "document": _("document"),
    "file": _("file"),
    "list": _("list of people"),
    "loading": _("calendar setting no."),
    "name": _("sign-in name"),
    "person": _("person"),
    "round": _("round"),
    "session": _("session"),
    "token": _("token"),
    "unknown name": _("unknown sign-in name"),
    "upload": _("upload"),
}
"""How other subjects begin; what follows is a name."""

_FAULTS: Words = {
    "another person's": _("it is another person’s"),
    "expired": _("expired"),
    "person closed": _("the person may not sign in"),
    "revoked": _("revoked"),
    "too many": _("too many attempts"),
    "unknown": _("not known"),
    "used": _("used already"),
    "wrong": _("wrong"),
}
_OF_FILES: Words = {
    "archive": _("archive file"),
    "damaged": _("damaged"),
    "empty": _("empty"),
    "ending": _("ending does not fit the content"),
    "ending_none": _("no ending"),
    "external": _("content from elsewhere"),
    "macro": _("macro"),
    "program": _("program"),
    "protected": _("password"),
    "text_encoding": _("text that is not UTF-8"),
    "too_large": _("too large"),
    "unknown": _("kind of file not taken"),
}

CODES: Mapping[str, Words] = {
    "act": {
        "deactivate": _("shut out"),
        "end": _("end a role"),
        "give": _("give a role"),
        "mail": _("link by e-mail"),
        "new": _("enter a person"),
        "reactivate": _("let in again"),
        "slip": _("printed slip"),
        "slips": _("printed slips"),
    },
    "action": ACTIONS,
    "because": {
        "password changed": _("password changed"),
        "password set by an invitation": _("password chosen by an invitation"),
        "second factor removed": _("second factor removed"),
    },
    "decision": {"accept": _("accepted"), "change": _("changed"), "return": _("returned")},
    "fault": _FAULTS,
    "faults": _OF_FILES,
    "kind": {
        "decision": _("decision on a year's days off"),
        "hours": _("office hours"),
        "local": _("local exceptions"),
        "rule": _("counting rule"),
        "windows": _("own reporting windows"),
    },
    "permission": {
        "configure": _("set up the platform"),
        "files.read": _("read files"),
        "files.withdrawn": _("read withdrawn files"),
        "files.write": _("upload files"),
        "form.appraise": _("appraise forms"),
        "form.fill": _("fill in the form"),
        "form.read": _("read forms"),
        "form.sign": _("sign the form"),
        "people": _("people and roles of the units"),
        "round.publish": _("publish results of rounds"),
        "round.run": _("run rounds"),
        "round.survey": _("record survey results"),
        "round.watch": _("watch rounds"),
        "trail": _("read the trail"),
        "whole trail": _("read the whole trail"),
    },
    "role": {role.value: role.label for role in Role},
    "room": APPS,
    "scopes": {"me": _("who I am and my roles"), "trail": _("read the trail")},
    "state": {
        "correcting": _("being corrected"),
        "draft": _("being set up"),
        "filling": _("being filled in"),
        "open": _("running"),
        "published": _("published"),
        "returned": _("returned to the unit"),
        "signed": _("signed and submitted"),
        "waiting": _("waiting for the head’s signature"),
    },
    "way": {way.value: way.label for way in Invitation.Way},
}
"""By the name of the value: its codes."""


def code_label(name: str, code: str) -> str:
    """A code in the reader's words; what is none as it stands."""
    if name == "typed":
        return subject_label(code)
    return str(CODES.get(name, {}).get(code, code))


def subject_label(subject: str) -> str:
    """What an entry is about, in the reader's words."""
    if subject in SUBJECTS:
        return str(SUBJECTS[subject])
    for opening, words in OPENINGS.items():
        if subject.startswith(f"{opening} "):
            return f"{words} {subject.removeprefix(opening).lstrip()}"
    return subject
