"""Two administrators load at once: the second is checked against what the first has loaded."""

import threading
import time

import pytest
from django.db import connections

from chiso_web.accounts.refusals import ActRefused
from chiso_web.audit.services import SYSTEM
from chiso_web.workdays import services
from chiso_web.workdays.drafts import draft_of, preview_of
from chiso_web.workdays.models import Loading
from tests.web.workdays.lists import LOCAL


@pytest.mark.postgres  # threads share the one connection of an SQLite database in memory
@pytest.mark.django_db(transaction=True)
def test_second_is_checked_against_what_the_first_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []

    def slowly(*args):
        found = preview_of(*args)
        time.sleep(0.5)
        return found

    def load() -> None:
        try:
            services.loading_add(draft_of(Loading.Kind.LOCAL, LOCAL, file_name="a.csv"), by=SYSTEM)
            told.append("loaded")
        except ActRefused:
            told.append("refused")
        finally:
            connections.close_all()

    monkeypatch.setattr(services, "preview_of", slowly)
    both = [threading.Thread(target=load) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(told) == ["loaded", "refused"]
    assert Loading.objects.count() == 1
