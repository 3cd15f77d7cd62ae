"""Every error type of the library: one class per fault a caller may treat differently.

A constructor takes facts, keeps them in ``facts`` and builds the English sentence;
``chiso.wording.tell`` says the same sentence in another language.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field


def mark(text: str) -> str:
    """The text itself, marked so that the message catalogues take it up."""
    return text


NOUNS = (
    mark("back end"),
    mark("class"),
    mark("edition"),
    mark("format"),
    mark("index"),
    mark("kind of unit"),
    mark("level"),
    mark("measure"),
    mark("missing kind"),
    mark("node"),
    mark("observations"),
    mark("part"),
    mark("period"),
    mark("province"),
    mark("reporting regime"),
    mark("source"),
    mark("unit"),
    mark("year"),
)
"""What a fault may call the thing that it speaks of; said in the reader's language."""


class Listed(tuple[object, ...]):
    """Facts that stand one after the other, each said in the reader's language."""

    def __str__(self) -> str:
        return "; ".join(map(str, self))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fault stands, as a template and facts, to be said in the reader's language."""

    sentence: str
    facts: Mapping[str, object]

    def __str__(self) -> str:
        return self.sentence.format(**self.facts)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a file: where, what was found, what was expected.

    ``sentence`` is an English template filled from ``facts``; by custom ``facts`` holds ``found``
    and ``expected``. ``quoted`` is what stands at the place, shown below the sentence.
    """

    where: str | Place
    sentence: str
    facts: Mapping[str, object] = field(default_factory=dict)
    quoted: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.where}: {self.sentence.format(**self.facts)}"


class ChisoError(Exception):
    """The base of all; ``sentence`` is the template in English, ``facts`` what fills it."""

    sentence = ""

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.sentence.format(**facts))


class FaultsFound(ChisoError):
    """All faults of one reading, gathered and raised once."""

    sentence = mark("Faults found in {what}: {count}.")

    def __init__(self, *, what: str, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(what=what, count=len(self.faults))

    def __str__(self) -> str:
        return "\n".join(
            [self.sentence.format(**self.facts), *(f"  {fault}" for fault in self.faults)]
        )


class EditionInvalid(FaultsFound):
    """An edition, its sources, measures or breaks do not read as the schema demands."""


class ObservationsInvalid(FaultsFound):
    """An observation table holds values that cannot be read or scored."""


class UnitsInvalid(FaultsFound):
    """A list of kinds, units or links does not read as docs/method/territory.md demands."""


class KeyInvalid(FaultsFound):
    """A key or a file of weights does not read, does not add up, or lacks a unit."""


class CalendarInvalid(FaultsFound):
    """A list of days, windows or pauses does not read as docs/method/calendar.md demands."""


class DateOutsideCalendar(ChisoError):
    """A day, or the due date counted from it, lies outside the calendar."""

    sentence = mark("{day} lies outside the calendar, which holds the days from {first} to {last}.")

    def __init__(self, *, day: object, first: object, last: object) -> None:
        super().__init__(day=day, first=first, last=last)


class YearNotSealed(ChisoError):
    """Sealed years only were asked for, and a year that counts is a forecast."""

    sentence = mark(
        "Not sealed: {years}. The decisions on days off of these years are not all read, so any "
        "due date is a forecast. Load the decision of the year, or accept a forecast."
    )

    def __init__(self, *, years: Iterable[int]) -> None:
        super().__init__(years=", ".join(map(str, years)))


class WorkingTimeInvalid(ChisoError):
    """A time limit is no whole number of working days or hours above 0."""

    sentence = mark("{found} is no time limit; expected a whole number from 1 up.")

    def __init__(self, *, found: object) -> None:
        super().__init__(found=found)


class OfficeHoursInvalid(ChisoError):
    """Office hours are no spans of one day in their order."""

    sentence = mark(
        "“{found}” are no office hours; expected spans in order, such as 08:00-12:00,13:00-17:00."
    )

    def __init__(self, *, found: str) -> None:
        super().__init__(found=found)


class PauseInvalid(ChisoError):
    """A pause lacks its document or author, or ends before it begins."""

    sentence = mark(
        "The pause from {since} needs a document, an author, and an end that is not before it."
    )

    def __init__(self, *, since: object) -> None:
        super().__init__(since=since)


class UnitAmbiguous(ChisoError):
    """A bare code names more than one unit; the ids of all are offered."""

    sentence = mark("“{name}” names more than one unit: {candidates}. Write the whole id.")

    def __init__(self, *, name: str, candidates: Iterable[str]) -> None:
        self.candidates = tuple(candidates)
        super().__init__(name=name, candidates=", ".join(self.candidates))


class UnknownName(ChisoError):
    """A unit, node, measure, edition or option that does not exist; offers the nearest that do."""

    sentence = mark("There is no {what} “{name}”. Nearest: {nearest}.")

    def __init__(self, *, what: str, name: str, nearest: Iterable[str]) -> None:
        self.nearest = tuple(nearest)
        super().__init__(what=what, name=name, nearest=", ".join(self.nearest) or "–")


class EditionNotInForce(ChisoError):
    """No edition of the index covers the day or year asked for."""

    sentence = mark("No edition of {index} is in force in {when}. There are: {editions}.")

    def __init__(self, *, index: str, when: str, editions: Iterable[str]) -> None:
        super().__init__(index=index, when=when, editions=", ".join(editions))


class EditionAmbiguous(ChisoError):
    """Two editions of the index cover parts of the year asked for."""

    sentence = mark(
        "More than one edition of {index} covers {when}: {editions}. Name one by its date."
    )

    def __init__(self, *, index: str, when: str, editions: Iterable[str]) -> None:
        super().__init__(index=index, when=when, editions=", ".join(editions))


class EditionNameInvalid(ChisoError):
    """An edition was not named ID@YYYY or ID@YYYY-MM-DD."""

    sentence = mark(
        "“{name}” does not name an edition. Write ID@YYYY or ID@YYYY-MM-DD, for example {example}."
    )

    def __init__(self, *, name: str, example: str) -> None:
        super().__init__(name=name, example=example)


class CovarianceUnknown(ChisoError):
    """Two estimates were added without their covariance."""

    sentence = mark(
        "Two estimates cannot be added without their covariance: the error of the sum depends on "
        "it. "
        "Use first.plus(second, covariance=…); 0 says that they are independent."
    )


class CovarianceImpossible(ChisoError):
    """A covariance was given that two errors of this size cannot have."""

    sentence = mark(
        "The covariance {found} is impossible: that of two estimates is at most the product of "
        "their errors, {most}."
    )

    def __init__(self, *, found: float, most: float) -> None:
        super().__init__(found=found, most=most)


class ComparisonBroken(ChisoError):
    """A change was asked across a declared break of comparability."""

    sentence = mark("{node} cannot be compared between {earlier} and {later}: {reasons}")

    def __init__(self, *, node: str, earlier: str, later: str, reasons: Iterable[object]) -> None:
        super().__init__(node=node, earlier=earlier, later=later, reasons=Listed(reasons))


class IndicesDiffer(ChisoError):
    """A change was asked between evaluations of two indices."""

    sentence = mark("{earlier} and {later} are different indices; their points are not compared.")

    def __init__(self, *, earlier: str, later: str) -> None:
        super().__init__(earlier=earlier, later=later)


class PeriodInvalid(ChisoError):
    """A period is none of the forms that Chiso reads."""

    sentence = mark(
        "“{period}” is no period. Write 2018, 2018-H1, 2018-Q3 or 2018-M05, from 1900 to 2199."
    )

    def __init__(self, *, period: str) -> None:
        super().__init__(period=period)


class MissingRefused(ChisoError):
    """The edition refuses to score while a value is missing."""

    sentence = mark("The edition refuses to score {node} while values are missing: {places}.")

    def __init__(self, *, node: str, places: Iterable[str]) -> None:
        super().__init__(node=node, places="; ".join(places))


class OptionsInvalid(ChisoError):
    """Options of a command do not fit together."""

    sentence = mark("The options do not fit together: {reason}.")

    def __init__(self, *, reason: object) -> None:
        super().__init__(reason=reason)


class ExtraMissing(ChisoError):
    """An optional part of Chiso is not installed."""

    sentence = mark(
        "{feature} needs an optional part. Install it with: pip install 'chiso[{extra}]'"
    )

    def __init__(self, *, feature: str, extra: str) -> None:
        super().__init__(feature=feature, extra=extra)


class FileUnreadable(ChisoError):
    """A file is not there, or is not of a format that Chiso reads."""

    sentence = mark("{path} cannot be read: {reason}")

    def __init__(self, *, path: str, reason: object) -> None:
        super().__init__(path=path, reason=reason)


class FileUnwritable(ChisoError):
    """A file cannot be put where it was asked for."""

    sentence = mark("{path} cannot be written: {reason}")

    def __init__(self, *, path: str, reason: object) -> None:
        super().__init__(path=path, reason=reason)
