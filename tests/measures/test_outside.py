"""Which indicators only tell of the world outside."""

from typing import Any

from pilothouse.measures.outside import outside
from pilothouse.strategy.operations import name_context_issue, set_objective
from tests.bridge.stage import LATER, indicator
from tests.cast import Cast, act


def test_what_tells_of_the_world_outside_and_serves_nothing(cast: Cast) -> None:
    by, words = act(cast.leader), {"unit": cast.office, "owner": cast.leader}
    aim = set_objective(by, title="Leave on time", due=LATER, **words)
    weather, inner, served = (
        indicator(cast, title, **more)
        for title, more in (("Weather", {}), ("Shifts", {}), ("Queue", {"objectives": [aim]}))
    )
    given: dict[str, Any] = {"text": "It bears on us.", "every": 365, **words}
    for title, of, side in (("One sky", weather, "outside"), ("Staff", inner, "inside"), ("Runway", served, "outside")):
        name_context_issue(by, title=title, told_by=of, side=side, **given)
    assert outside() == {weather.pk}
