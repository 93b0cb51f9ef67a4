"""Promises on pages over four years: nothing that is told, less anything else that is told, is of fewer than five."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from pilothouse.improvement.models import Action, Purpose
from pilothouse.measures.models import Survey
from pilothouse.measures.periods import next_period
from pilothouse.mirror.models import Standing
from pilothouse.mirror.reckoning import look_in_mirror
from pilothouse.organisation.models import Person, Unit
from pilothouse.records.register import register_all
from pilothouse.trail.act import Act
from pilothouse.trail.operation import operation
from tests.cast import Cast, act
from tests.house.test_queries import signed_in

PAGE = "/improvement/promises/?format=csv"
Stretch = tuple[str, str, int, int]
MONTHS = [date(2026 + place // 12, place % 12 + 1, 1) for place in range(60)]


@operation("test.promised", may=lambda act, arguments: True)
def promise(act: Act, *, made: list[tuple[date, Unit, Person, int]]) -> None:
    """So many actions each, first promised for a day of that month, and done by then but for the first of them."""
    register_all(
        act,
        [
            Action(
                title="Mend the stairs", unit=unit, owner=owner, purpose=Purpose.CORRECTION, state="ended",
                due=month + timedelta(days=9), due_when_done=month + timedelta(days=9),
                first_done_on=month + timedelta(days=12 if turn == 0 else 3),
            )
            for month, unit, owner, count in made
            for turn in range(count)
        ],
    )  # fmt: skip


class Look:
    """What somebody reads in files of the product on a day."""

    def __init__(self, person: Person, day: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(timezone, "now", lambda: day)
        Survey.objects.all().delete()  # as if something had been done since the last look
        assert look_in_mirror(day)
        self._client = signed_in(person)

    def rows(self, address: str) -> list[dict[str, str]]:
        content = b"".join(self._client.get(address).streaming_content)  # type: ignore[attr-defined]
        return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))

    def page(self, query: str = "") -> list[Stretch]:
        """The months of the page of promises: first, last, kept, made."""
        told = [row for row in self.rows(PAGE + query) if row["Grouped by"] == "month" and row["Promises"]]
        return [
            (first, (row["Note"].rpartition("up to ")[2] if "up to" in row["Note"] else first)[:10],
             int(row["Kept by the first date"]), int(row["Promises"]))
            for row in told if int(row["Promises"]) and (first := row["First promised for a day in the month of"])
        ]  # fmt: skip

    def group(self, kind: str, name: str) -> str:
        (row,) = [row for row in self.rows(PAGE) if (row["Grouped by"], row["Whose promises"]) == (kind, name)]
        return row["Promises"]

    def mirror(self) -> list[Stretch]:
        """The same of the mirror's own figure."""
        return [
            (row["Period begins"], row["Last period begins"], int(float(row["Counted"])), int(float(row["Of"])))
            for row in self.rows("/mirror/dates-kept/?format=csv")
            if row["Period begins"] and row["Of"] and float(row["Of"])
        ]

    def sentence(self) -> str:
        return " ".join(self._client.get("/improvement/promises/").content.decode().split())


def one_a_month(cast: Cast) -> None:
    """Each month five promises of one person, of all in turn."""
    people = list(cast.people.values())
    promise(act(cast.leader), made=[(month, cast.east, people[turn % 7], 5) for turn, month in enumerate(MONTHS)])


def noon(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 12, tzinfo=UTC)


def test_page_and_mirror_tell_the_same_stretches(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    one_a_month(cast)
    look = Look(cast.leader, noon(2030, 7, 10), monkeypatch)
    page, mirror = look.page(), look.mirror()
    assert page[0] == ("2028-01-01", "2028-05-01", 20, 25)
    assert mirror[0] == ("2027-01-01", "2027-05-01", 20, 25)
    assert page == [one for one in mirror if one[0] >= "2028"]
    # What stands beside them is their sum: nothing is told of the months that wait.
    kept, made = sum(one[2] for one in page), sum(one[3] for one in page)
    assert f"{kept} of {made} promises were kept by the date first promised" in look.sentence()
    assert look.group("unit", cast.east.name) == str(made)
    assert look.group("process", "no process") == str(made)


@pytest.mark.parametrize("who", ["leader", "owner"])
def test_a_month_later_nothing_told_before_is_divided(cast: Cast, who: str, monkeypatch: pytest.MonkeyPatch) -> None:
    one_a_month(cast)
    every, day, person = set[Stretch](), date(2029, 10, 1), getattr(cast, who)
    for _turn in range(10):
        look = Look(person, noon(day.year, day.month, 2), monkeypatch)
        every |= {*look.page(), *(look.mirror() if who == "leader" else ())}
        day = next_period(day, "month")
    spans = {(first, last) for first, last, *_rest in every}
    for first, last in spans:
        assert not [one for one in spans if one != (first, last) and one[0] <= last and first <= one[1]]
    assert len(spans) == len(every)
    assert ("2029-11-01", "2029-12-01") not in spans  # two people: never told
    assert ("2030-01-01", "2030-05-01") in spans


def test_the_present_month_tells_of_nobody(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    everybody = list(cast.people.values())
    promise(act(cast.leader), made=[(month, cast.east, who, 2) for month in MONTHS[2:5] for who in everybody])
    days = [Look(cast.leader, noon(2026, 5, day), monkeypatch).page() for day in (5, 12, 31)]
    assert [[one[0] for one in told] for told in days] == [["2026-03-01", "2026-04-01"]] * 3


def test_units_are_told_by_the_stretches_in_which_they_speak_of_enough(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [who for name, who in cast.people.items() if name != "west_owner"]
    made = [(month, cast.east, who, 2) for month in MONTHS[2:8] for who in many]
    promise(act(cast.leader), made=[*made, (MONTHS[4], cast.west, cast.west_owner, 3)])
    look = Look(cast.leader, noon(2026, 10, 5), monkeypatch)
    assert [one[3] for one in look.page()] == [12, 12, 15, 12, 12, 12]
    # In May West is one person: East is not told of it, or the whole less East would tell.
    east = look.page(f"&unit={cast.east.pk}")
    assert [one[0] for one in east] == [f"2026-0{month}-01" for month in (3, 4, 6, 7, 8)]
    assert look.group("unit", cast.east.name) == "60"
    assert look.group("unit", cast.west.name) == ""
    assert look.page(f"&unit={cast.west.pk}") == []
    # Who sees East alone reads the same of it, though May alone would speak of six.
    assert Look(cast.owner, noon(2026, 10, 6), monkeypatch).page() == east
    # The mirror's table tells the same of the units.
    units = {unit: numbers for unit, _people, *numbers in Standing.objects.get(name="dates-kept").units}
    assert units == {cast.east.pk: [30.0, 60.0], cast.west.pk: [None, None]}
