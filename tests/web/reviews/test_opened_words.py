"""The inputs that a meeting looked at are called the same in its minutes, on the page of its pack, and on paper."""

from tests.house.tree import ROOT

PLACES = ("web/reviews/templates/reviews/minutes.html", "web/reviews/templates/reviews/pack.html", "paper/pack.typ")


def test_one_list_has_one_name() -> None:
    told = [(ROOT / "src/pilothouse" / place).read_text() for place in PLACES]
    assert all("Inputs opened directly" in text for text in told)


def test_nothing_opens_by_itself() -> None:
    for place in (*PLACES, *(f"web/reviews/templates/reviews/{name}.html" for name in ("strip", "meeting"))):
        text = (ROOT / "src/pilothouse" / place).read_text()
        assert not [words for words in ("by themselves", "opened it by itself") if words in text], place
