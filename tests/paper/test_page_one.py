"""Page one is the leader's: what needs three minutes, cut to what one page holds, and where the rest is."""

import json
from typing import Any

from pilothouse.paper.printing import data_of, typesetter
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
