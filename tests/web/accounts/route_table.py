"""Who gets in where, typed by hand: every route that is not open to everybody.

A place says how the unit acted for lies to the unit that a role is held in: OWN, the same; BELOW, a
unit under it; BESIDE, another one under the same unit above; ABOVE, the unit above.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.urls import reverse

from chiso_web.accounts.models import Holding, Token
from chiso_web.accounts.roles import Role
from chiso_web.audit.services import SYSTEM, record
from chiso_web.workdays.drafts import draft_of
from chiso_web.workdays.models import Loading
from chiso_web.workdays.services import loading_add
from tests.people import person_with
from tests.web.assessment.evidence_rows import document_row, line_of, question_row
from tests.web.assessment.form_rows import form_route
from tests.web.assessment.rows import EDITION, round_row
from tests.web.files.rows import file_row
from tests.web.workdays.lists import LOCAL

OWN, BELOW, BESIDE, ABOVE = "own", "below", "beside", "above"
PLACES = (OWN, BELOW, BESIDE, ABOVE)
ALL = frozenset(PLACES)
SUBTREE = frozenset({OWN, BELOW})
FROM_THE_TOP = frozenset({BELOW})  # the only place whose role is held in a unit with none above it
READ = frozenset({200, 302})
FORM_ANSWERS = frozenset({200, 302, 400})
OF_A_FACTOR = READ | {404}  # there is nothing to show or remove where no factor was set up
NO_CONTENT = frozenset({404})  # the table's files are rows alone: let in, one finds no content
Lets = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Row:
    """The roles that a route lets in, each with its places; ``everyone`` who is signed in.

    ``address`` is made for the unit acted for; ``method`` asks. A route without a unit is the same
    for all places. ``token``: asked with a token, since no cookie opens it. ``statuses``: those
    of an answer to who is let in; a form that is sent without what it asks for is faulty.
    """

    address: Callable[[str], str]
    lets: Lets = field(default_factory=dict)
    everyone: bool = False
    method: str = "get"
    token: bool = False
    statuses: frozenset[int] = frozenset()

    @property
    def good(self) -> frozenset[int]:
        """What an answer to somebody let in may be."""
        return self.statuses or (FORM_ANSWERS if self.method == "post" else READ)

    def lets_in(self, role: str, place: str) -> bool:
        """Whether a role opens it for a unit that lies so."""
        return self.everyone or place in self.lets.get(role, frozenset())


def named(name: str, **facts) -> Callable[[str], str]:
    """The address of a route that no unit varies."""
    return lambda unit: reverse(name, kwargs=facts)


WRITE_FILES = dict.fromkeys(("reporter", "head", "clerk", "editor"), frozenset({OWN}))
READ_FILES = {
    **WRITE_FILES,
    **dict.fromkeys(("council_member", "council_chair", "leadership", "auditor"), SUBTREE),
    "appraiser": frozenset({OWN, BELOW, BESIDE}),
}


def of_unit(name: str) -> Callable[[str], str]:
    """The address of a route that names the unit."""
    return lambda unit: reverse(name, kwargs={"unit": unit})


def of_file(name: str, **facts) -> Callable[[str], str]:
    """The address of a route that names a file of the unit, which is made if there is none."""
    return lambda unit: reverse(name, kwargs={"file": file_row(unit).uuid, **facts})


def entry_of(unit: str) -> str:
    """An entry of the unit's chain."""
    with transaction.atomic():
        entry = record(
            app="files", unit=unit, actor=SYSTEM, action="file.uploaded", subject="file 3f2a"
        )
    return reverse("trail:entry", kwargs={"entry": entry.pk})


def of_loading(name: str) -> Callable[[str], str]:
    """The address of a route that names a loading of the office, which is made if there is none."""

    def address(_unit: str) -> str:
        found = Loading.objects.first()
        if found is None:
            draft = draft_of(Loading.Kind.LOCAL, LOCAL, file_name="local.csv")
            with transaction.atomic():
                found = loading_add(draft, by=SYSTEM)
        return reverse(name, kwargs={"number": found.pk})

    return address


def newest_token(_unit: str) -> str:
    """The end of the token that was made last: the person's, where somebody is signed in."""
    found = Token.objects.order_by("-pk").first()
    return reverse("account_token_end", kwargs={"key": found.pk if found else 1})


