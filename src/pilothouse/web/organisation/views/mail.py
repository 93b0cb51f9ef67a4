"""When digests are sent, what became of them, and each person's own choice."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from pilothouse.organisation.operations import choose_digest, set_mail_times
from pilothouse.organisation.roles import Right
from pilothouse.organisation.rules import MailTimes, mail_times
from pilothouse.outbox.models import Letter, Standing
from pilothouse.outbox.operations import try_again
from pilothouse.web.kit.pages import Column, paginate
from pilothouse.web.kit.widgets import Lines
from pilothouse.web.organisation.views.reading import tabs
from pilothouse.web.records.export import as_file
from pilothouse.web.shell.conflicts import as_filled
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform

COLUMNS = (
    Column("day", gettext_lazy("Day")),
    Column("person", gettext_lazy("To")),
    Column("lines", gettext_lazy("Lines"), numeric=True),
    Column("state", gettext_lazy("State")),
    Column("tries", gettext_lazy("Tries"), numeric=True),
    Column("reason", gettext_lazy("Why not")),
)

EXPORTED = (
    (gettext_lazy("Day"), lambda letter: letter.day),
    (gettext_lazy("To"), lambda letter: letter.person.name),
    (gettext_lazy("Lines"), lambda letter: letter.lines),
    (gettext_lazy("State"), lambda letter: str(letter.get_state_display())),
    (gettext_lazy("Tries"), lambda letter: letter.tries),
    (gettext_lazy("Why not"), lambda letter: letter.reason),
)


def _hours() -> list[tuple[int, str]]:
    return [(hour, f"{hour:02d}:00") for hour in range(24)]


class TimesForm(forms.Form):
    """When digests are sent, and when nothing is."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    hour = forms.TypedChoiceField(label=gettext_lazy("Sent from"), choices=_hours, coerce=int)
    quiet_from = forms.TypedChoiceField(label=gettext_lazy("Nothing is sent from"), choices=_hours, coerce=int)
    quiet_until = forms.TypedChoiceField(label=gettext_lazy("until"), choices=_hours, coerce=int)
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("On these days"), choices=list(WEEKDAYS.items()), coerce=int,
        widget=forms.CheckboxSelectMultiple, required=False,
    )  # fmt: skip
    free = forms.CharField(
        label=gettext_lazy("Never on these days"), required=False, max_length=2_000, widget=Lines(3),
        help_text=gettext_lazy("One a line, as 2026-12-25."),
    )  # fmt: skip

    def clean_free(self) -> tuple[date, ...]:
        """Days, one a line."""
        try:
            return tuple(sorted({date.fromisoformat(word) for word in self.cleaned_data["free"].split()}))
        except ValueError:
            raise forms.ValidationError(_("Write each day as 2026-12-25.")) from None

    @staticmethod
    def of(times: MailTimes, version: int) -> dict[str, Any]:
        """The times in force as the form's first values."""
        return {**times.kept(), "free": "\n".join(day.isoformat() for day in times.free), "version": version}


@require_http_methods(["GET", "HEAD", "POST"])
def mail(request: PilotRequest) -> HttpResponseBase:
    """For administrators: times, and letters by where they stand."""
    if not request.person.may_everywhere(Right.ADMINISTER):
        raise Http404
    organisation = request.organisation
    form = TimesForm(
        request.POST or None, initial=TimesForm.of(mail_times(organisation.mail_times), organisation.version)
    )
    if form.is_valid() and perform(form, lambda: _set(request, form)) is not None:
        messages.success(request, _("Set."))
        return redirect("/organisation/mail/")
    state = request.GET.get("state", "")
    letters = Letter.objects.select_related("person").defer("text", "html", "told").order_by("-day", "-id")
    letters = letters.filter(state=state) if state in Standing.values else letters
    if file := as_file(request, "letters", EXPORTED, letters.iterator(chunk_size=500)):
        return file
    context = {
        "tabs": tabs("mail", request.person),
        "form": form,
        "backend": settings.MAIL,
        "folder": settings.EMAIL_FILE_PATH,
        "counts": dict(Letter.objects.order_by().values_list("state").annotate(count=Count("pk"))),
        "states": Standing.choices,
        "state": state,
        "columns": COLUMNS,
        "page": paginate(letters, request),
    }
    return render(request, "organisation/mail.html", context, status=422 if form.errors else 200)


def _set(request: PilotRequest, form: TimesForm) -> object:
    values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
    as_filled(request, request.organisation)
    times = MailTimes(**{**values, "weekdays": tuple(values["weekdays"])})
    return set_mail_times(act_of(request), request.organisation, times=times)


@require_POST
def again(request: PilotRequest, letter: int) -> HttpResponse:
    """Let a letter that failed be sent once more."""
    found = Letter.objects.filter(pk=letter).select_related("person__unit").first()
    if found is None or not request.person.may_everywhere(Right.ADMINISTER):
        raise Http404
    try_again(act_of(request), found)
    messages.success(request, _("It is tried again within a minute, if no quiet hours have begun."))
    return redirect("/organisation/mail/")


@require_POST
def digest(request: PilotRequest) -> HttpResponse:
    """Turn one's own digest on or off."""
    wanted = request.POST.get("wanted") == "yes"
    choose_digest(act_of(request), request.person, wanted=wanted)
    messages.success(request, _("You get the daily mail.") if wanted else _("You get no daily mail any more."))
    return redirect("/me/")
