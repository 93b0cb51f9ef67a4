"""Page one is the leader's: what needs three minutes, cut to what one page holds, and where the rest is."""

import json
from typing import Any

from pilothouse.paper.printing import data_of, typesetter
from pilothouse.paper.telling import page_of
from pilothouse.reviews.operations import freeze_pack
from tests.cast import act
from tests.stage import Stage

LINE = {
    "tone": "needs",
    "code": "RSK-0001",
    "title": "A storm takes two days " * 4,
    "said": "it warned " * 14,
    "rests": None,
}


def rest_begins(page: dict[str, Any]) -> int:
    """The page on which what follows page one begins."""
    return int(json.loads(typesetter("pack.typ", json.dumps(page)).query("<rest>", field="value", one=True)))


def test_what_asks_for_a_decision_and_what_is_in_danger_come_in_order(stage: Stage) -> None:
    pack = freeze_pack(act(stage.cast.quality), stage.review)
    body = json.loads(pack.body)
    (goal,), (kept,), (asked,) = body["objectives"], body["decisions"], body["requests"]
    base = {name: goal[name] for name in ("code", "title", "owner", "due", "first_due")}
    risk = base | dict.fromkeys(("cause", "consequence", "accepted_by", "acceptance"), "") | {
        "code": "RSK-0001", "yearly": None, "at_stake": [], "trips": [], "likelihood": 5, "impact": 5,
        "state": "treated",
    }  # fmt: skip
    body["risks"] = [
        risk, risk | {"code": "RSK-0002", "state": "tripped"}, risk | {"code": "RSK-0003", "state": "closed"},
        risk | {"code": "RSK-0004", "state": "accepted", "due": "2026-03-03"},
        risk | {"code": "RSK-0005", "state": "accepted", "due": "2026-03-01"},
    ]  # fmt: skip
    body["requests"] = [asked | {"state": "deferred", "due": day, "code": day} for day in ("2026-03-02", "2026-03-03")]
    body["decisions"] = [kept | {"forecast": kept["forecast"] | {"by": "2026-03-02"}}]
    body["fallen"] = [base | {"code": "ASM-0001"}]
    pack.body = json.dumps(body)
    told = page_of(pack, [])["leader"]
    assert [one["code"] for one in told["needs"]] == [
        "RSK-0002", "2026-03-02", kept["code"], "ASM-0001", "RSK-0001", "RSK-0005",
    ]  # fmt: skip
    assert [(one["code"], one["tone"]) for one in told["danger"]] == [(goal["code"], "needs")]
    figure = next(one for one in body["figures"] if one["series"] == goal["weakest"])
    for chances, tones in (([0.1, 0.9], [""]), ([0.05, 0.2], [""]), ([0.3, 0.9], []), (None, [""])):
        figure["target"]["next"] = chances
        pack.body = json.dumps(body)
        danger = page_of(pack, [])["leader"]["danger"]
        assert [one["tone"] for one in danger] == tones
        assert all("lower since week 1" in one["said"] for one in danger)
        early = ["too early to say whether the change of week 1 stays" in one["said"] for one in danger]
        assert early == [chances is not None] * len(danger)
    told = page_of(pack, [])["leader"]  # of the last of these there is no chance
    assert "of 1 nobody can tell a chance" in told["aims"]
    assert not told["told_of"]


def test_decisions_that_went_wrong_come_first(stage: Stage) -> None:
    pack = freeze_pack(act(stage.cast.quality), stage.review)
    body = json.loads(pack.body)
    (kept,) = body["decisions"]
    states = ("cannot_be_told", "as_forecast", "worse")
    body["decisions"] = [kept | {"state": state, "code": state, "effect": [1.0, 0.5, 1.5]} for state in states]
    pack.body = json.dumps(body)
    told = page_of(pack, [])["leader"]["judged"]
    assert [(one["code"], one["tone"]) for one in told] == [
        ("worse", "worse"),
        ("as_forecast", "better"),
        ("cannot_be_told", ""),
    ]


def test_all_that_a_leader_needs_stands_on_page_one_whatever_there_is(stage: Stage) -> None:
    pack = freeze_pack(act(stage.cast.quality), stage.review)
    page = json.loads(data_of(pack, [], None)) | {"figures": []}
    assert rest_begins(page) == 2
    many = {name: 30 * [LINE] for name, lines in page["leader"].items() if isinstance(lines, list)}
    leader = page["leader"] | many | {"silent": 30 * [170 * "x "], "signed": 3 * ["Sigrún Ægisdóttir"]}
    full = page | {"leader": leader, "changed": 30 * page["changed"], "worked": "9 judged. " * 30}
    full |= {
        "before": "REV-0001/1",
        "comparable": True,
        "corrected": 30 * [dict.fromkeys(("name", "what", "was", "now"), "x")],
    }
    assert rest_begins(full) == 2
    made, warnings = typesetter("pack.typ", json.dumps(full)).compile_with_warnings(
        format="pdf", pdf_standards=["ua-1"]
    )
    assert (made is not None, [one.message for one in warnings]) == (True, [])
