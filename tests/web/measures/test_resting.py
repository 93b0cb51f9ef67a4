"""What our numbers rest on: counts by label, decisions on weak numbers, and the cheapest upgrade with the way to it."""

import csv
import io
from collections.abc import Callable
from datetime import date

from django.test import Client

from pilothouse.measures.models import Direction, Series
from pilothouse.measures.operations import record_measurements
from pilothouse.measures.trust import Label, Trust
from pilothouse.organisation.models import Person
from pilothouse.reviews.models import Decision
from pilothouse.reviews.operations import Forecast, decide
from pilothouse.reviews.queries import Resting
from pilothouse.web.measures.resting import DecisionLine
from tests.cast import Cast, act
from tests.measures.numbers import STEADY, record, rows_of, series_of
from tests.web.measures.pages import words

PAGE = "/performance/trust/"


def test_weak_numbers_their_decisions_and_what_would_lift_them(
    cast: Cast, quality: Client, signed_in: Callable[[Person], Client]
) -> None:
    leader = signed_in(cast.leader)
    assert "Nothing is measured yet" in words(quality.get(PAGE))
    weak, sound = series_of(cast, title="Weak one"), series_of(cast, title="Sound one")
    record(cast.quality, weak, STEADY, first=30)
    record_measurements(act(cast.quality), unit=sound.unit, rows=rows_of(sound, STEADY, first=44), route="source")
    for series in (weak, sound):
        decide(
            act(cast.leader), unit=cast.east, owner=cast.leader, title=f"Act on {series.indicator.title}",
            choice="Buffers", reason="It costs little", due=date(2026, 4, 1),
            forecast=Forecast(
                series=series, direction=Direction.UP, size=2.0, by=date(2026, 9, 1), confidence=70
            ),
        )  # fmt: skip
    page = quality.get(PAGE)
    text = words(page)
    assert "Decisions that rest on C or D 1" in text
    assert "Act on Weak one" in text
    assert "Act on Sound one" not in text
    assert f'<a href="/series/{weak.pk}/value/">bring in the overdue values: then C</a>' in page.content.decode()
    assert text.rindex("Weak one, EST") < text.index("Sound one, EST")
    assert "Sound one" not in words(quality.get(PAGE, {"trust": "weak"}))
    rows = list(
        csv.DictReader(
            io.StringIO(quality.get(PAGE, {"format": "csv", "trust": "weak"}).getvalue().decode("utf-8-sig"))
        )
    )
    assert [(row["Indicator and unit"], row["Cheapest upgrade"]) for row in rows] == [
        ("Weak one, EST", "bring in the overdue values: then C")
    ]
    listed = words(leader.get("/reviews/decisions/", {"trust": "weak"}))
    assert "Act on Weak one" in listed
    assert "Act on Sound one" not in listed
    bridge = words(leader.get("/bridge/"))
    assert "data trust B : half of the series or more are at least so good: 1 B, 1 D" in bridge
    assert "1 decision rests on data of trust C or D" in bridge
    told = words(leader.get("/D-0001/"))
    assert "data trust D: its next value is overdue, entered by hand, it belongs to no process" in told


def test_a_decision_is_as_weak_as_the_weakest_of_its_numbers() -> None:
    on = [Resting(1, Series(), Trust(label, {})) for label in (Label.C, Label.D)]
    assert DecisionLine(Decision(), on).weakest is Label.D
