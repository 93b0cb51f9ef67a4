"""What is wrong with numbers and rows, in people's words; and the refusal that carries it."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pilothouse.measures.rules import Columns, NotANumber, Problem, Terms, Wrong, reasons_by_line
from pilothouse.trail.act import Refused

MOST_PROBLEMS = 500
WORDS = {
    Wrong.NOT_A_NUMBER: gettext_lazy("“%s” is not a number."),
    Wrong.NOT_FINITE: gettext_lazy("“%s” is not a finite number."),
    Wrong.TOO_MANY_DIGITS: gettext_lazy("“%s” has more than 15 significant digits."),
    Wrong.NO_SERIES: gettext_lazy("There is no such series here."),
    Wrong.NO_VALUE: gettext_lazy("The value is missing or is not a finite number."),
    Wrong.NO_RATIO: gettext_lazy("Numerator and denominator are needed, both finite numbers."),
    Wrong.ONLY_VALUE: gettext_lazy("This series takes a value, no numerator or denominator."),
    Wrong.DENOMINATOR: gettext_lazy("The denominator is zero or negative."),
    Wrong.NEGATIVE: gettext_lazy("The numerator is negative."),
    Wrong.TOO_LARGE: gettext_lazy("The numerator is larger than the denominator."),
    Wrong.NOT_A_COUNT: gettext_lazy("A count is a whole number, not below zero."),
    Wrong.WEEK: gettext_lazy("A weekly period is named by its Monday."),
    Wrong.MONTH: gettext_lazy("A monthly period is named by the first day of the month."),
    Wrong.QUARTER: gettext_lazy("A quarter is named by its first day (1 January, April, July or October)."),
    Wrong.YEAR: gettext_lazy("A year is named by 1 January."),
    Wrong.FUTURE: gettext_lazy("The period lies in the future."),
    Wrong.ENDED: gettext_lazy("The series has ended before this period."),
    Wrong.TWICE: gettext_lazy("The same period of the same series stands here twice."),
}


def in_words(problem: NotANumber) -> str:
    """Why a typed text is no number that can be kept."""
    return str(WORDS[problem.wrong]) % problem.text


def told_by_line(problems: Sequence[Problem]) -> list[tuple[int, str]]:
    """(line, plain words) of each problem, in the same order."""
    return [(line, str(WORDS[wrong])) for line, wrong in problems]


class RowProblems(Refused):
    """Rows were refused, so nothing was recorded. `problems` are (line, plain words), by line, at most 500.

    `count` is how many rows are to blame in all.
    """

    def __init__(self, problems: Sequence[tuple[int, str]], field: str | None = None) -> None:
        self.problems = sorted(problems)[:MOST_PROBLEMS]
        self.count = len(problems)
        first, text = self.problems[0]
        message = _("Line %(line)d: %(text)s") % {"line": first, "text": text}
        if self.count > 1:
            more = ngettext("And %d more line.", "And %d more lines.", self.count - 1) % (self.count - 1)
            message = f"{message} {more}"
        super().__init__(f"{message} {_('Nothing was recorded.')}", field)


def problems_in(rows: Columns, terms: Mapping[int, Terms], today: date) -> RowProblems | None:
    """The refusal of these rows, one reason a row; None when all are sound."""
    found = reasons_by_line(rows, terms, today)
    return RowProblems(told_by_line(found)) if found else None
