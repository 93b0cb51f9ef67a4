"""Bringing issues in from another system, many at once."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pilothouse.improvement.models import Issue, Nature, Severity
from pilothouse.improvement.rules.sheets import LENGTHS, STATES, IssueRow, missing
from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.queries import people
from pilothouse.organisation.rights import holds_anywhere, seen
from pilothouse.organisation.roles import Right
from pilothouse.records.register import register_all
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import operation

MOST_ROWS = 20_000
Problem = tuple[int, str, str]
NATURES, SEVERITIES = frozenset(Nature.values), frozenset(Severity.values)

PROBLEMS = {
    "missing": gettext_lazy("is missing"),
    "long": gettext_lazy("is too long"),
    "unknown": gettext_lazy("is not known here"),
    "date": gettext_lazy("is not a date"),
}


class ImportRefused(Refused):
    """Rows were refused, so nothing was brought in. `problems` are (line, field, problem)."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = sorted(problems)
        line, field, problem = self.problems[0]
        message = _("Line %(line)d: %(field)s %(problem)s.") % {
            "line": line, "field": field, "problem": PROBLEMS[problem],
        }  # fmt: skip
        if rest := len(self.problems) - 1:
            message = f"{message} {ngettext('And %d more.', 'And %d more.', rest) % rest}"
        super().__init__(f"{message} {_('Nothing was brought in.')}")


@operation("issue.imported", may=holds_anywhere(Right.TRIAGE))
def import_issues(act: Act, *, rows: Sequence[IssueRow]) -> list[Issue]:
    """Bring in issues, all or none, each with its own entry in the history.

    One with an owner and a date is open, one without waits for triage; closed ones come in as closed, with
    whatever lesson the other system knew. Raises ImportRefused with the line of every bad row.
    """
    if not rows:
        raise Refused(_("There is nothing to bring in."))
    if len(rows) > MOST_ROWS:
        raise Refused(_("At most %d issues at once.") % MOST_ROWS)
    units, owners = _units(act), _owners(act)
    if problems := [problem for row in rows for problem in _problems(row, units, owners)]:
        raise ImportRefused(problems)
    issues = [_issue(row) for row in rows]
    register_all(act, issues)
    return issues


def _units(act: Act) -> dict[int, Unit]:
    """Units in which the actor may triage."""
    by = act.by
    return {
        unit.pk: unit
        for unit in Unit.objects.filter(closed_on=None)
        if isinstance(by, Person) and by.may(Right.TRIAGE, unit.path)
    }


def _owners(act: Act) -> dict[int, Person]:
    by = act.by
    return {person.pk: person for person in people() if isinstance(by, Person) and seen(by, [person])}


def _problems(row: IssueRow, units: dict[int, Unit], owners: dict[int, Person]) -> list[Problem]:
    found = [(row.line, field, problem) for field, problem, _words in missing(row._asdict())]
    found += [(row.line, name, "long") for name, most in LENGTHS.items() if len(getattr(row, name)) > most]
    allowed = (
        ("unit", row.unit_id, units),
        ("owner", row.owner_id, owners),
        ("nature", row.nature, NATURES),
        ("severity", row.severity, SEVERITIES),
        ("state", row.state, STATES),
    )
    named = {field for _line, field, _problem in found}
    found += [
        (row.line, name, "unknown")
        for name, value, known in allowed
        if value is not None and value not in known and name not in named
    ]
    return found


def _issue(row: IssueRow) -> Issue:
    return Issue(
        title=row.title.strip(),
        details=row.details,
        unit_id=row.unit_id,
        owner_id=row.owner_id,
        due=row.due,
        nature=row.nature,
        severity=row.severity,
        state=row.state,
        lesson=row.lesson,
    )
