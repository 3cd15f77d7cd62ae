"""Who a token belongs to."""

from datetime import date

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Query, Router
from pydantic import BaseModel, Field

from chiso_web.accounts.acting import Acting
from chiso_web.accounts.permissions import SIGNED_IN
from chiso_web.accounts.signing_in.tokens import SCOPES
from chiso_web.api.asked import JsonAsked
from chiso_web.api.formats import JSON, format_of
from chiso_web.api.listing import json_response, told_to_one
from chiso_web.api.reading import reads
from chiso_web.look.formats import language

router = Router(tags=["me"])


class HeldRole(BaseModel):
    """A role held today."""

    role: str = Field(description="appraiser, auditor …")
    unit: str
    unit_name: str
    since: date
    until: date | None = Field(description="The last day; null: until further notice.")
    criteria: list[str] = Field(description="Of an appraiser; empty: all.")


class MeBody(BaseModel):
    """A person, the roles they hold today, and what the token may."""

    username: str
    full_name: str
    roles: list[HeldRole]
    scopes: list[str] = Field(description="What the token may: me, trail.")


@reads(router, "/me", response=MeBody, permission=SIGNED_IN)
def me(request: HttpRequest, asked: Query[JsonAsked]) -> HttpResponseBase:
    """Who I am.

    The person of the token, the roles held today, and the token's scopes.
    """
    format_of(request, asked.format, (JSON,))
    acting: Acting = request.acting  # type: ignore[attr-defined]
    person, allowed = acting.user, acting.scopes or frozenset()
    body = {
        "username": person.username if person else "",
        "full_name": person.full_name if person else "",
        "roles": [
            {
                "role": one.role,
                "unit": one.unit.uid,
                "unit_name": one.unit.full_name(language()),
                "since": one.since.isoformat(),
                "until": one.until.isoformat() if one.until else None,
                "criteria": list(one.criteria),
            }
            for one in acting.holdings
        ],
        "scopes": [name for name, (needed, _said) in SCOPES.items() if needed.name in allowed],
    }
    return told_to_one(json_response(body))
