"""Where somebody acted in a stretch that had just changed, the comparison says so, and against what was before it."""

from datetime import date

from pilothouse.measures.models import Signal
from pilothouse.measures.queries import trace_of
from pilothouse.measures.shifts import shift_on
from pilothouse.spc import Verdict
from pilothouse.web.measures.levels import told_of_level
from tests.cast import Cast
from tests.house.test_queries import signed_in
from tests.measures.numbers import STEADY, record, series_of, week
from tests.stage import Stage


def test_a_return_by_itself_is_not_told_as_an_effect(cast: Cast) -> None:
    """Weeks 16 to 27 are ten below; then it is as it always was, whatever somebody did in week 28."""
    series = series_of(cast)
    record(cast.member, series, STEADY)
    record(cast.member, series, [40.0 + number % 2 for number in range(12)], first=16)
    assert Signal.objects.get().onset == week(16)

    def told(day: date) -> list[str]:
        trace = trace_of(series)
        return told_of_level(series, day, 8, trace, shift_on(series, day, 8, trace))

    began = f"“Before” begins with a change: 40.5 % on average since {week(16):%-d %b %Y}, 50.2 % before that."
    back = "What had just changed often goes back by itself."
    assert told(week(28)) == [began, back]  # nothing came yet that could be compared
    # Fewer than eight values of it are not cut out, but told all the same.
    assert f"holds a change that began on {week(16):%-d %b %Y}, 6 values earlier" in told(week(22))[0]
    assert told(week(22))[-1].endswith("still worse than before that change.")
    record(cast.member, series, STEADY, first=28)
    assert shift_on(series, week(28), 8).verdict is Verdict.BETTER
    *_, against = told(week(28))
    assert against.startswith("Against the level before that change the effect is ")
    assert against.endswith(": not to be told apart from a return to it by itself.")
    assert told(week(12)) == []  # there was no change yet
    record(cast.member, series, STEADY, first=44)
    assert told(week(60)) == []  # the change lies further back than "before" reaches


def test_decisions_and_proofs_say_it_to_whom_sees_the_numbers(stage: Stage) -> None:
    """Nine weeks before both a change began in the series that they are measured on."""
    words = "“Before” begins with a change: "
    client = signed_in(stage.cast.leader)
    assert all(
        words in client.get(f"/{record.code}/").content.decode() for record in (stage.decision, stage.verification)
    )
