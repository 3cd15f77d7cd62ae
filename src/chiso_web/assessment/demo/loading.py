"""Loading the demonstration: once, again when the program draws it otherwise, and its running
round anew once self-scoring would be over.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from chiso.synthesis import MARK
from chiso_web.accounts.models import User
from chiso_web.assessment.demo.cast import people_make
from chiso_web.assessment.demo.finished import Past, finished_past, history_past, past_make
from chiso_web.assessment.demo.rounds import FINISHED, HISTORY, RUNNING
from chiso_web.assessment.demo.running import running_make
from chiso_web.assessment.models import Entrant, RankGroup, Round
from chiso_web.results.models import Dataset, Evaluation, Observation
from chiso_web.results.synthetic import synthetic_fingerprint, synthetic_load

NAME, LANGUAGE = "demo", "vi"
STEPS = ("demo 2018", "demo 2025", "demo 2026")
PAST = (HISTORY, FINISHED)


def rounds_are_real() -> bool:
    """Whether somebody runs a round of their own here: then nothing is ever loaded beside it."""
    return Round.objects.filter(synthetic=False).exists()


def demo_is_loaded() -> bool:
    """Whether all three rounds are there as this program makes them, the running one still open."""
    return past_is_loaded() and running_is_loaded()


def past_is_loaded() -> bool:
    """Whether the finished rounds are there, and their results the official ones."""
    loaded = Dataset.objects.filter(name=NAME, fingerprint=_fingerprint()).exists()
    return loaded and not _drawn_anew()


def _drawn_anew() -> bool:
    """Whether synthetic results without a decision stand where those of the rounds would."""
    rounds = Round.objects.filter(slug__in=PAST)
    found = {
        (group.index, one.period)
        for one in rounds.prefetch_related("groups")
        for group in one.groups.all()
    }
    official = Evaluation.objects.exclude(decision="").values_list("index", "period")
    return not found or not found <= set(official)


def running_is_loaded() -> bool:
    """Whether the running round is there and its self-scoring not over yet."""
    last = RankGroup.objects.filter(round__slug=RUNNING).order_by("-self_until").first()
    return last is not None and timezone.localdate() <= last.self_until


def demo_load() -> Iterator[str]:
    """Make what is not there; names each of ``STEPS`` when it is done."""
    whole = not past_is_loaded()
    people = people_make()
    if whole:
        Dataset.objects.filter(name=NAME).delete()
        _clear(RUNNING, *PAST)
    for step, past in zip(STEPS, (history_past, finished_past), strict=False):
        if whole:
            _made(partial(_past_load, past, people))
        yield step
    if whole or not running_is_loaded():
        _clear(RUNNING)
        after = Round.objects.get(slug=FINISHED)
        _made(lambda: running_make(people, after=after, today=timezone.localdate()))
    Dataset.objects.update_or_create(name=NAME, defaults={"fingerprint": _fingerprint()})
    yield STEPS[-1]


def _past_load(past: Callable[[], Past], people: Mapping[str, User]) -> Round:
    return past_make(past(), people)


def _made(make: Callable[[], Round]) -> None:
    """One round, whole or not at all; what it says in the forms is Vietnamese."""
    with override(LANGUAGE), transaction.atomic():
        make()


@transaction.atomic
def _clear(*slugs: str) -> None:
    """Take rounds of the demonstration away, with what they published; never a real one."""
    rounds = list(Round.objects.filter(slug__in=slugs, synthetic=True))
    Round.objects.filter(copied_from__in=rounds).update(copied_from=None)
    for one in rounds:
        _results_clear(one)
        Entrant.objects.filter(round=one).delete()  # groups are protected while they are there
        one.delete()
    if any(one.slug in PAST for one in rounds):
        for _step in synthetic_load():  # as drawn, without what appraisers changed
            pass


def _results_clear(one: Round) -> None:
    """What a round gave the index; of the running one, where somebody played it to the end."""
    indices = [group.index for group in one.groups.all()]
    Evaluation.objects.filter(index__in=indices, period=one.period, synthetic=True).delete()
    units = one.entrants.values("unit")
    drawn = Observation.objects.filter(period=one.period, unit__in=units)
    drawn.filter(source__startswith=MARK.vi).delete()


def _fingerprint() -> str:
    """SHA-256 of what the synthetic results are drawn from, and of this package."""
    digest = hashlib.sha256(synthetic_fingerprint().encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
