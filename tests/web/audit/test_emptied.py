"""Tests in transactions of their own, which end with every table emptied, the trail's too."""

import pytest
from django.db import connection, transaction

from chiso_web.audit.append_only import guards_missing
from chiso_web.audit.models import Head
from chiso_web.audit.services import SYSTEM, record


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", [1, 2])
def test_a_test_in_transactions_of_its_own_begins_with_an_empty_trail(time: int) -> None:
    assert not Head.objects.exists()
    with transaction.atomic():
        entry = record(app="files", unit="", actor=SYSTEM, action="file.lost", subject="file 3f2a")
    assert entry.number == 1
    assert guards_missing(connection) == []
