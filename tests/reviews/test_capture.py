"""One line of a meeting, understood."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilothouse.reviews.rules.capture import Understood, Who, understood
from pilothouse.reviews.rules.days import days_in

TODAY = date(2026, 3, 2)  # a Monday
PEOPLE = (
    Who(1, "Station manager LGA", "Process owner LaGuardia LGA"),
    Who(2, "Station manager JFK", "Process owner Kennedy JFK"),
    Who(3, "Ramp agent Zoë", "Member LaGuardia LGA"),
    Who(4, "Quality manager", "Quality manager Office HQ"),
    Who(5, "Ana Núñez", "Process owner Newark EWR"),
)
JULY = date(2026, 7, 25)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("LGA station manager to restore buffers by 25 Jul", Understood("Restore buffers", 1, JULY)),
        ("station manager LGA to restore buffers by 25 Jul", Understood("Restore buffers", 1, JULY)),
        ("Zoe to count chocks by Friday.", Understood("Count chocks", 3, date(2026, 3, 6))),
        ("the process owner of EWR will call Envoy, 25.7.", Understood("Call Envoy", 5, JULY)),
        ("nunez: call Envoy by next Monday at noon", Understood("Call Envoy at noon", 5, date(2026, 3, 9))),
        ("quality: check the sample by 2026-04-01", Understood("Check the sample", 4, date(2026, 4, 1))),
        ("ramp agent to sweep by tomorrow", Understood("Sweep", 3, date(2026, 3, 3))),
        ("restore buffers", Understood("Restore buffers")),
        ("jfk to call the tower by 30 Feb", Understood("Call the tower by 30 Feb", 2, no_day="30 Feb")),
        ("jfk to call the tower before May at noon",
         Understood("Call the tower before May at noon", 2, no_day="May")),
        ("jfk to call the market before market hours", Understood("Call the market before market hours", 2)),
        ("jfk to stand by the tower", Understood("Stand by the tower", 2)),
        ("talk to the tower", Understood("Talk to the tower")),
        ("station manager to restore buffers by 3/4",
         Understood("Restore buffers", owners=(1, 2), days=(date(2026, 3, 4), date(2026, 4, 3)))),
        ("decide: keep spare aircraft, by 1 Aug",
         Understood("Keep spare aircraft", due=date(2026, 8, 1), decision=True)),
        ("Decision: Ana to keep the crew because mornings are late, by end of May",
         Understood("Keep the crew", 5, date(2026, 5, 31), decision=True, reason="mornings are late")),
    ],
)  # fmt: skip
def test_who_what_when(line: str, expected: Understood) -> None:
    assert understood(line, PEOPLE, TODAY) == expected


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("25 July 2027", [date(2027, 7, 25)]), ("Jul 25", [JULY]), ("25th of July", [JULY]), ("25/7", [JULY]),
        ("7/25", [JULY]), ("25.7.2026", [JULY]), ("in 2 weeks", [date(2026, 3, 16)]), ("10 Feb", [date(2027, 2, 10)]),
        ("end of February", [date(2027, 2, 28)]), ("end of month", [date(2026, 3, 31)]), ("29 Feb", []),
        ("end of Dec", [date(2026, 12, 31)]), ("13/13", []), ("3/3", [date(2026, 3, 3)]), ("soon", []),
    ],
)  # fmt: skip
def test_dates_as_people_write_them(words: str, days: list[date]) -> None:
    assert list(days_in(words, TODAY)) == days


@given(st.text(max_size=300))
def test_any_line_is_read_without_complaint(line: str) -> None:
    found = understood(line, PEOPLE, TODAY)
    assert found.owner in {None, *(who.key for who in PEOPLE)}
    assert len(found.owners) != 1
    assert len(found.days) != 1


@given(st.sampled_from(PEOPLE), st.dates(TODAY, date(2100, 1, 1)))
def test_a_full_name_and_a_full_date_are_always_understood(who: Who, due: date) -> None:
    for day in (due.isoformat(), f"{due.day} {due:%B %Y}", f"{due.day}.{due.month}.{due.year}"):
        read = understood(f"{who.name} to sweep the stand by {day}", PEOPLE, TODAY)
        assert (read.title, read.owner, read.due) == ("Sweep the stand", who.key, due)
