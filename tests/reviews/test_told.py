"""What stands with each input and what of it is missing: words about counted facts, without a database."""

from datetime import UTC, date, datetime

from pilothouse.measures.queries import Coverage
from pilothouse.reviews.queries.inputs.facts import Facts, Tally
from pilothouse.reviews.queries.inputs.told import told_by_records

EARLY, LATE = datetime(2026, 1, 5, tzinfo=UTC), datetime(2026, 7, 12, tzinfo=UTC)


def tally(of: str, state: str, count: int = 1, *, ended: bool = False, late: int = 0, at: datetime = EARLY) -> Tally:
    return Tally(of, state, ended, count, late, ownerless=0, new=0, changed=0, latest=at)


def facts(*tallies: Tally) -> Facts:
    return Facts(tallies, Coverage(0, 0, 0, 0), date(2026, 6, 1))


def test_context_is_issues_and_assumptions_with_those_that_fell() -> None:
    told = told_by_records(
        "context",
        facts(
            tally("context", "holds", 3), tally("climate", "holds"), tally("assumption", "changed", late=1),
            tally("assumption", "fallen", at=LATE),
        ),
    )  # fmt: skip
    (sentence,) = told.sentences
    assert sentence == ("3 issues outside or inside, 2 assumptions, 1 changed, 1 assumption that no longer holds.")
    assert told.latest == LATE
    assert (told.have, told.wanted, told.missing) == (5, 6, ["1 not checked by its day"])
    alone = told_by_records("context", facts(tally("assumption", "holds")))
    assert [one.split(":")[0] for one in alone.missing] == [
        "issues outside and inside", "whether climate change is relevant"
    ]  # fmt: skip