ADMINISTRATORS = {"administrator": ALL}


def person_of(unit: str) -> str:
    """The page of somebody who holds a role in a unit."""
    found = Holding.objects.filter(unit__uid=unit, user__username__startswith="of-").first()
    holder = found.user if found else person_with(Role.CLERK, unit, name=f"of-{unit}")
    return reverse("person", kwargs={"key": holder.pk})


FILL_FORMS = dict.fromkeys(("reporter", "head"), frozenset({OWN}))
READ_SELFSCORE = {
    **FILL_FORMS,
    **dict.fromkeys(
        ("council_member", "council_chair", "leadership", "administrator", "auditor"), SUBTREE
    ),
    "appraiser": frozenset({BESIDE}),
}


def on_form(name: str, **facts: str) -> Callable[[str], str]:
    """The address of a route on the unit's self-score form."""
    return lambda unit: form_route(name, unit, **facts)


FORM_OF = "rounds/<slug:round>/of/<str:unit>"
SELFSCORE: Mapping[str, Row] = {
    "forms": Row(named("assessment:forms"), dict.fromkeys(FILL_FORMS, ALL)),
    FORM_OF: Row(on_form("form"), READ_SELFSCORE),
    f"{FORM_OF}/submit": Row(on_form("form-submit"), FILL_FORMS, method="post"),
    f"{FORM_OF}/take-back": Row(on_form("form-take-back"), FILL_FORMS, method="post"),
    f"{FORM_OF}/sign": Row(on_form("form-sign"), {"head": frozenset({OWN})}),
    f"{FORM_OF}/divide": Row(on_form("form-divide"), FILL_FORMS),
    f"{FORM_OF}/form.<str:kind>": Row(on_form("form-file", kind="csv"), READ_SELFSCORE),
    f"{FORM_OF}/<str:node>": Row(on_form("form-content", node="1"), READ_SELFSCORE),
    f"{FORM_OF}/<str:node>/save": Row(on_form("form-save", node="1"), FILL_FORMS, method="post"),
}

ROUND_RUNNERS = {"administrator": SUBTREE}


def of_line(name: str, **facts) -> Callable[[str], str]:
    """The address of a route that names a line of the unit's form."""
    return lambda unit: reverse(f"assessment:{name}", kwargs={**line_of(unit), **facts})


def of_guidance(name: str, **facts) -> Callable[[str], str]:
    """The address of a route on the guidance or the questions of a round of the unit."""

    def address(unit: str) -> str:
        known = {"question": question_row(unit)} if facts.get("question") else {}
        round_of = line_of(unit)["round"]
        return reverse(f"assessment:{name}", kwargs={"round": round_of, **facts, **known})

    return address


def of_library(name: str, **facts) -> Callable[[str], str]:
    """The address of a route that names the unit's library."""
    return lambda unit: reverse(f"assessment:{name}", kwargs={"unit": unit, **facts})


def of_document(name: str) -> Callable[[str], str]:
    """The address of a route that names a document of the unit."""
    return lambda unit: reverse(
        f"assessment:{name}", kwargs={"unit": unit, "document": document_row(unit)}
    )


