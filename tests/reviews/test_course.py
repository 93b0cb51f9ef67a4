"""What came to an input month by month."""

from datetime import date

from pilothouse.reviews.rules.course import course_of, months_over

TODAY = date(2026, 3, 2)
MONTHS = months_over(TODAY)


def test_months_are_those_that_are_over() -> None:
    assert (MONTHS[0], MONTHS[-1], len(MONTHS)) == (date(2024, 3, 1), date(2026, 2, 1), 24)


def test_only_what_chance_does_not_explain_is_outside() -> None:
    calm = dict(zip(MONTHS, [3, 5, 4, 2, 6, 4] * 4, strict=True))
    course = course_of(calm | {MONTHS[20]: 14}, MONTHS[0], TODAY)
    assert course is not None
    assert course.outside == [20]
    assert course.side(20) == 1
    single = course_of({MONTHS[3]: 1}, MONTHS[0], TODAY)  # one in two years is no signal
    assert single is not None
    assert (single.lower, single.outside) == (0.0, [])


def test_few_months_have_no_limits_and_nothing_no_course() -> None:
    course = course_of({MONTHS[-1]: 9, MONTHS[-2]: 0}, MONTHS[-3], TODAY)
    assert course is not None
    assert (course.counts, course.lower, course.outside) == ((0, 0, 9), None, [])
    assert course_of({}, MONTHS[0], TODAY) is None
