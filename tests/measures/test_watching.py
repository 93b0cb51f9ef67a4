"""Lines judged together: what is told of one does not depend on which others stand in the same book."""

from datetime import date
from functools import cache
from hashlib import blake2b

import numpy as np
import pytest
from numpy.typing import NDArray

from pilothouse import spc
from pilothouse.measures.rules import Columns
from pilothouse.measures.stretches import Book, Fixed, Manner, book_of
from pilothouse.measures.watching import EDITION, Findings, judge

ARRAYS = ("centre", "lower", "upper", "p", "side")
KINDS = ("value", "count", "proportion", "rate")
FIRST = date(2020, 1, 6).toordinal()


def day(place: int) -> int:
    return FIRST + 7 * place


def line(series: int, kind: str, count: int) -> Columns:
    """A random line of weeks, some of them missing, with a change in its last third."""
    rng = np.random.default_rng([7, series])
    places = np.flatnonzero(rng.random(count) > 0.08)
    level = np.where(places > count * 2 / 3, 9.0 + 5.0 * (series % 2), 9.0)
    sizes = rng.integers(60, 90, len(places)).astype(float)
    if kind == "value":
        numbers, numerators, sizes = rng.normal(level, 2.0), np.full(len(places), np.nan), np.full(len(places), np.nan)
    else:
        numerators = rng.poisson(level).astype(float)
        if kind == "proportion" and series % 5 == 0:  # nearly all
            numerators = np.maximum(sizes - numerators / 4, 0.0).round()
        numbers = numerators if kind == "count" else numerators / sizes
    own = np.full(len(places), series)
    return Columns(own, day(0) + 7 * places, numbers, numerators, sizes, np.arange(len(places)))


def manner(series: int, kind: str, season: int | None) -> Manner:
    """Every third line has a baseline; of these every other leaves a period out, or was set twice."""
    first = Fixed(day(3), day(3 + 2 * (season or 6)), (day(5),) if series % 2 else ())
    again = (Fixed(day(30), day(30 + 2 * (season or 6))),) if series % 6 == 0 else ()
    return Manner(kind, "week", season, (first, *again) if series % 3 == 0 else ())


def joined(lines: list[Columns]) -> Columns:
    names = Columns.__dataclass_fields__
    return Columns(*(np.concatenate([getattr(one, name) for one in lines]) for name in names))


LENGTHS = (4, 9, 21, 40, 61, 62, 80)


@cache
def together(kind: str, season: int | None) -> tuple[list[Columns], list[Manner], Book, Findings]:
    lines = [line(series, kind, count) for series, count in enumerate(LENGTHS)]
    manners = [manner(series, kind, season) for series in range(len(lines))]
    book = book_of(joined(lines), range(len(lines)))
    return lines, manners, book, judge(book, manners)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("season", [None, 4])
def test_a_line_in_a_book_is_judged_as_it_is_alone(kind: str, season: int | None) -> None:
    lines, manners, book, found = together(kind, season)
    assert any(found.changes)
    for index, (one, its) in enumerate(zip(lines, manners, strict=True)):
        alone = judge(book_of(one, [index]), [its])
        for name in ARRAYS:
            np.testing.assert_allclose(
                getattr(found, name)[book.span(index)], getattr(alone, name), rtol=1e-6, err_msg=f"{name} of {index}"
            )
        assert found.changes[index] == alone.changes[0]
        assert found.status[index] == alone.status[0]


def test_a_lasting_change_of_a_seasonal_line_is_told_against_the_old_level_and_season() -> None:
    months = np.delete(np.arange(84), 66)  # one month is missing
    days = np.array([date(2018 + month // 12, month % 12 + 1, 1).toordinal() for month in months])
    usual = 50.0 + 4.0 * np.sin(months / 6.0 * np.pi)
    values = usual + np.random.default_rng(8).normal(0.0, 1.0, 83) + np.where(months >= 62, 5.0, 0.0)
    none = np.full(83, np.nan)
    found = judge(
        book_of(Columns(np.zeros(83, dtype=int), days, values, none, none, np.arange(83)), [0]),
        [Manner("value", "month", 12)],
    )
    (change,) = found.changes[0]
    assert change.onset == 62
    news = slice(62, change.found + 13)
    assert set(found.side[news]) == {1}
    np.testing.assert_allclose(found.centre[news], usual[news], atol=1.5)


def weighed(line: NDArray[np.float64]) -> tuple[int, float]:
    """A line in two numbers that stay when a processor rounds otherwise, and change when a point does."""
    known = np.isfinite(line)
    return int(known.sum()), round(float(line[known] @ np.arange(len(line))[known]) / len(line), 2)


def test_the_edition_names_what_judging_says() -> None:
    """Judgements are kept under these editions: raise that of `judge` with this digest when any part of it says
    something else, unless the engine's was raised for it.
    """
    digest = blake2b(digest_size=8)
    for kind in KINDS:
        for season in (None, 4):
            found = together(kind, season)[-1]
            digest.update(repr([weighed(getattr(found, name)) for name in ARRAYS]).encode())
            changes = [(one.onset, one.found, one.side, one.kind) for several in found.changes for one in several]
            digest.update(repr((changes, found.stretches, found.status.tolist())).encode())
    assert (spc.EDITION, EDITION, digest.hexdigest()) == (4, 4, "9c4536025ed64b1e")


def test_shares_near_one_are_judged_as_their_complement_is() -> None:
    """What limits are cut off to is not how far they reach: a share of 99 % has as much room below as 1 % above."""
    places, sizes = np.arange(60), np.full(60, 200.0)
    rare = np.random.default_rng(97).binomial(200, 0.01, 60).astype(float)
    rare[[5, 11]] = 9.0, 4.0
    ways = [Manner("proportion", "week", season, (Fixed(day(0), day(29), (day(5), day(11))),)) for season in (None, 4)]
    for way in ways:
        low, high = (
            judge(book_of(Columns(np.ones(60, int), day(0) + 7 * places, x / sizes, x, sizes, places), [1]), [way])
            for x in (rare, sizes - rare)
        )
        assert np.allclose(high.lower, 1.0 - low.upper, equal_nan=True)
        assert high.side.tolist() == (-low.side).tolist()
        assert np.nanmax(low.upper) > 0.02
