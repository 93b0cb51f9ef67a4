"""What ends: a target, a series, an indicator; each is asked why, and what becomes of the targets that stand on it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from pilothouse.measures.models import Indicator, Series, Target
from pilothouse.measures.operations import end_series, end_target, retire_indicator
from pilothouse.measures.queries import indicators_seen_by
from pilothouse.organisation.models import Person
from pilothouse.organisation.queries import units_where
from pilothouse.organisation.roles import Right
from pilothouse.web.kit.parts import Crumb
from pilothouse.web.kit.widgets import Lines
from pilothouse.web.measures.fields import PeriodField
from pilothouse.web.measures.indicators import indicator_or_404, may_define
from pilothouse.web.measures.limits import allowed, series_form
from pilothouse.web.measures.series_page import back_to, rights_on, series_or_404, today_of
from pilothouse.web.measures.words import amount
from pilothouse.web.records.numbers import page_of
from pilothouse.web.shell.conflicts import as_filled
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform, render_form

# So many targets are named where an indicator is retired; its page shows all of its series.
NAMED = 6
FORM = ["GET", "HEAD", "POST"]


class GiveUpForm(forms.Form):
    """Why a target is given up; it is the one that stood there when the form was opened."""

    target = forms.ModelChoiceField(Target.objects.none(), widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=gettext_lazy("Why is it given up?"), max_length=300, widget=Lines(2),
        help_text=gettext_lazy("It stays beside the target. Where only the value or the day changes, set a new one."),
    )  # fmt: skip

    def __init__(self, *args: Any, series: Series, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].queryset = series.targets.all()  # type: ignore[attr-defined]


@require_http_methods(FORM)
def give_up_target(request: PilotRequest, key: int) -> HttpResponse:
    """End the live target."""
    series = allowed(request, key, "define")
    live = series.targets.filter(ended_at=None).select_related("objective").first()
    if live is None and request.method != "POST":
        raise Http404
    form = GiveUpForm(request.POST or None, series=series, initial={"target": live})
    if form.is_valid():
        chosen, reason = form.cleaned_data["target"] or live, form.cleaned_data["reason"]
        if chosen is None:
            raise Http404
        if perform(form, lambda: end_target(act_of(request, why=reason), chosen, reason=reason)) is not None:
            messages.success(request, _("The target is given up. It stays among the earlier ones, with the reason."))
            return back_to(series)
    sub = standing_target(live, series.indicator) if live else ""
    title = _("Give the target up")
    return series_form(request, series, form, title=title, sub=sub, submit=_("Give it up"), icon="x")


@require_http_methods(FORM)
def end(request: PilotRequest, key: int) -> HttpResponse:
    """Measure no longer here."""
    series = series_or_404(request, key)
    if request.person.may(Right.DEFINE, series.unit.path):
        as_filled(request, series)  # ended meanwhile, it is told of and not missing
    if not rights_on(request, series)["end"]:
        raise Http404
    live = series.targets.filter(ended_at=None).select_related("objective").first()
    initial = {"on": today_of(request), "version": series.version}
    form = EndForm(request.POST or None, initial=initial, series=series, live=live, person=request.person)
    if form.is_valid() and perform(form, lambda: _end(request, series, form.cleaned_data)) is not None:
        return back_to(series)
    sub = _("What was measured stays. Later periods are refused.")
    if live is not None:
        sub = f"{sub} {standing_target(live, series.indicator)}"
    return series_form(request, series, form, title=_("Stop measuring here"), sub=sub, submit=_("Stop"))


def _end(request: PilotRequest, series: Series, given: dict[str, Any]) -> Series:
    reason = given.get("reason", "")
    return end_series(act_of(request, why=reason), series, on=given["on"], reason=reason, heir=given.get("heir"))


def standing_target(live: Target, indicator: Indicator) -> str:
    """What ends with the series, in a sentence."""
    words = {"value": amount(indicator, live.value), "day": _day(live.by), "objective": live.objective}
    if live.objective is None:
        return _("A target stands on it: %(value)s by %(day)s.") % words
    return _("A target stands on it: %(value)s by %(day)s, for %(objective)s.") % words


def _day(day: date) -> str:
    return date_format(day, "j F Y")


class EndForm(forms.Form):
    """The last period; where a target stands, also what becomes of it, and why."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, series: Series, live: Target | None, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"] = PeriodField(label=_("Last period (any day in it)"), indicator=series.indicator)
        if live is None and "reason" not in self.data:  # given up meanwhile, what was typed about it stays
            return
        heirs = _heirs(series, person)
        if heirs.exists() or "heir" in self.data:
            self.fields["heir"] = forms.ModelChoiceField(
                label=_("Its target"), required=False, queryset=heirs, empty_label=_("is given up with the series"),
                help_text=_("Or it goes on at a series of the same unit of measure that has no target yet."),
            )  # fmt: skip
            kept = _("It stays beside the target.")
        else:
            kept = _("The target is given up with the series; this stays beside it.")
        self.fields["reason"] = forms.CharField(label=_("Why"), max_length=300, widget=Lines(2), help_text=kept)


