"""The X-matrix as a drawing."""

from xml.etree import ElementTree

from pilothouse.charts import Entry, MatrixWords, Sides, pictured, x_matrix

NS = "{http://www.w3.org/2000/svg}"
SIDES = Sides(
    themes=[Entry("t1", "On time <every> day", "/THM-0001/", "Zoë", "THM-0001")],
    objectives=[
        Entry("o1", "Depart on time", "/OBJ-0001/", number="OBJ-0001"),
        Entry("o2", "A very long objective " * 9, number="OBJ-0002"),
    ],
    initiatives=[Entry("a1", "Tow at night", "/ACT-0001/")],
    indicators=[Entry("i1", "Departures")],
    owners=[Entry("p1", "Zoë")],
)
TIES = {("t1", "o1"): True, ("a1", "o1"): True, ("a1", "i1"): False, ("t1", "p1"): True, ("nobody", "o1"): True}


def test_marks_tell_strong_from_weak_by_their_shape() -> None:
    drawn = ElementTree.fromstring(x_matrix(SIDES, TIES, MatrixWords()))
    marks = {mark.find(f"{NS}title").text: mark.find(f"{NS}circle").get("class")  # type: ignore[union-attr]
             for mark in drawn.iter(f"{NS}g") if mark.find(f"{NS}circle") is not None}  # fmt: skip
    assert marks == {
        "On time <every> day · Depart on time: strong": "xm-strong",
        "On time <every> day · Zoë: strong": "xm-strong",
        "Tow at night · Depart on time: strong": "xm-strong",
        "Tow at night · Departures: weak": "xm-weak",
    }


def test_everything_stays_on_the_sheet_and_long_names_end_with_an_ellipsis() -> None:
    drawn = ElementTree.fromstring(x_matrix(SIDES, TIES, MatrixWords()))
    wide, high = float(drawn.get("width") or 0), float(drawn.get("height") or 0)
    for circle in drawn.iter(f"{NS}circle"):
        assert 5 < float(circle.get("cx") or 0) < wide - 5
        assert 5 < float(circle.get("cy") or 0) < high - 5
    texts = [each.text or "" for each in drawn.iter(f"{NS}text")]
    assert any(words.endswith("…") for words in texts)
    assert "On time <every> day" in texts
    assert [link.get("href") for link in drawn.iter(f"{NS}a")] == ["/ACT-0001/", "/THM-0001/", "/OBJ-0001/"]


def test_numbers_stand_before_the_names_and_are_never_shortened() -> None:
    texts = [(one.words, one.x, one.y, one.turn) for one in pictured(x_matrix(SIDES, TIES, MatrixWords())).texts]
    at = {words: (x, y) for words, x, y, _turn in texts}
    long = next(words for words in at if words.startswith("A very long objective"))
    assert {"THM-0001", "OBJ-0001", "OBJ-0002"} <= at.keys()
    assert at["THM-0001"][0] == at["Tow at night"][0], "what has no number begins where numbers do"
    assert at["THM-0001"][0] + 50 < at["On time <every> day"][0]
    assert at["OBJ-0002"][1] - 50 > at[long][1], "upwards: the number below the name"
    assert long.endswith("…")
    assert "<title>THM-0001 On time &lt;every&gt; day. Zoë</title>" in x_matrix(SIDES, TIES, MatrixWords())


def test_sides_may_be_empty() -> None:
    bare = x_matrix(Sides([], [Entry("o1", "Alone")], [], [], []), {}, MatrixWords())
    assert "Alone" in bare
    assert "<style>" in pictured(bare).svg
