"""``chiso synthesize``: synthetic observations of an edition's measures, marked in every row."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chiso.cli.inputs import read_observations
from chiso.cli.options import (
    EditionName,
    FileFormatOption,
    Format,
    JsonOption,
    Language,
    LanguageOption,
    OutOption,
    OwnOption,
    chosen_format,
    day_option,
    language_of_environment,
)
from chiso.cli.output import note, write_columns
from chiso.cli.unit_lists import unit_lists
from chiso.errors import OptionsInvalid, mark
from chiso.wording import Message

if TYPE_CHECKING:
    from chiso.definition.model import Edition
    from chiso.evaluation import Evaluation
    from chiso.territory import Territory
    from chiso.values import ObservationTable

_NAME = mark("a file of synthetic figures is named “{expected}”, or anything with --any-name")
_SCOPE = mark("name the units: --under a unit with --kind, or --unit one by one, not both")
_NOBODY = mark("no unit of kind {kind} stands under {under} on {day}")
_ONE = mark("--part adds up the units below one unit; name that one with --unit")
_PART = mark("found --part “{found}”; expected EDITION=FILE")
_TABLE = mark("synthetic observations are a file; expected csv, json, xlsx or parquet")
_NO_SEED = mark("found --seed {found}; expected a whole number from 0")
_WARNING = mark("{mark}. Every row says so in its note and source. Units: {count}; seed: {seed}.")


PeriodOption = Annotated[
    str,
    typer.Option(
        "--period", metavar="PERIOD", help="A year, or 2026-H1, -Q3, -M05.", show_default=False
    ),
]
SeedOption = Annotated[
    int,
    typer.Option(
        "--seed", metavar="N", help="The same seed gives the same file.", show_default=False
    ),
]
UnderOption = Annotated[
    str | None,
    typer.Option(
        "--under", metavar="ID", help="The units right below this one.", show_default=False
    ),
]
KindOption = Annotated[
    str | None,
    typer.Option(
        "--kind",
        metavar="KIND",
        help="Of them only this kind, such as commune, ward or department.",
        show_default=False,
    ),
]
OnOption = Annotated[
    datetime | None, day_option("The units of this day; default: the last day of the period.")
]
UnitOption = Annotated[
    list[str] | None,
    typer.Option("--unit", metavar="ID", help="One unit; may be repeated.", show_default=False),
]
PartOption = Annotated[
    list[str] | None,
    typer.Option(
        "--part",
        metavar="EDITION=FILE",
        help="Add up the units below from their observations; may be repeated.",
        show_default=False,
    ),
]
AnyNameOption = Annotated[
    bool, typer.Option("--any-name", help="Let --out have a name without gia-lap_.")
]


def synthesize(
    edition: EditionName,
    period: PeriodOption,
    seed: SeedOption,
    under: UnderOption = None,
    kind: KindOption = None,
    on: OnOption = None,
    unit: UnitOption = None,
    part: PartOption = None,
    own: OwnOption = None,
    any_name: AnyNameOption = False,
    format: FileFormatOption = None,
    json: JsonOption = False,
    out: OutOption = None,
    lang: LanguageOption = None,
) -> None:
    """Write synthetic observations, to try an edition before anybody has reported.

    The figures are plausible and not real. Every row says so in its note and source, with the seed;
    the name of the file begins with gia-lap_. They are observations: chiso score makes the points.

    With --part the one unit named gets what its parts observed: counts added up, shares recomputed
    from the sums, mean totals from their scores.

    \b
      chiso synthesize ha-noi-communes@2025 --under 01@unknown --kind commune \\
        --period 2025 --seed 7 --out gia-lap_ha-noi-communes_2025.csv
      chiso synthesize long-bien-wards@2018 --under 004@unknown --kind ward \\
        --period 2018 --seed 7 --out gia-lap_wards.csv
      chiso synthesize long-bien-district@2018 --unit 004@unknown \\
        --part long-bien-wards@2018=gia-lap_wards.csv \\
        --period 2018 --seed 7 --out gia-lap_district.csv
    """
    from chiso import tables
    from chiso.definition.editions import edition as named
    from chiso.synthesis import MARK

    language = lang or language_of_environment()
    chosen = chosen_format(format, as_json=json, out=out, default=Format.CSV)
    if chosen is Format.TABLE:
        raise OptionsInvalid(reason=Message(_TABLE))
    definition = named(edition)
    _refuse_name(out, f"{definition.id}_{period}.{chosen}", any_name=any_name)
    units = _units(unit_lists(own), (under, kind, unit), period=period, on=on)
    parts = [_evaluated(text, language) for text in part or ()]
    table = _observed(definition, units, parts, period=period, seed=seed)
    write_columns(tables.observation_columns(table), chosen, out=out)
    note(Message(_WARNING, {"mark": MARK, "count": len(units), "seed": seed}), language)


def _observed(
    edition: "Edition",
    units: list[str],
    parts: list["Evaluation"],
    *,
    period: str,
    seed: int,
) -> "ObservationTable":
    import numpy as np

    from chiso.synthesis import gathered, synthetic

    if seed < 0:
        _refuse(_NO_SEED, found=seed)
    generator = np.random.default_rng(seed)
    if not parts:
        return synthetic(edition, units, period=period, generator=generator)
    [unit] = units if len(units) == 1 else _refuse(_ONE)
    return gathered(edition, unit, parts=parts, period=period, generator=generator)


def _refuse(sentence: str, **facts: object) -> list[str]:
    raise OptionsInvalid(reason=Message(sentence, facts))


def _refuse_name(out: Path | None, rest: str, *, any_name: bool) -> None:
    """Raise OptionsInvalid for a name that would not say what is inside."""
    from chiso.synthesis import FILE_MARK

    if out is not None and not any_name and not out.name.startswith(FILE_MARK):
        _refuse(_NAME, expected=f"{FILE_MARK}{rest}")


def _units(
    territory: "Territory",
    scope: tuple[str | None, str | None, list[str] | None],
    *,
    period: str,
    on: datetime | None,
) -> list[str]:
    """The ids of the units asked for, as they stood on the day."""
    from chiso.territory import period_end

    under, kind, named = scope
    day = period_end(period) if on is None else on.date()
    if (under is None) == (not named) or (named and kind):
        _refuse(_SCOPE)
    if named:
        return list(dict.fromkeys(territory.unit(one, day).id for one in named))
    found = [one.id for one in territory.units(day, under=under, kind=kind)]
    return found or _refuse(_NOBODY, kind=kind or "–", under=under, day=day)


def _evaluated(text: str, lang: Language) -> "Evaluation":
    """What EDITION=FILE names, scored."""
    from chiso.definition.editions import edition
    from chiso.evaluation import evaluate

    name, equals, file = text.rpartition("=")
    if not (name and equals and file):
        _refuse(_PART, found=text)
    definition = edition(name)
    return evaluate(definition, read_observations(file, definition, lang))
