"""The project's own user model, from the first migration."""

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction

from chiso_web.accounts.models import User


def test_user_model_is_our_own() -> None:
    assert get_user_model() is User


@pytest.mark.django_db
def test_sign_in_name_is_needed_and_unique() -> None:
    User.objects.create(username="an", full_name="Nguyễn Văn An")
    for name in ("an", ""):
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.create(username=name, full_name="Trần Thị Bình")