LINE = "rounds/<slug:round>/of/<str:unit>/<str:node>"
DOCUMENT = "library/of/<str:unit>/<uuid:document>"
EVIDENCE: Mapping[str, Row] = {
    f"{LINE}/attach": Row(of_line("attach"), FILL_FORMS),
    f"{LINE}/detach": Row(of_line("detach"), FILL_FORMS, method="post"),
    f"{LINE}/guidance": Row(of_line("guidance"), READ_SELFSCORE),
    f"{LINE}/guidance/ask": Row(of_line("question-ask"), FILL_FORMS, method="post"),
    f"{LINE}/history": Row(of_line("line-history"), READ_SELFSCORE),
    r"^rounds/(?P<round>[-a-zA-Z0-9_]+)/of/(?P<unit>[^/]+)/(?P<node>[^/]+)"
    r"/history\.(?P<kind>csv|xlsx)$": Row(of_line("history-file", kind="csv"), READ_SELFSCORE),
    "rounds/<slug:round>/questions": Row(of_guidance("questions"), ROUND_RUNNERS),
    "rounds/<slug:round>/questions/<int:question>/answer": Row(
        of_guidance("question-answer", question=1), ROUND_RUNNERS, method="post"
    ),
    "rounds/<slug:round>/guidance/<slug:kind>/<str:node>": Row(
        of_guidance("guidance-edit", kind="ward", node="1.1"), ROUND_RUNNERS
    ),
    "library": Row(named("assessment:library-mine"), dict.fromkeys(FILL_FORMS, ALL)),
    "library/of/<str:unit>": Row(of_library("library"), READ_SELFSCORE),
    "library/of/<str:unit>/add": Row(of_library("document-add"), FILL_FORMS),
    r"^library/of/(?P<unit>[^/]+)/documents\.(?P<kind>csv|xlsx)$": Row(
        of_library("library-file", kind="csv"), READ_SELFSCORE
    ),
    DOCUMENT: Row(of_document("document"), READ_SELFSCORE),
    f"{DOCUMENT}/change": Row(of_document("document-change"), FILL_FORMS),
    f"{DOCUMENT}/withdraw": Row(of_document("document-withdraw"), FILL_FORMS, method="post"),
    f"{DOCUMENT}/restore": Row(of_document("document-restore"), FILL_FORMS, method="post"),
    f"{DOCUMENT}/clear": Row(of_document("document-clear"), FILL_FORMS, method="post"),
    f"{DOCUMENT}/close": Row(of_document("document-close"), FILL_FORMS, method="post"),
}

APPRAISED = {"appraiser": frozenset({BESIDE})}
APPRAISING = {"appraiser": ALL}
APPRAISAL_OF = "rounds/<slug:round>/appraise/of/<str:unit>"
APPRAISAL_QUEUE = "rounds/<slug:round>/appraise/<str:kind>/<str:node>"
ASKED_QUEUE = {"kind": "ward", "node": "1.1"}
NO_QUEUE = READ | {404}  # a round of one unit alone has nothing for whoever holds a role in it
APPRAISAL: Mapping[str, Row] = {
    "appraise": Row(named("assessment:appraise-mine"), APPRAISING),
    "rounds/<slug:round>/appraise": Row(of_guidance("appraise"), APPRAISING),
    APPRAISAL_OF: Row(on_form("queue-unit"), APPRAISED),
    f"{APPRAISAL_OF}/accept": Row(on_form("accept-unit"), APPRAISED, method="post"),
    f"{APPRAISAL_OF}/<str:node>": Row(on_form("decide", node="1.1"), APPRAISED),
    f"{APPRAISAL_OF}/<str:node>/take-back": Row(
        on_form("decision-take-back", node="1.1"), APPRAISED, method="post"
    ),
    APPRAISAL_QUEUE: Row(of_guidance("queue", **ASKED_QUEUE), APPRAISING, statuses=NO_QUEUE),
    f"{APPRAISAL_QUEUE}/accept": Row(
        of_guidance("accept-rest", **ASKED_QUEUE), APPRAISING, method="post", statuses=NO_QUEUE
    ),
}


RUN_ROUNDS = {"administrator": SUBTREE}
WATCH_ROUNDS = {
    **dict.fromkeys(
        ("council_member", "council_chair", "leadership", "administrator", "auditor"), SUBTREE
    ),
    "appraiser": frozenset({BESIDE}),
}
SEE_RESULTS = {**WATCH_ROUNDS, **dict.fromkeys(("reporter", "head"), frozenset({OWN}))}
RECORD_SURVEYS = PUBLISH_ROUNDS = dict.fromkeys(("council_member", "council_chair"), SUBTREE)
NOTHING_YET = frozenset({404})  # a round of rows alone has no result and no version


def of_round(name: str, **facts) -> Callable[[str], str]:
    """The address of a route that names a round that the unit runs."""
    return lambda unit: reverse(name, kwargs={"round": round_row(unit).slug, **facts})


def of_entrant(name: str) -> Callable[[str], str]:
    """The address of a route that names the unit itself in a round that it runs."""
    return lambda unit: reverse(name, kwargs={"round": round_row(unit).slug, "unit": unit})


