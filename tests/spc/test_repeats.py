"""Which texts tell of the same thing."""

import random

import pytest

from pilothouse.spc.repeats import LIKE, PERHAPS, repeats
from pilothouse.spc.resemblance import closest, held, nearest

TUGS = [
    "one tug for gates 20 to 26. the second tug is in repair since friday; in the first wave aircraft wait",
    "second tug out of service, first wave waits. only one tug for six gates until the repair is done.",
]
OTHERS = ["coffee is cold in the crew room", "blizzard: half of two days' departures not flown", "list of readiness"]


def test_the_same_trouble_in_other_words() -> None:
    assert repeats([OTHERS[0], TUGS[0], *OTHERS[1:], TUGS[1]]).groups == [[1, 4]]


@pytest.mark.parametrize(
    "pair",
    [
        ("zweiter schlepper fehlt in der fruhwelle", "kein zweiter schlepper in der fruhwelle vorhanden"),
        ("schleppstange gebrochen an position 4", "gebrochene schleppstangen an position 9"),
        ("牽引車が一台しかなく朝の出発が遅れる", "牽引車が一台だけで朝の出発が遅れた"),
        ("нет второго тягача у выхода", "второй тягач у выхода в ремонте, тягача нет"),
        ("لا توجد قاطرة ثانية عند البوابة", "القاطرة الثانية عند البوابة معطلة"),
    ],
)
def test_any_language(pair: tuple[str, str]) -> None:
    assert repeats([*OTHERS, *pair]).groups == [[3, 4]]


def test_tags_count_where_words_are_few() -> None:
    texts = ["bags late at belt four", "bags late, carousel", *OTHERS]
    apart, together = (["process 1"], ["process 2"]), (["process 1"], ["process 1"])
    rest = [["process 3"]] * 3
    assert repeats(texts, [*together, *rest], 0.38).groups == [[0, 1]]
    assert repeats(texts, [*apart, *rest], 0.38).groups == []


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["!", "…"], ["one"]])
def test_nothing_to_compare(texts: list[str]) -> None:
    assert repeats(texts).groups == []
    assert nearest("", texts) == []


def test_a_chain_of_likeness_is_not_one_trouble() -> None:
    words = [f"word{number:02d}xyz" for number in range(40)]
    chain = [" ".join(words[start : start + 12]) for start in range(0, 28, 4)]
    assert max(map(len, repeats(chain).groups)) < len(chain)


def test_what_is_too_little_alike_to_be_grouped_is_perhaps_the_same() -> None:
    texts = [OTHERS[0], TUGS[0], *OTHERS[1:], "one tug for all gates"]
    found = repeats(texts)
    ((one, other, alike),) = found.perhaps
    assert (found.groups, one, other) == ([], 1, 4)
    assert PERHAPS <= alike < LIKE
    assert repeats(texts, apart=[(4, 1)]).perhaps == []


@pytest.mark.parametrize("copies", [3, 450])
def test_what_was_told_apart_is_in_no_group_together(copies: int) -> None:
    texts = [*OTHERS, *["the tow bar is broken again at the gate"] * copies]
    groups = repeats(texts, apart=[(3, len(texts) - 1), (0, 1)]).groups
    assert len(groups) == 1
    assert len(groups[0]) == copies - 1
    assert not {3, len(texts) - 1} <= set(groups[0])


def test_who_is_told_from_one_joins_the_other_that_is_most_like_it() -> None:
    near, far = "only one tug; the second tug is in repair, aircraft wait at gate 20", "the tug is in repair"
    texts = [near, far, f"{near} and more", *OTHERS]
    assert repeats(texts, apart=[(0, 1)]).groups == [[0, 2]]


def test_hundreds_of_the_same_are_one_group_and_nothing_else() -> None:
    dice = random.Random(3)
    words = ["".join(dice.choice("abcdefghij") for _ in range(7)) for _ in range(900)]
    unlike = [" ".join(dice.sample(words, 15)) for _ in range(300)]
    groups = repeats([*unlike, *["the tow bar is broken again at the gate"] * 450]).groups
    assert groups[0] == list(range(300, 750))
    assert sum(map(len, groups[1:])) < 15


def test_the_nearest_comes_first() -> None:
    assert nearest("only one tug, aircraft wait in the first wave", [*OTHERS, *TUGS], most=2)[0] in (3, 4)
    assert nearest("quarterly budget", [*OTHERS, *TUGS]) == []


def test_many_texts_are_held_against_many_at_once() -> None:
    assert [list(each) for each in closest([OTHERS[0], TUGS[0]], [TUGS[1], OTHERS[0]])] == [[1], [0]]
    assert closest([], OTHERS) == []
    assert closest(OTHERS, []) == [{}, {}, {}]


def test_a_long_report_holds_a_short_title() -> None:
    report = (
        "on friday the rain came in and, as we found at noon, gebrochene schleppstangen lay at stand nine; later more"
    )
    ((bar, tug, nothing),) = held([report], ["schleppstange gebrochen", "second tug in repair", ""])
    assert (bar > 0.7, tug < 0.3, nothing) == (True, True, 0.0)
    assert held(["buy a new bus"], ["buy a new bus", "buy a second tug"])[0][0] == 1.0, "short words count too"
    assert held(["buy a new bus"], ["buy a second tug"])[0][0] < 0.5
