"""A round of 500 invented wards on 60 criteria: forms filled and signed, documents, last year."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from django.utils import timezone

from chiso.definition import editions
from chiso.definition.load import INDICES
from chiso.definition.model import Edition
from chiso.evaluation import evaluate
from chiso.synthesis import synthetic
from chiso.values import Missing, ObservationTable
from chiso_web.accounts.models import User
from chiso_web.assessment.asked import leaves_asked
from chiso_web.assessment.models import Document, Entrant, Line, Proof, Round, Value
from chiso_web.assessment.models.forms import NOT_APPLICABLE
from chiso_web.assessment.moves import DecisionKind, FormState, LineState
from chiso_web.assessment.points import Declared, form_points
from chiso_web.assessment.services.opening import GroupPlan, RoundPlan, round_make
from chiso_web.audit.services import SYSTEM
from chiso_web.files.models import File, Version
from chiso_web.results.selectors import edition_named
from chiso_web.results.services import evaluation_publish, observations_put
from chiso_web.units.models import Unit
from measured.edition_files import measures_of, write_yaml
from measured.next_edition import grown

UNITS, CRITERIA = 500, 60
INDEX, SHIPPED, FIRST_DAY = "ha-noi-communes", "2025-01-01", date(2025, 1, 1)
EDITION, PERIOD, LAST_PERIOD = f"{INDEX}@{FIRST_DAY}", "2026", "2025"
TODAY = timezone.localdate()
DOCUMENTS, EACH = 20, 3  # of a form, and the lines that each of them proves
HELD, OTHER = 3, 7  # every third figure is the platform's too; every seventh form has another
ODD = 11  # every eleventh document lacks its number, another its signature, a third is no original
NUMBERS, DAYS = 400, 300  # as a ward writes them in a year: some have a number and day in common
BATCH = 2_000
LONGER = {"vi": " (thêm để đo)", "en": " (added for measuring)"}


def edition_written(folder: Path) -> Edition:
    """The shipped edition, which is illustrative and has every rule kind that forms ask for, with
    copies of its criteria that have measures of their own: 60, all for the unit to fill in. It is
    the only edition there is for this process.
    """
    own = folder / INDEX / FIRST_DAY.isoformat()
    own.mkdir(parents=True)
    shipped = INDICES / INDEX / SHIPPED
    tree = grown(shipped / "index.yaml", CRITERIA)
    tree["in_force"]["from"] = FIRST_DAY
    tree["title"] = _longer(tree["title"])
    known = {one.id for one in editions.edition(EDITION).leaves}
    tree["nodes"] = [
        node if "rule" not in node or node["id"] in known else _added(node)
        for node in tree["nodes"]
    ]
    write_yaml(own / "index.yaml", tree)
    write_yaml(own / "measures.yaml", {"schema": 1, "measures": _measures(tree)})
    (own / "sources.yaml").write_bytes((shipped / "sources.yaml").read_bytes())
    # rounds name an edition by index and day, never by a path
    editions.INDICES = folder  # type: ignore[attr-defined]
    found = edition_named(EDITION)
    if len(leaves_asked(found)) != CRITERIA:
        raise RuntimeError(f"{len(leaves_asked(found))} criteria in a form instead of {CRITERIA}")
    return found


def _longer(text: dict[str, str]) -> dict[str, str]:
    return {lang: text[lang] + LONGER[lang] for lang in LONGER}


def _added(leaf: dict[str, Any]) -> dict[str, Any]:
    told = {"name": _longer(leaf["name"]), "code": f"{leaf['code']}b"}
    return leaf | told | {"rule": _renamed(leaf["rule"])}


def _renamed(part: Any) -> Any:
    """A rule, or a part of it, that reads measures of its own."""
    if isinstance(part, list):
        return [_renamed(one) for one in part]
    if not isinstance(part, dict):
        return part
    own = ("measure", "numerator", "denominator")
    return {key: f"{of}.b" if key in own else _renamed(of) for key, of in part.items()}


def _measures(tree: dict[str, Any]) -> list[dict[str, Any]]:
    """The measures that the shipped list has not, each as the one that it is a copy of."""
    text = (INDICES / "measures.yaml").read_text(encoding="utf-8")
    known = {one["id"]: one for one in yaml.safe_load(text)["measures"]}
    wanted = [name for name in measures_of(tree["nodes"]) if name not in known]
    return [known[name.removesuffix(".b")] | {"id": name} for name in wanted]


def unit_of(code: str, kind: str, level: str, parent: Unit | None) -> Unit:
    names = dict.fromkeys(("name_vi", "name_en", "full_name_vi", "full_name_en"), f"Đơn vị {code}")
    facts = {"uid": f"{code}@2025-01-01", "kind": kind, "level": level, "code": code}
    return Unit(**facts, place=1, fold=code, sort_key=code, parent=parent, **names)


def round_prepared() -> Round:
    """A round of 500 invented wards, not open yet."""
    office = unit_of("p", "province", "province", None)
    office.save()
    wards = [unit_of(f"w{number:03d}", "ward", "commune", office) for number in range(UNITS)]
    Unit.objects.bulk_create(wards)
    group = GroupPlan(
        kind="ward",
        edition=EDITION,
        self_from=TODAY - timedelta(20),
        self_until=TODAY + timedelta(9),
        appraisal_from=TODAY - timedelta(20),
        appraisal_until=TODAY + timedelta(30),
        publication_on=TODAY + timedelta(60),
    )
    plan = RoundPlan(
        slug="benchmark",
        unit=office,
        period=PERIOD,
        reported_from=TODAY - timedelta(365),
        reported_until=TODAY,
        groups=[group],
        synthetic=True,
    )
    return round_make(plan, actor=SYSTEM)


def filled(one: Round, edition: Edition, *, by: User) -> None:
    """Every form but the last filled with drawn values, signed and accepted, some lines changed;
    each with its documents.
    """
    *done, _open = one.entrants.select_related("unit").order_by("pk")
    table = _drawn(edition, [entrant.unit.uid for entrant in done], PERIOD, seed=7)
    values = [_values(edition, entrant, table, row) for row, entrant in enumerate(done)]
    Value.objects.bulk_create([value for own in values for value in own], batch_size=BATCH)
    lines = {(line.entrant_id, line.node): line for line in Line.objects.filter(entrant__in=done)}
    for entrant, own in zip(done, values, strict=True):
        declared = {value.measure: _declared(value) for value in own}
        for node, found in form_points(edition, declared, period=PERIOD).items():
            line = lines[entrant.pk, node]
            line.points, line.missing = found.points, found.missing
    Line.objects.bulk_update(lines.values(), ["points", "missing"], batch_size=BATCH // 10)
    _documented(done, edition, by)
    _accepted(done, by)


def _drawn(edition: Edition, units: list[str], period: str, *, seed: int) -> ObservationTable:
    return synthetic(edition, units, period=period, generator=np.random.default_rng(seed))


def _values(edition: Edition, entrant: Entrant, table: ObservationTable, row: int) -> list[Value]:
    """The drawn values of every measure that forms ask for; some of them are the platform's too."""
    asked = [name for leaf in leaves_asked(edition) if leaf.rule for name in leaf.rule.measures]
    found = []
    for place, measure in enumerate(dict.fromkeys(asked)):
        seen = table.observation(row, measure).value
        if isinstance(seen, Missing):
            value = Value(missing=NOT_APPLICABLE, ground="Không phát sinh")
        elif place % HELD:
            value = Value(value=seen)
        elif row % OTHER:
            value = Value(value=seen, held=seen, held_source="Hệ thống")
        else:
            value = Value(value=seen, held=seen + 1, difference="Sổ của đơn vị mới hơn")
        value.entrant, value.measure, value.version = entrant, measure, 1
        found.append(value)
    return found


