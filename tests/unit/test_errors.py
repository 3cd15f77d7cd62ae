"""One class a fault; each keeps its facts and is told in both languages."""

import inspect
import string

import pytest

from chiso import errors
from chiso.errors import ChisoError, Fault, FaultsFound, UnknownName
from chiso.wording import tell

CLASSES = [
    one
    for _, one in inspect.getmembers(errors, inspect.isclass)
    if issubclass(one, ChisoError) and one is not ChisoError
]


def made(kind: type[ChisoError]) -> ChisoError:
    """An error of the class with plain facts."""
    facts: dict[str, object] = {}
    for name in inspect.signature(kind).parameters:
        facts[name] = ["x"] if name in ("nearest", "editions", "reasons", "places") else "x"
        if name == "faults":
            facts[name] = [Fault("x:1", "the key “{expected}” is missing", {"expected": "y"})]
    if kind is errors.CovarianceUnknown:
        return kind()
    return kind(**facts)


@pytest.mark.parametrize("kind", CLASSES)
def test_an_error_is_told_in_both_languages(kind: type[ChisoError]) -> None:
    error = made(kind)
    assert tell(error, "en") == str(error)
    assert tell(error, "vi") != str(error)
    assert not set("{}") & set(tell(error, "vi"))


@pytest.mark.parametrize("kind", CLASSES)
def test_an_error_keeps_the_facts_that_its_sentence_names(kind: type[ChisoError]) -> None:
    named = {name for _, name, _, _ in string.Formatter().parse(kind.sentence) if name}
    assert named <= set(made(kind).facts)


@pytest.mark.parametrize("kind", CLASSES)
def test_a_sentence_ends_as_sentences_do(kind: type[ChisoError]) -> None:
    assert kind.sentence[-1] in ".}'"


def test_every_fault_is_one_line_below_the_sentence() -> None:
    faults = [Fault("a:1", "empty"), Fault("b:2", "empty")]
    assert str(FaultsFound(what="a", faults=faults)) == (
        "Faults found in a: 2.\n  a:1: empty\n  b:2: empty"
    )


def test_nothing_near_is_said_with_a_dash() -> None:
    assert str(UnknownName(what="unit", name="x", nearest=[])) == (
        "There is no unit “x”. Nearest: –."
    )
