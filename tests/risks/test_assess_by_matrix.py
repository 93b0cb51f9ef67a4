"""Rating by the matrix."""

import pytest

from pilothouse.risks.models import Assessment
from pilothouse.risks.operations import assess_by_matrix
from pilothouse.trail.act import NotAllowed, Refused
from tests.cast import Cast, act
from tests.risks.story import chance, risk


def test_each_rating_is_kept_and_the_latest_counts(cast: Cast) -> None:
    found = risk(cast)
    assess_by_matrix(act(cast.owner), found, likelihood=4, impact=5, basis="Two broke last week")
    assess_by_matrix(act(cast.owner), found, likelihood=2, impact=5)
    found.refresh_from_db()
    assert (found.likelihood, found.impact, found.score) == (2, 5, 10)
    assert [(one.likelihood, one.impact) for one in Assessment.objects.all()] == [(4, 5), (2, 5)]


def test_an_opportunity_is_rated_alike(cast: Cast) -> None:
    found = chance(cast)
    assess_by_matrix(act(cast.owner), found, likelihood=3, impact=3)
    assert found.score == 9


@pytest.mark.parametrize(
    ("likelihood", "impact", "field"), [(0, 1, "likelihood"), (6, 1, "likelihood"), (1, 6, "impact")]
)
def test_only_levels_that_exist(cast: Cast, likelihood: int, impact: int, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        assess_by_matrix(act(cast.owner), risk(cast), likelihood=likelihood, impact=impact)
    assert refusal.value.field == field


def test_members_do_not_rate(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        assess_by_matrix(act(cast.member), risk(cast), likelihood=1, impact=1)