def _declared(value: Value) -> Declared:
    ground = value.ground if value.missing else ""
    return Declared(
        value.measure,
        value=value.value,
        ground=ground,
        held=value.held,
        difference=value.difference,
    )


def _accepted(done: list[Entrant], by: User) -> None:
    decided = {"decided_by": by, "decided_at": timezone.now(), "decision_version": 1}
    account = {"how": "Đối chiếu sổ của phường", "counted": "Theo tỷ lệ đạt được"}
    who = {"filled_by": by, "filled_at": timezone.now()}
    lines = Line.objects.filter(entrant__in=done)
    lines.update(state=LineState.DONE, decision=DecisionKind.ACCEPT, **account, **who, **decided)
    changed = {"decision": DecisionKind.CHANGE, "decided_points": 0.5, "reason": "Thiếu căn cứ"}
    Line.objects.filter(entrant__in=done[::5], node="1.2").update(**changed)
    signed = {"signed_at": timezone.now(), "signed_by": by, "state": FormState.SIGNED}
    Entrant.objects.filter(pk__in=[entrant.pk for entrant in done]).update(**signed)


def _documented(done: list[Entrant], edition: Edition, by: User) -> None:
    """Twenty documents of every form with their files; each proves three lines, so that every line
    has one. Some lack a number, a signature, or are another unit's too.
    """
    places = range(len(done) * DOCUMENTS)
    files = [_file(done[place // DOCUMENTS].unit, place) for place in places]
    File.objects.bulk_create(files, batch_size=BATCH)
    versions = [_version(file, place, by) for place, file in enumerate(files)]
    Version.objects.bulk_create(versions, batch_size=BATCH)
    documents = [_document(file, place, by) for place, file in enumerate(files)]
    Document.objects.bulk_create(documents, batch_size=BATCH)
    Proof.objects.bulk_create(_proofs(done, documents, edition, by), batch_size=BATCH)


def _file(unit: Unit, place: int) -> File:
    title = f"Báo cáo {place}"
    changed = timezone.now() - timedelta(9)
    return File(unit=unit, title=title, fold=title, kind="pdf", changed_at=changed)


def _version(file: File, place: int, by: User) -> Version:
    """A content; every eleventh is that of the same document of the unit before."""
    same = place - DOCUMENTS if place % ODD == 2 and place >= DOCUMENTS else place
    return Version(
        file=file,
        number=1,
        name=f"{file.title}.pdf",
        kind=file.kind,
        size=100_000,
        sha256=f"{same:064x}",
        place=f"{place:08x}",
        pages=4,
        uploaded_by=by,
    )


def _document(file: File, place: int, by: User) -> Document:
    return Document(
        unit=file.unit,
        number="" if place % ODD == 0 else str(1 + place * 37 % NUMBERS),
        symbol="BC-UBND",
        issued_on=TODAY - timedelta(place * 17 % DAYS),
        abstract="Kết quả thực hiện kế hoạch cải cách hành chính",
        signed=place % ODD != 1,
        file=file,
        added_by=by,
        fold=file.title,
    )


def _proofs(
    done: list[Entrant], documents: list[Document], edition: Edition, by: User
) -> Iterator[Proof]:
    nodes = [leaf.id for leaf in leaves_asked(edition)]
    for row, entrant in enumerate(done):
        own = documents[row * DOCUMENTS : (row + 1) * DOCUMENTS]
        for place, node in enumerate(nodes):
            yield Proof(entrant=entrant, node=node, document=own[place // EACH], by=by)


def last_year(one: Round, edition: Edition) -> None:
    """The published result of the same units of the year before."""
    units = {entrant.unit.uid: entrant.unit for entrant in one.entrants.select_related("unit")}
    table = _drawn(edition, list(units), LAST_PERIOD, seed=6)
    evaluated = evaluate(edition, table, groups=dict.fromkeys(units, "ward"))
    evaluation_publish(evaluated, period=LAST_PERIOD, units=units, synthetic=True)
    observations_put(table.observations(), index=edition.id, period=LAST_PERIOD, units=units)
