"""The stage, with secrets."""

import logging
from collections.abc import Iterator

import pytest

from tests.stage import Stage
from tests.trust.world import Secrets, hide


@pytest.fixture
def secrets(stage: Stage) -> Secrets:
    """What Airport East may not see."""
    return hide(stage)


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Refusals are what is tested here; a thousand warnings about them would hide what failed."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)
