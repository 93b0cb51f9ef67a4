"""A target out of reach without a change asks its owner for a decision, until something serves it or it is borne."""

from collections.abc import Callable
from datetime import date

from django.test import Client

from pilothouse.bridge.my_work import my_work
from pilothouse.bridge.unmet import unserved
from pilothouse.measures.models import Acceptance
from pilothouse.measures.operations import set_target
from pilothouse.organisation.models import Person
from pilothouse.reviews.operations import decide
from pilothouse.strategy.operations import set_objective
from tests.bridge.stage import STEADY, day, indicator, line
from tests.cast import EVENING, Cast, act
from tests.web.measures.pages import words

YEAR_END, SPRING = date(2026, 12, 31), date(2026, 4, 1)
ASKS = "Decide, its target is out of reach without a change"


def test_it_asks_is_borne_asks_again_and_is_served(cast: Cast, signed_in: Callable[[Person], Client]) -> None:
    objective = set_objective(act(cast.leader), unit=cast.office, owner=cast.leader, title="On time", due=YEAR_END)
    series = line(cast, indicator(cast), cast.east, STEADY)
    set_target(act(cast.leader), series, value=95.0, by=YEAR_END, objective=objective)
    leader = signed_in(cast.leader)

    def asked(after: int = 0) -> list[str]:
        return [str(one.what) for one in my_work(cast.leader, day(after))]

    assert asked() == [ASKS]
    assert not unserved(cast.west_owner, day(0)).exists()  # not their airport
    assert '<a href="/OBJ-0001/unmet/"><b>On time</b></a>' in leader.get("/bridge/").content.decode()
    assert '<a href="/OBJ-0001/unmet/"><b>On time</b></a>' in leader.get("/my-work/").content.decode()
    assert "Asks for a decision" in words(leader.get("/OBJ-0001/"))
    page = leader.get("/OBJ-0001/unmet/").content.decode()
    assert 'href="/reviews/decide/?about=OBJ-0001"' in page
    assert "under 5" in page
    assert "not capable without a change" in page
    assert f'<option value="{series.pk}" selected>' in leader.get("/reviews/decide/?about=OBJ-0001").content.decode()
    target = series.targets.get()
    wrong = leader.post("/OBJ-0001/unmet/", {"target": target.pk, "reason": "Later", "until": "2027-06-01"})
    assert (wrong.status_code, Acceptance.objects.count()) == (422, 0)
    given = {"target": target.pk, "reason": "The runway is closed", "until": SPRING.isoformat()}
    assert signed_in(cast.west_owner).post("/OBJ-0001/unmet/", given).status_code == 404
    assert leader.post("/OBJ-0001/unmet/", given).status_code == 302
    assert asked() == []
    assert "Borne knowingly" in words(leader.get("/OBJ-0001/"))
    told = words(leader.get("/OBJ-0001/unmet/"))
    assert "The runway is closed (Managing director, asked again on 1 Apr )" in told
    assert "Nothing asks for a decision here" in told
    assert asked((SPRING - day(0)).days) == [ASKS]
    decide(
        act(cast.leader, later=EVENING), unit=cast.office, owner=cast.member, title="More buffer", choice="Ten minutes",
        reason="It is cheap", due=SPRING, about=objective,
    )  # fmt: skip
    assert asked((SPRING - day(0)).days) == []


def test_it_is_asked_apart_from_what_is_merely_in_danger(cast: Cast, signed_in: Callable[[Person], Client]) -> None:
    words = {"unit": cast.office, "owner": cast.leader, "due": YEAR_END}
    values = {"No way": 95.0, "Seldom": 72.0, "Seldom, too": 72.0}
    for title, value in values.items():
        aim = set_objective(act(cast.leader), title=title, **words)
        series = line(cast, indicator(cast, f"Measure of {title}"), cast.east, STEADY)
        set_target(act(cast.leader), series, value=value, by=YEAR_END, objective=aim)
    text = " ".join(signed_in(cast.leader).get("/bridge/").content.decode().split())
    asks, danger = f'{ASKS}: <a href="/OBJ-0001/unmet/">', "2 objectives are in danger, and nobody works on them"
    assert 0 < text.index(asks) < text.index(danger)
