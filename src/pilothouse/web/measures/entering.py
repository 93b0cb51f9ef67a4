"""Entering values by hand: what is due, one field each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from pilothouse.measures.models import Measurement, Route, Series
from pilothouse.measures.operations import record_measurements
from pilothouse.measures.periods import next_period, period_before, period_of
from pilothouse.measures.queries import running_series
from pilothouse.measures.refusals import RowProblems
from pilothouse.measures.rules import Row
from pilothouse.measures.wording import period_in_words
from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.queries import units_where
from pilothouse.organisation.roles import Right
from pilothouse.web.kit.parts import Tab
from pilothouse.web.measures.fields import NumberField
from pilothouse.web.measures.series_page import today_of
from pilothouse.web.measures.words import amount
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform, render_form

# So many missing periods of one series are asked for at once, the latest ones; older gaps are filled by an upload.
GAPS = 3
MOST_FIELDS = 60


def entry_units(person: Person) -> list[Unit]:
    """The highest units in which a person may enter values; each holds all those below it."""
    found: list[Unit] = []
    for unit in units_where(person, Right.ENTER):
        if not any(unit.path.startswith(above.path) for above in found):
            found.append(unit)
    return found


def unit_asked(request: PilotRequest, units: Sequence[Unit]) -> Unit:
    """The unit named by `?unit=`, else the first one. Http404 where the person may enter nothing at all."""
    if not units:
        raise Http404
    code = request.POST.get("unit") or request.GET.get("unit", "")
    return next((unit for unit in units if unit.code == code), units[0])


@dataclass(frozen=True)
class Due:
    """One value that somebody could enter now."""

    series: Series
    period: date

    @property
    def name(self) -> str:
        """Its field in the form."""
        return f"s{self.series.pk}-{self.period.isoformat()}"


def missing_periods(series: Series, today: date) -> list[date]:
    """Periods that are over and have no value, after the latest that has one; the three latest, oldest first."""
    frequency = series.indicator.frequency
    last_over = period_before(period_of(today, frequency), frequency)
    reading = getattr(series, "reading", None)
    if reading is None or reading.latest_period is None:
        return [last_over]
    found: list[date] = []
    at = last_over
    while at > reading.latest_period and len(found) < GAPS:
        found.append(at)
        at = period_before(at, frequency)
    return found[::-1]


def entered_by_hand(person: Person, unit: Unit, today: date) -> "QuerySet[Series]":
    """Running series of a unit and below that no source feeds, the person's own indicators first."""
    fed = Measurement.objects.filter(series=OuterRef("pk"), intake__route=Route.SOURCE)
    found = running_series(person, today).filter(~Exists(fed), unit__path__startswith=unit.path)
    return found.order_by("indicator__number", "unit__path", "label")


def due_now(person: Person, unit: Unit, today: date) -> tuple[list[Due], bool]:
    """What may be entered, by indicator and unit, and whether there is more than one page holds."""
    found: list[Due] = []
    for series in entered_by_hand(person, unit, today).iterator(chunk_size=100):
        found += [Due(series, period) for period in missing_periods(series, today)]
        if len(found) > MOST_FIELDS:
            break
    mine = sorted(found, key=lambda due: due.series.indicator.owner_id != person.pk)
    return mine[:MOST_FIELDS], len(found) > MOST_FIELDS


class EntryForm(forms.Form):
    """One field (or two: part and whole) for each value that is due."""

    reason = forms.CharField(label=gettext_lazy("Why it is corrected"), required=False, max_length=300)

    def __init__(self, *args: Any, dues: Sequence[Due], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dues, self.today = list(dues), today
        for due in self.dues:
            names = {"place": due.series, "period": self.period(due)}
            label = _("%(place)s, %(period)s") % names
            if due.series.indicator.has_denominator:
                self.fields[f"{due.name}-n"] = NumberField(label=_("%s: part") % label, required=False)
                self.fields[f"{due.name}-d"] = NumberField(label=_("%s: out of") % label, required=False)
            else:
                unit = due.series.indicator.unit_of_measure
                self.fields[due.name] = NumberField(label=label, unit=unit, required=False)
        if len(self.fields) > 1:
            # The page is for nothing else: typing may begin at once.
            list(self.fields.values())[1].widget.attrs["autofocus"] = True

    def period(self, due: Due) -> str:
        """The period in words."""
        return period_in_words(due.period, due.series.indicator.frequency, self.today)

    def lines(self) -> Iterable[dict[str, Any]]:
        """Each value with its fields, the previous value beside it."""
        for due in self.dues:
            indicator, reading = due.series.indicator, getattr(due.series, "reading", None)
            pair = indicator.has_denominator
            names = [f"{due.name}-n", f"{due.name}-d"] if pair else [due.name]
            yield {
                "due": due,
                "pair": pair,
                "period": self.period(due),
                "fields": [self[name] for name in names],
                "errors": [error for name in names for error in self[name].errors],
                "last": amount(indicator, reading.latest) if reading and reading.latest is not None else "",
            }

    def filled(self) -> list[tuple[str, Row]]:
        """What was typed, as (field to blame, row), in stored units. Empty fields are left out."""
        found: list[tuple[str, Row]] = []
        for due in self.dues:
            key = due.series.pk
            if due.series.indicator.has_denominator:
                part, whole = self.cleaned_data.get(f"{due.name}-n"), self.cleaned_data.get(f"{due.name}-d")
                if part is not None or whole is not None:
                    found.append((f"{due.name}-n", Row(key, due.period, None, part, whole)))
            elif (value := self.cleaned_data.get(due.name)) is not None:
                found.append((due.name, Row(key, due.period, value / due.series.indicator.scale)))
        return found


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: PilotRequest) -> HttpResponse:
    """The values that are due, in one form: two clicks and half a minute."""
    units = entry_units(request.person)
    unit = unit_asked(request, units)
    today = today_of(request)
    dues, more = due_now(request.person, unit, today)
    form = EntryForm(request.POST or None, dues=dues, today=today)
    if form.is_valid():
        done = _record(request, form, unit)
        if done is not None:
            words = ngettext("%d value recorded.", "%d values recorded.", done) % done
            messages.success(request, words)
            return HttpResponseRedirect("/performance/")
    context = {
        "form": form,
        "lines": list(form.lines()),
        "unit": unit,
        "tabs": [Tab(one.name, f"?unit={one.code}", one == unit) for one in units] if len(units) > 1 else [],
        "more": more,
        "next": _next_due(request.person, unit, today) if not dues else None,
    }
    return render_form(request, "measures/enter.html", context, form)


def _record(request: PilotRequest, form: EntryForm, unit: Unit) -> int | None:
    """How many values were recorded; None where something has to be mended first."""
    filled = form.filled()
    if not filled:
        form.add_error(None, _("Fill in at least one value."))
        return None
    reason = form.cleaned_data["reason"]
    rows = [row for _name, row in filled]

    def record() -> int:
        try:
            made = record_measurements(
                act_of(request, why=reason), unit=unit, rows=rows, route=Route.FORM, reason=reason
            )
        except RowProblems as problems:
            for line, text in problems.problems:
                form.add_error(filled[line - 1][0], text)
            raise
        return made.rows if made else 0

    return perform(form, record)


def _next_due(person: Person, unit: Unit, today: date) -> date | None:
    """The first day on which a value will be due, where none is due now."""
    found = [
        next_period(next_period(series.reading.latest_period, series.indicator.frequency), series.indicator.frequency)
        for series in entered_by_hand(person, unit, today)[:MOST_FIELDS]
        if series.reading.latest_period
    ]
    return min(found, default=None)
