"""Pages of improvement, on the day of the story."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.cast import NOW


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The wall clock stands shortly after what the tests prepare."""
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(minutes=5))