def windows_of(unit: str) -> str:
    """The windows of the only group of a round that the unit runs."""
    one = round_row(unit)
    facts = {"round": one.slug, "kind": one.groups.get().kind}
    return reverse("assessment:round-windows", kwargs=facts)


def survey_template_of(unit: str) -> str:
    """The template of the only group of a round that the unit runs."""
    one = round_row(unit)
    facts = {"round": one.slug, "group": one.groups.get().kind, "kind": "csv"}
    return reverse("assessment:survey-template", kwargs=facts)


OF_INDEX = {"index": EDITION.partition("@")[0]}
RUNNING: Mapping[str, Row] = {
    "desk": Row(named("desk"), everyone=True),
    "desk/deadlines.ics": Row(named("desk-deadlines"), everyone=True),
    "rounds": Row(named("assessment:rounds"), dict.fromkeys(SEE_RESULTS, ALL)),
    "rounds/new": Row(named("assessment:round-new"), ADMINISTRATORS),
    "rounds/<slug:round>": Row(of_round("assessment:round"), WATCH_ROUNDS),
    r"^rounds/(?P<round>[-a-zA-Z0-9_]+)/units\.(?P<kind>csv|xlsx)$": Row(
        of_round("assessment:round-file", kind="csv"), WATCH_ROUNDS
    ),
    "rounds/<slug:round>/copy": Row(of_round("assessment:round-copy"), RUN_ROUNDS),
    "rounds/<slug:round>/open": Row(of_round("assessment:round-open"), RUN_ROUNDS, method="post"),
    "rounds/<slug:round>/discard": Row(
        of_round("assessment:round-discard"), RUN_ROUNDS, method="post"
    ),
    "rounds/<slug:round>/windows/<slug:kind>": Row(windows_of, RUN_ROUNDS),
    "rounds/<slug:round>/of/<str:unit>/reopen": Row(
        of_entrant("assessment:form-reopen"), RUN_ROUNDS
    ),
    "rounds/<slug:round>/survey": Row(of_round("assessment:survey"), WATCH_ROUNDS),
    "rounds/<slug:round>/survey/record": Row(
        of_round("assessment:survey-record"), RECORD_SURVEYS, method="post"
    ),
    r"^rounds/(?P<round>[-a-zA-Z0-9_]+)/survey/(?P<group>[-a-zA-Z0-9_]+)\.(?P<kind>csv|xlsx)$": Row(
        survey_template_of, RECORD_SURVEYS
    ),
    "rounds/<slug:round>/survey/of/<str:unit>": Row(
        of_entrant("assessment:survey-unit"), RECORD_SURVEYS
    ),
    "rounds/<slug:round>/result": Row(of_round("assessment:result"), WATCH_ROUNDS),
    "rounds/<slug:round>/result/<str:unit>": Row(of_entrant("assessment:unit-result"), SEE_RESULTS),
    "rounds/<slug:round>/observations.csv": Row(
        of_round("assessment:observations"), WATCH_ROUNDS, statuses=NOTHING_YET
    ),
    "rounds/<slug:round>/observations/<slug:index>.csv": Row(
        of_round("assessment:index-observations", **OF_INDEX), WATCH_ROUNDS, statuses=NOTHING_YET
    ),
    "rounds/<slug:round>/scores/<slug:index>.csv": Row(
        of_round("assessment:index-scores", **OF_INDEX), WATCH_ROUNDS, statuses=NOTHING_YET
    ),
    "rounds/<slug:round>/publish": Row(of_round("assessment:publish"), PUBLISH_ROUNDS),
    "rounds/<slug:round>/publish/<int:number>/confirm": Row(
        of_round("assessment:publication-confirm", number=1),
        PUBLISH_ROUNDS,
        method="post",
        statuses=NOTHING_YET,
    ),
    "rounds/<slug:round>/publish/<int:number>/withdraw": Row(
        of_round("assessment:publication-withdraw", number=1), PUBLISH_ROUNDS, method="post"
    ),
    "rounds/<slug:round>/correction": Row(
        of_round("assessment:correction"), PUBLISH_ROUNDS, method="post"
    ),
}


