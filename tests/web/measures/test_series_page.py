"""The page of a series: its sentence, its chart, where every value came from."""

from datetime import date, timedelta

from django.test import Client
from django.utils import timezone

from pilothouse.improvement.operations import plan_action
from pilothouse.measures.models import Intake, Series, Signal
from pilothouse.measures.operations import change_indicator, set_baseline, set_target
from pilothouse.measures.queries import chart_of
from pilothouse.reviews.operations import Forecast, decide
from pilothouse.strategy.models import Objective
from pilothouse.strategy.operations import set_objective
from tests.cast import Cast, act
from tests.measures.numbers import STEADY, record, series_of, week
from tests.web.measures.conftest import TODAY
from tests.web.measures.pages import queries, words


def url(series: Series) -> str:
    return f"/series/{series.pk}/"


def objective_of(cast: Cast) -> Objective:
    return set_objective(
        act(cast.leader), unit=cast.office, owner=cast.leader, title="Reliable departures", due=date(2026, 12, 31)
    )


def test_it_begins_with_the_judgement(changed: Series, owner: Client) -> None:
    text = words(owner.get(url(changed)))
    assert "Lower since week 6 by about 10.2 points: from 50.2 to 40.0 %." in text
    assert "By chance about once in " in text


def test_what_is_over_is_told_as_past(cast: Cast, owner: Client) -> None:
    series = series_of(cast)
    record(cast.quality, series, [*STEADY, *STEADY, *STEADY, 40.0, 39.0, 41.0, 40.0, 50.0, 51.0], first=6)
    text = words(owner.get(url(series)))
    assert "Was lower from week 4 to week 7, by about 10.2 points to 40.0 %; inside its limits again." in text
    assert "ower since" not in text
    home = words(owner.get("/performance/"))
    assert "lower from week 4 to week 7" in home
    assert "lower since" not in home


def test_one_value_that_stood_out_is_told_with_its_period(cast: Cast, owner: Client) -> None:
    series = series_of(cast)
    record(cast.quality, series, [*STEADY, *STEADY, *STEADY, 5.0, 50.0, 51.0], first=9)

    assert "Was lower in week 7, by about 45.2 points to 5.0 %; inside" in words(owner.get(url(series)))
    assert "lower in week 7" in words(owner.get("/performance/"))


def test_what_a_baseline_left_out_is_named_as_a_period(changed: Series, quality: Client, cast: Cast) -> None:
    set_baseline(
        act(cast.quality), changed, first=week(0), last=week(20), reason="Without the storm", left_out=[week(4)]
    )
    text = words(quality.get(url(changed)))
    assert "Left out: week 6 of 2025." in text
    assert "2025-02-03" not in text


def test_a_steady_series_says_its_range(cast: Cast, quality: Client) -> None:
    series = series_of(cast)
    record(cast.quality, series, STEADY * 3, first=12)
    assert "Steady: it moves between" in words(quality.get(url(series)))


def test_few_none_and_equal_values_are_told_honestly(cast: Cast, quality: Client) -> None:
    empty, young, constant = (series_of(cast, title=title) for title in ("Empty", "Young", "Constant"))
    record(cast.quality, young, STEADY[:3], first=57)
    record(cast.quality, constant, [7.0] * 20, first=40)
    assert "No values yet" in words(quality.get(url(empty)))
    assert "3 values so far; 6 more and it can be judged." in words(quality.get(url(young)))
    assert "Every value is the same" in words(quality.get(url(constant)))


def test_the_target_is_judged_by_what_the_process_can_do(cast: Cast, quality: Client) -> None:
    series = series_of(cast)
    record(cast.quality, series, STEADY * 3, first=12)
    set_target(act(cast.quality), series, value=58.0, by=date(2026, 12, 31))
    content = quality.get(url(series)).content
    assert b"out of reach without a change" in content
    assert b"pbc-target" in content


def test_the_line_above_the_title_is_the_one_of_every_why(cast: Cast, changed: Series, quality: Client) -> None:
    told, aimed = objective_of(cast), objective_of(cast)
    fields = ("title", "definition", "unit_of_measure", "value_kind", "direction", "frequency")
    given = {name: getattr(changed.indicator, name) for name in fields}
    change_indicator(act(cast.quality), changed.indicator, **given, objectives=[told])
    set_target(act(cast.leader), changed, value=58.0, by=date(2026, 12, 31), objective=aimed)
    signal = Signal.objects.get(series=changed)
    for address in (url(changed), f"/{signal.code}/"):
        crumbs = quality.get(address).content.decode().partition('class="crumbs"')[2].partition("</nav>")[0]
        assert f'href="/{aimed.code}/"' in crumbs
        assert f'href="/{told.code}/"' not in crumbs


