"""What stands with each input and what of it is missing: words about counted facts, without a database."""

from datetime import UTC, date, datetime

from pilothouse.measures.queries import Coverage
from pilothouse.reviews.inputs import BY_KEY
from pilothouse.reviews.queries.inputs import LiveInput
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


def live(key: str, *tallies: Tally, said_on: date | None = None) -> LiveInput:
    told = told_by_records(key, facts(*tallies))
    return LiveInput(BY_KEY[key], None, told, None, date(2026, 7, 20), EARLY.date(), said_on)


def test_a_bare_minimum_is_not_called_complete() -> None:
    complaint = tally("complaint", "open")
    customers = live("customers", complaint)
    assert (customers.have, customers.wanted) == (1, 2)
    assert customers.missing == ["how satisfied customers are: complaints do not tell it"]
    said = live("customers", complaint, said_on=date(2026, 6, 1))
    assert (said.have, said.wanted, said.missing) == (2, 2, [])
    assert live("customers", complaint, said_on=date(2026, 1, 1)).missing, "too long ago"

    risks = live(
        "risks", tally("risk", "treated", 2), tally("rated", "treated", 2), tally("treatment", "planned", 3),
        tally("treatment", "ended", 2, ended=True),
    )  # fmt: skip
    assert risks.sentences == ["2 risks on the register, 5 treatments planned or done, 0 of 5 proven to work."]
    assert (risks.have, risks.wanted, risks.missing) == (2, 4, ["what effect 2 treatments had"])
    assert live("risks", tally("risk", "open")).sentences == ["1 risk on the register, none treated."]

    wrong = live("nonconformities", tally("nonconformity", "open"))
    assert wrong.sentences[1] == "No effect of a corrective action was verified."
    asked = live("resources", tally("request", "granted"), said_on=date(2026, 7, 1))
    assert (asked.have, asked.wanted, asked.missing) == (1, 2, ["what came of 1 answered request"])
