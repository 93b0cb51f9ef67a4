"""Changing one series: a value, its baseline, its target."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from pilothouse.measures.models import Series
from pilothouse.measures.operations import (
    record_measurements,
    set_baseline,
    set_target,
    withdraw_measurement,
)
from pilothouse.measures.periods import days_of, next_period, period_before, period_of
from pilothouse.measures.plausible import long_ago
from pilothouse.measures.queries import Line, line_of
from pilothouse.measures.rules import Row
from pilothouse.measures.wording import period_in_words
from pilothouse.web.kit.parts import Crumb
from pilothouse.web.kit.widgets import Lines
from pilothouse.web.measures.fields import NumberField, PeriodField
from pilothouse.web.measures.forms import BaselineForm, TargetForm
from pilothouse.web.measures.series_page import back_to, rights_on, series_or_404, today_of, url_of
from pilothouse.web.measures.words import amount
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform, render_form

LONGEST_BASELINE = 24


def series_form(request: PilotRequest, series: Series, form: forms.Form, **words: Any) -> HttpResponse:
    """A form about a series, with the way back to it."""
    indicator = series.indicator
    crumbs = [Crumb(indicator.title, f"/{indicator.code}/"), Crumb(series.place, url_of(series))]
    context = {"form": form, "crumbs": crumbs, "back": url_of(series), **words}
    return render_form(request, "measures/form.html", context, form)


def allowed(request: PilotRequest, key: int, right: str) -> Series:
    """The series, for whoever may do this with it."""
    series = series_or_404(request, key)
    if not rights_on(request, series)[right]:
        raise Http404
    return series


class ValueForm(forms.Form):
    """One value of one period; with a reason where it corrects one. A period far back is asked about."""

    def __init__(self, *args: Any, series: Series, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        indicator = series.indicator
        self.series, self.today = series, today
        self.ratio = indicator.has_denominator
        self.scale = indicator.scale
        self.fields["period"] = PeriodField(label=_("Period (any day in it)"), indicator=indicator)
        if self.ratio:
            self.fields["numerator"] = NumberField(label=_("Part that counts"))
            self.fields["denominator"] = NumberField(label=_("Out of"))
        else:
            unit = indicator.unit_of_measure
            self.fields["value"] = NumberField(label=_("Value, in %s") % unit, unit=unit)
        self.fields["reason"] = forms.CharField(
            label=_("Why it is corrected"), required=False, max_length=300,
            help_text=_("Only where a value stands already. Both stay visible."),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """What was typed; a period far before all others has to be meant."""
        data = super().clean() or {}
        period = data.get("period")
        if isinstance(period, date) and self._is_long_ago(period):
            self.fields["sure"] = forms.BooleanField(label=_("Yes, this period is meant"), required=False)
            if not self.data.get("sure"):
                text = _("This lies before 1900, or more than ten years before all other values. Is the year right?")
                self.add_error("period", text)
        return data

    def _is_long_ago(self, period: date) -> bool:
        beside = days_of([*line_of(self.series).periods, self.today])
        return bool(long_ago(days_of([period]), beside)[0])

    def row(self, series: Series) -> Row:
        """What was typed, in stored units."""
        data = self.cleaned_data
        if self.ratio:
            return Row(series.pk, data["period"], None, data["numerator"], data["denominator"])
        return Row(series.pk, data["period"], data["value"] / self.scale)


@require_http_methods(["GET", "HEAD", "POST"])
def value(request: PilotRequest, key: int) -> HttpResponse:
    """Enter or correct the value of one period."""
    series = allowed(request, key, "enter")
    frequency = series.indicator.frequency
    today = today_of(request)
    asked = request.GET.get("period") or period_before(period_of(today, frequency), frequency)
    form = ValueForm(request.POST or None, series=series, today=today, initial={"period": asked})
    if form.is_valid():
        done = perform(
            form,
            lambda: (
                record_measurements(
                    act_of(request, why=form.cleaned_data["reason"]), unit=series.unit, rows=[form.row(series)],
                    route="form", reason=form.cleaned_data["reason"],
                ),
            ),
        )  # fmt: skip
        if done is not None:
            messages.success(request, _("Recorded.") if done[0] else _("This value stood there already."))
            if next_period(form.cleaned_data["period"], frequency) > today:
                messages.info(request, _("This period is not over yet: correct its value once it is."))
            return back_to(series)
    title = _("Enter or correct a value")
    return series_form(request, series, form, title=title, submit=_("Record"), icon="pencil-line")


class WithdrawForm(forms.Form):
    """Which value is taken out, and why."""

    reason = forms.CharField(label=gettext_lazy("Why it is withdrawn"), max_length=300, widget=Lines(2))

    def __init__(self, *args: Any, series: Series, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"] = PeriodField(label=_("Period (any day in it)"), indicator=series.indicator)
        self.order_fields(["period", "reason"])


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: PilotRequest, key: int) -> HttpResponse:
    """Take the value of one period out again, after a look at which one it is."""
    series = allowed(request, key, "withdraw")
    line = line_of(series)
    asked = request.GET.get("period") or (line.periods[-1].isoformat() if line.periods else "")
    form = WithdrawForm(request.POST or None, series=series, initial={"period": asked})
    if (
        form.is_valid()
        and perform(
            form,
            lambda: withdraw_measurement(act_of(request, why=form.cleaned_data["reason"]), series, **form.cleaned_data),
        )
        is not None
    ):
        messages.success(request, _("Withdrawn. What stood stays visible, struck through."))
        return back_to(series)
    sub = _("Then it does not count: the series is judged as if nothing had been measured. What stood stays visible.")
    if told := _standing_on(line, series, asked, today_of(request)):
        sub = f"{told} {sub}"
    return series_form(request, series, form, title=_("Withdraw a value"), sub=sub, submit=_("Withdraw it"), icon="x")


def _standing_on(line: Line, series: Series, asked: str, today: date) -> str:
    """The value that is about to go, in a sentence; nothing where none stands."""
    indicator = series.indicator
    for period, number in zip(line.periods, line.values.tolist(), strict=True):
        if period.isoformat() == asked:
            names = {"value": amount(indicator, number), "period": period_in_words(period, indicator.frequency, today)}
            return _("Now %(value)s stands for %(period)s.") % names
    return ""


@require_http_methods(["GET", "HEAD", "POST"])
def target(request: PilotRequest, key: int) -> HttpResponse:
    """Set what is wanted. A target is never a limit."""
    series = allowed(request, key, "aim")
    form = TargetForm(request.POST or None, series=series, person=request.person)
    if form.is_valid() and perform(form, lambda: set_target(act_of(request), series, **form.cleaned_data)) is not None:
        return back_to(series)
    sub = _("What is wanted, by when. It says nothing about what the process can do: that is what the limits show.")
    return series_form(request, series, form, title=_("Set a target"), sub=sub, submit=_("Set the target"))


def usual_span(line: Line) -> dict[str, Any]:
    """What a new baseline may begin with: the latest 24 values."""
    periods = line.periods[-LONGEST_BASELINE:]
    return {"first": periods[0], "last": periods[-1]} if periods else {}


@require_http_methods(["GET", "HEAD", "POST"])
def baseline(request: PilotRequest, key: int) -> HttpResponse:
    """Say which values show what is usual."""
    series = allowed(request, key, "define")
    form = BaselineForm(request.POST or None, series=series, initial=usual_span(line_of(series)))
    if (
        form.is_valid()
        and perform(form, lambda: set_baseline(act_of(request), series, **form.cleaned_data)) is not None
    ):
        return back_to(series)
    sub = _(
        "These values are the usual: what follows is judged from there. At least 12; earlier baselines stay visible."
    )
    return series_form(request, series, form, title=_("Set a baseline"), sub=sub, submit=_("Set the baseline"))
