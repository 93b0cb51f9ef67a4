"""Plain words on screens, an auditor's words where an auditor reads: each kind of record has both."""

import re
from collections.abc import Callable
from pathlib import Path

from django.test import Client

from pilothouse.organisation.models import Person
from pilothouse.records.models import record_types
from tests.stage import Stage


def test_every_kind_has_a_word_of_the_standard_and_it_stands_in_the_documents() -> None:
    text = (Path(__file__).parents[2] / "docs" / "words.md").read_text()
    for kind in (model.KIND for model in record_types().values()):
        assert re.fullmatch(r".+ \([\d., ]+\)", str(kind.formal)), kind.name
        assert str(kind.formal).partition(" (")[0] in text, kind.name


def test_auditors_read_it_and_others_are_spared(stage: Stage, signed_in: Callable[[Person], Client]) -> None:
    page, cast = f"/{stage.issue.code}/", stage.cast
    assert "nonconformity or opportunity" in signed_in(cast.auditor).get(page).content.decode()
    assert "nonconformity or opportunity" not in signed_in(cast.owner).get(page).content.decode()
    minutes = signed_in(cast.leader).get(f"/{stage.review.code}/minutes/").content.decode()
    assert "management review (9.3)" in minutes