TABLE: Mapping[str, Row] = {
    **SELFSCORE,
    "account": Row(named("account"), everyone=True),
    "account/confirm": Row(named("account_reauthenticate"), everyone=True),
    "account/password": Row(named("account_change_password"), everyone=True),
    "account/factor": Row(named("mfa_index"), everyone=True),
    "account/factor/confirm": Row(named("mfa_reauthenticate"), everyone=True),
    "account/factor/set-up": Row(named("mfa_activate_totp"), everyone=True),
    "account/factor/remove": Row(named("mfa_deactivate_totp"), everyone=True, statuses=OF_A_FACTOR),
    "account/factor/codes": Row(
        named("mfa_view_recovery_codes"), everyone=True, statuses=OF_A_FACTOR
    ),
    "account/factor/codes/new": Row(named("mfa_generate_recovery_codes"), everyone=True),
    "calendar/office": Row(named("workdays:office"), {"administrator": FROM_THE_TOP}),
    "calendar/office/load/<str:kind>": Row(
        named("workdays:load", kind="hours"), {"administrator": FROM_THE_TOP}
    ),
    "calendar/office/loading/<int:number>": Row(
        of_loading("workdays:loading"), {"administrator": FROM_THE_TOP}
    ),
    "calendar/office/loading/<int:number>/text": Row(
        of_loading("workdays:loading-text"), {"administrator": FROM_THE_TOP}
    ),
    "trail": Row(named("trail:list"), lets={"auditor": ALL}),
    r"^trail\.(?P<kind>csv|xlsx|json)$": Row(
        named("trail:file", kind="json"), lets={"auditor": ALL}
    ),
    r"^trail/(?P<entry>[0-9]{1,18})$": Row(entry_of, lets={"auditor": SUBTREE}),
    "trail/verify": Row(named("trail:verify"), lets={"auditor": ALL}, method="post"),
    "people": Row(named("people"), ADMINISTRATORS),
    r"^people/list\.(?P<kind>csv|xlsx)$": Row(named("people-file", kind="csv"), ADMINISTRATORS),
    "people/new": Row(named("person-new"), ADMINISTRATORS),
    "people/import": Row(named("people-import"), ADMINISTRATORS),
    r"^people/import/template\.(?P<kind>csv|xlsx)$": Row(
        named("people-template", kind="xlsx"), ADMINISTRATORS
    ),
    "people/passing": Row(named("people-passing"), ADMINISTRATORS),
    r"^people/passing/report\.(?P<kind>csv|xlsx)$": Row(
        named("people-passing-file", kind="csv"), ADMINISTRATORS
    ),
    "people/slips": Row(named("people-slips"), ADMINISTRATORS),
    "people/<int:key>": Row(person_of, {"administrator": SUBTREE}),
    "people/of/<str:unit>": Row(of_unit("people-of"), {"administrator": SUBTREE}),
    "account/sessions": Row(named("usersessions_list"), everyone=True),
    "files": Row(named("files:mine"), dict.fromkeys(READ_FILES, ALL)),
    "files/of/<str:unit>": Row(of_unit("files:of"), READ_FILES),
    "files/of/<str:unit>/add": Row(of_unit("files:add"), WRITE_FILES, method="post"),
    "files/<uuid:file>": Row(of_file("files:file"), READ_FILES),
    "files/<uuid:file>/add": Row(of_file("files:version-add"), WRITE_FILES, method="post"),
    "files/<uuid:file>/withdraw": Row(of_file("files:withdraw"), WRITE_FILES, method="post"),
    "files/<uuid:file>/restore": Row(of_file("files:restore"), WRITE_FILES, method="post"),
    "files/<uuid:file>/<int:number>/content": Row(
        of_file("files:content", number=1), READ_FILES, statuses=NO_CONTENT
    ),
    "files/<uuid:file>/<int:number>/page/<int:page>.png": Row(
        of_file("files:picture", number=1, page=1), READ_FILES, statuses=NO_CONTENT
    ),
    "api/v1/me": Row(named("api:me"), everyone=True, token=True),
    "api/v1/trail": Row(named("api:trail"), {"auditor": ALL}, token=True),
    "account/tokens": Row(named("account_tokens"), everyone=True),
    "account/tokens/<int:key>/end": Row(newest_token, everyone=True, method="post"),
    **EVIDENCE,
    **APPRAISAL,
    **RUNNING,
}
