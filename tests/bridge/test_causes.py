"""What explains the danger of an objective: where there is more than can be told, what was foreseen is told."""

import pytest

from pilothouse.bridge import causes
from pilothouse.bridge.alignment import aims
from pilothouse.improvement.operations import open_issue
from pilothouse.strategy.operations import check_context
from tests.cast import NOW, Cast, act
from tests.strategy.ground import assumed
from tests.web.strategy.aims import DUE, aims_of


def test_much_that_went_wrong_pushes_out_nothing_that_was_foreseen(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    found = aims_of(cast)
    fallen = assumed(cast, objectives=[found.top])
    check_context(act(cast.owner), fallen, finding="fall", note="It is gone.")
    for turn in range(3):
        open_issue(
            act(cast.owner), origin=found.low, title=f"Trouble {turn}", owner=cast.owner, due=DUE, severity="serious",
            series=found.series,
        )  # fmt: skip
    monkeypatch.setattr(causes, "MOST", 2)
    monkeypatch.setattr(causes, "_ROWS", type(causes._ROWS)(causes._rows))
    told = causes.causes_of(cast.leader, aims(cast.leader, NOW.date()))
    assert [cause.record.pk for cause in told[found.top.pk]] == [fallen.pk]
    assert [cause.record.kind for cause in told[found.low.pk]] == ["issue"]
