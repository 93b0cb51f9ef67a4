"""Who marked whose homework is asked of the moment at which it was marked: what changes hands later changes nothing."""

from datetime import date, timedelta

from pilothouse.improvement.models import Action
from pilothouse.improvement.operations import close_issue, reopen_issue, verify_effect
from pilothouse.mirror.counting import Span, count_all, span_up_to
from pilothouse.mirror.rules import Sum
from pilothouse.organisation.models import Person
from pilothouse.records.models import Record
from pilothouse.records.operations import hand_over
from pilothouse.reviews.operations import carry_out_decision, judge_decision
from tests.cast import NOW, Cast, act
from tests.improvement.story import AFTER_SAME, line, opened, watched
from tests.reviews.story import decided, forecast, series_of

MARCH, DAY = date(2026, 3, 1), timedelta(days=1)


def span(cast: Cast) -> Span:
    return span_up_to(NOW + 125 * DAY, cast.organisation.tz)


def own(cast: Cast, name: str, month: date = MARCH) -> tuple[float, float]:
    """How many were confirmed by whose they were, of how many."""
    total: Sum = count_all(span(cast))[name].months[month]
    return total.numerator, total.denominator


def pass_on(cast: Cast, record: Record, owner: Person, days: int) -> None:
    hand_over(act(cast.quality, later=days * DAY), Record.objects.get(pk=record.pk), owner=owner)
    record.refresh_from_db()


def test_an_effect_is_asked_for_the_owner_of_that_moment(cast: Cast) -> None:
    proof = watched(cast, line(cast, AFTER_SAME))
    action = Action.objects.get(pk=proof.origin_id)
    pass_on(cast, action, cast.owner, 1)
    verify_effect(act(cast.owner, later=2 * DAY), proof, verdict="no_change", reason="Flat.")
    assert own(cast, "self-verified") == (1, 1)
    pass_on(cast, action, cast.leader, 3)  # it is open again
    pass_on(cast, action, cast.member, 4)
    assert own(cast, "self-verified") == (1, 1), "whoever owns it today was not asked"


def test_who_did_it_confirms_their_own_deed_whoever_owns_it(cast: Cast) -> None:
    proof = watched(cast, line(cast))  # by the member
    pass_on(cast, Action.objects.get(pk=proof.origin_id), cast.leader, 1)
    pass_on(cast, proof, cast.member, 1)
    verify_effect(act(cast.member, later=2 * DAY), proof, verdict="better", reason="As the chart shows.")
    assert own(cast, "self-verified") == (1, 1)


def test_who_owns_it_only_later_has_not_confirmed_their_own(cast: Cast) -> None:
    proof = watched(cast, line(cast, AFTER_SAME))
    verify_effect(act(cast.owner, later=DAY), proof, verdict="no_change", reason="Flat.")
    pass_on(cast, Action.objects.get(pk=proof.origin_id), cast.owner, 2)
    assert own(cast, "self-verified") == (0, 1)
    assert own(cast, "proved-at-once") == (0, 1), "what was opened again had its day of doing"


def test_a_decision_is_asked_for_its_owner_and_for_who_carried_it_out(cast: Cast) -> None:
    series = series_of(cast)
    carried, passed = (decided(cast, expect=forecast(series)) for _turn in range(2))
    carry_out_decision(act(cast.owner, later=20 * DAY), carried)
    carry_out_decision(act(cast.leader, later=20 * DAY), passed)
    for decision in (carried, passed):
        pass_on(cast, decision, cast.quality, 21)
    for decision in (carried, passed):
        judge_decision(act(cast.leader, later=100 * DAY), decision, note="Nobody can tell.", untellable=True)
    assert own(cast, "self-judged", date(2026, 6, 1)) == (1, 2)


def test_problems_closed_by_their_own_owner_are_counted_by_themselves(cast: Cast) -> None:
    issues = [opened(cast, severity="slight") for _turn in range(2)]
    for turn, (issue, closer) in enumerate(zip(issues, (cast.owner, cast.quality), strict=True)):
        close_issue(act(closer, later=turn * DAY), issue, lesson="Inspect pins monthly.")
    for issue in issues:  # whoever takes them up again was not who closed them
        due = (NOW + 30 * DAY).date()
        reopen_issue(act(cast.quality, later=2 * DAY), issue, reason="Again.", owner=cast.quality, due=due)
    assert own(cast, "self-closed") == (1, 2)
    assert own(cast, "self-verified") == (0, 0), "with a denominator of its own"
