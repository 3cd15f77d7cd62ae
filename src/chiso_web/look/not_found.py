"""A page that does not exist, with the nearest ones that do."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404


@dataclass(frozen=True, slots=True)
class Offer:
    """A page to go to instead."""

    name: str
    address: str


class PageMissing(Http404):
    """Raised by a view that knows what was meant; the error page shows ``offers``."""

    def __init__(self, *, title: str, sentence: str, offers: Sequence[Offer]) -> None:
        self.title = title
        self.sentence = sentence
        self.offers = tuple(offers)
        super().__init__(title)