def _heirs(series: Series, person: Person) -> "QuerySet[Series]":
    """Series of the same unit of measure that go on without a target, and on which the person may set one."""
    indicator = series.indicator
    may = Q(unit__in=units_where(person, Right.DEFINE)) | Q(indicator__owner=person)
    alike = Q(indicator__unit_of_measure=indicator.unit_of_measure, indicator__direction=indicator.direction)
    aimed = Exists(Target.objects.filter(series=OuterRef("pk"), ended_at=None))
    found = Series.objects.seen_by(person).filter(may, alike, ~aimed, ended_on=None, indicator__ended_at=None)
    near = Case(When(indicator=indicator, then=0), default=1)
    return found.exclude(pk=series.pk).select_related("indicator", "unit").order_by(near, "indicator__number", "pk")


class RetireForm(forms.Form):
    """Why an indicator is measured no more; where targets stand on it, also what becomes of them."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=300, widget=Lines(2))

    def __init__(
        self, *args: Any, indicator: Indicator, standing: Sequence[Target], person: Person, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        heirs = _successors(indicator, standing, person)
        if standing:
            self.fields["reason"].help_text = _("Its targets are given up with it; this stays beside each of them.")
        if (standing and heirs.exists()) or "heir" in self.data:
            self.fields["heir"] = forms.ModelChoiceField(
                label=_("Its targets"), required=False, queryset=heirs, empty_label=_("are given up with it"),
                help_text=_("Or they go on with another indicator, each at its place: one of the same unit of measure "
                            "that is measured at all of them and has no target there yet."),
            )  # fmt: skip
            self.fields["reason"].help_text = _("It stays with the indicator and beside each of its targets.")
            self.order_fields(["heir", "reason"])


def _successors(indicator: Indicator, standing: Sequence[Target], person: Person) -> "QuerySet[Indicator]":
    """Live indicators whose series may take over all these targets, those of the same process first."""
    found: Any = indicators_seen_by(person)
    may = Q(unit__in=units_where(person, Right.DEFINE)) | Q(indicator__owner=person)
    aimed = Exists(Target.objects.filter(series=OuterRef("pk"), ended_at=None))
    free = Series.objects.filter(may, ~aimed, indicator=OuterRef("pk"), ended_on=None)
    for unit, label in sorted({(one.series.unit_id, one.series.label) for one in standing}):
        found = found.filter(Exists(free.filter(unit=unit, label=label)))
    alike = {"unit_of_measure": indicator.unit_of_measure, "direction": indicator.direction}
    near = Case(When(process=indicator.process_id, then=0), default=1)
    ordered: QuerySet[Indicator] = found.live().filter(**alike).exclude(pk=indicator.pk).order_by(near, "number")
    return ordered


@require_http_methods(FORM)
def retire(request: PilotRequest, code: str) -> HttpResponse:
    """Measure an indicator no more."""
    about = indicator_or_404(request, code)
    if not may_define(request, about):
        raise Http404
    standing = _targets_seen(about, request.person)
    form = RetireForm(
        request.POST if request.method == "POST" else None, indicator=about, standing=standing,
        person=request.person, initial={"version": about.version},
    )  # fmt: skip
    if form.is_valid():
        as_filled(request, about, form)
        given = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        act = act_of(request, why=given["reason"])
        if perform(form, lambda: retire_indicator(act, about, **given)) is not None:
            messages.success(request, _("%s is retired. What was measured stays.") % about.code)
            return HttpResponseRedirect(page_of(about))
    context = {
        "form": form, "title": _("Retire %s") % about.code, "sub": _what_ends(about, standing), "icon": "archive",
        "submit": _("Retire it"), "back": page_of(about), "crumbs": [Crumb(about.title, page_of(about))],
    }  # fmt: skip
    return render_form(request, "measures/form.html", context, form)


def _targets_seen(indicator: Indicator, person: Person) -> list[Target]:
    """The live targets on its series, as far as the person sees these."""
    seen = Series.objects.seen_by(person).filter(indicator=indicator)
    found = Target.objects.filter(series__in=seen, ended_at=None).select_related("series__unit", "series__indicator")
    return list(found.order_by("series__unit__path", "series__label"))


def _what_ends(indicator: Indicator, standing: list[Target]) -> str:
    """What stays and what ends with it, in two sentences."""
    sub = _("What was measured stays and can be read; no more values come in.")
    live = Target.objects.filter(series__indicator=indicator, ended_at=None)
    if live.exclude(pk__in=[one.pk for one in standing]).exists():
        sub += " " + _(
            "Targets stand on it also where you do not see: they are given up with it, and read your reason."
        )
    if not standing:
        return sub
    named = [f"{one.series.place} {amount(indicator, one.value)} ({_day(one.by)})" for one in standing[:NAMED]]
    more = len(standing) - NAMED
    if more > 0:
        named.append(_("%d more") % more)
    told = ngettext("A target stands on it: %s.", "Targets stand on it: %s.", len(standing)) % ", ".join(named)
    return f"{sub} {told}"