def test_chart_signals_and_what_was_done_on_one_axis(cast: Cast, changed: Series, quality: Client) -> None:
    set_baseline(act(cast.quality), changed, first=week(0), last=week(20), reason="Before the new plan")
    origin = objective_of(cast)
    action = plan_action(
        act(cast.quality), origin=origin, title="Restore buffers", owner=cast.owner, due=date(2026, 4, 1),
        purpose="initiative", series=changed,
    )  # fmt: skip
    forecast = Forecast(
        series=changed, direction="up", size=5.0, by=date(2026, 6, 1), confidence=70, effect_from=date(2026, 3, 9)
    )
    decision = decide(
        act(cast.leader), unit=cast.office, owner=cast.leader, due=date(2026, 6, 1), title="Longer turnarounds",
        choice="Ten minutes more", reason="Cheapest", about=origin, forecast=forecast,
    )  # fmt: skip
    response = quality.get(url(changed))
    content = response.content.decode()
    assert "pbc-mark" in content
    assert "pbc-baseline" in content
    assert f'href="/{action.code}/"' in content
    assert f'href="/{decision.code}/"' in content
    text = words(response)
    assert "Restore buffers" in text
    assert "Before the new plan" in text


def test_signals_and_baselines_of_earlier_times_stay_on_the_chart(
    cast: Cast, changed: Series, signal: Signal, quality: Client
) -> None:
    spans = ((0, 20), (44, 59))
    for hour, (first, last) in enumerate(spans, 1):
        by = act(cast.quality, later=timedelta(hours=hour))
        set_baseline(by, changed, first=week(first), last=week(last), reason=f"Baseline {hour}")
    page = quality.get(url(changed)).content.decode()
    assert page.count('class="pbc-baseline pbc-old"') == 2, "one for desk and one for phone"
    assert "An earlier baseline, from" in page
    assert f"worse · {signal.code}" in page
    assert "earlier baseline</td>" in page


def test_a_baseline_that_a_later_one_reaches_over_keeps_its_limits(cast: Cast, changed: Series) -> None:
    old = set_baseline(
        act(cast.quality, later=timedelta(hours=1)), changed, first=week(10), last=week(30), reason="One"
    )
    set_baseline(act(cast.quality, later=timedelta(hours=2)), changed, first=week(5), last=week(50), reason="Two")
    judged = chart_of(changed, TODAY)
    (replaced,) = judged.replaced
    assert replaced.baseline == (10, 30)
    assert (replaced.first, replaced.last) == (10, 59)
    assert replaced.centre[-1] != judged.centre[-1]
    then = chart_of(changed, TODAY, limits_of=old.at)
    assert then.centre[-1] == replaced.centre[-1]
    assert then.replaced == ()


def test_until_when_a_replaced_baseline_held_is_told_by_the_day_of_the_organisation(
    cast: Cast, changed: Series
) -> None:
    """Half past midnight in Oslo, the evening before in Greenwich and in Honolulu, whoever asks from wherever."""
    record(cast.quality, changed, [40.0], first=60)
    for hours, first in ((1, 10), (14, 5)):
        later = timedelta(hours=hours, minutes=30)
        set_baseline(act(cast.quality, later=later), changed, first=week(first), last=week(50), reason="R")
    for zone in ("Pacific/Kiritimati", "Pacific/Honolulu"):
        with timezone.override(zone):
            assert [one.last for one in chart_of(changed, TODAY).replaced] == [60]


def test_each_value_shows_where_it_came_from_and_what_it_replaced(cast: Cast, changed: Series, owner: Client) -> None:
    record(cast.owner, changed, [44.0], first=59, reason="Counted twice")
    response = owner.get(url(changed))
    text = words(response)
    assert response.content.count(b'class="superseded"') == 1
    assert "Counted twice" in text
    assert "44.0 %" in text
    assert "superseded: 40.0 %" in text


def test_the_provenance_of_an_intake_in_full(cast: Cast, changed: Series, owner: Client, stranger: Client) -> None:
    intake = Intake.objects.get()
    path = f"{url(changed)}intakes/{intake.pk}/"
    text = words(owner.get(path))
    assert intake.rows_digest in text
    assert "Quality manager" in text
    assert stranger.get(path).status_code == 404
    other = series_of(cast, unit=cast.west, title="Other")
    assert owner.get(f"{url(other)}intakes/{intake.pk}/").status_code == 404


def test_a_waiting_signal_asks_for_its_answer(changed: Series, signal: Signal, owner: Client, reader: Client) -> None:
    assert "Explain Open an issue Join an open issue Register a risk New baseline" in words(owner.get(url(changed)))
    assert "Open an issue" not in words(reader.get(url(changed)))
    assert "Station manager East" in words(reader.get(url(changed)))


def test_the_line_of_sight_leads_up_to_the_objective(cast: Cast, quality: Client) -> None:
    objective = objective_of(cast)
    series = series_of(cast, objectives=[objective])
    content = quality.get(url(series)).content.decode()
    assert content.index(f'href="/{objective.code}/"') < content.index("<h1")


def test_what_one_may_not_see_is_not_there(changed: Series, stranger: Client) -> None:
    assert stranger.get(url(changed)).status_code == 404
    assert stranger.get("/series/999999/").status_code == 404


def test_queries_do_not_grow_with_values_or_corrections(cast: Cast, owner: Client) -> None:
    series = series_of(cast)
    record(cast.quality, series, STEADY, first=10)

    def more() -> None:
        record(cast.quality, series, [*STEADY, *STEADY], first=26)
        for number in range(5):
            record(cast.owner, series, [60.0 + number], first=56, reason="Again")

    assert queries(owner, url(series), more) == queries(owner, url(series))
