"""One click: the same trouble, or something else."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pilothouse.improvement.models import Apart, Issue
from pilothouse.improvement.operations import say_same, take_back_apart, tell_apart
from pilothouse.records.rules import parsed
from pilothouse.web.improvement.views.repeats import MOST_MEMBERS
from pilothouse.web.records.numbers import page_of
from pilothouse.web.shell.middleware import PilotRequest, act_of

_PAGE = "improvement:repeats"


@require_POST
def judge(request: PilotRequest) -> HttpResponse:
    """Say of an issue (`issue`) what it is to the others that it stands `among`: the same, or something else."""
    issue, others = _asked(request)
    if request.POST.get("answer") == "same":
        if len(others) != 1:
            raise Http404
        say_same(act_of(request), issue, other=others[0])
        words = _("%(one)s and %(other)s are one trouble. The worker groups anew on its next round.")
        messages.success(request, words % {"one": others[0].code, "other": issue.code})
    else:
        tell_apart(act_of(request), issue, others=others)
        words = _("%(one)s is not the trouble of %(others)s. The worker groups anew on its next round.")
        messages.success(request, words % {"one": issue.code, "others": ", ".join(one.code for one in others)})
    return redirect(_PAGE)


def _asked(request: PilotRequest) -> tuple[Issue, list[Issue]]:
    """Only what the person may see is there."""
    named = request.POST.get("issue", "")
    codes = dict.fromkeys([named, *request.POST.getlist("among")[: MOST_MEMBERS + 1]])
    numbers = {read[1] for code in codes if (read := parsed(code)) and read[0] == Issue.KIND.prefix}
    seen = Issue.objects.seen_by(request.person).select_related("unit").filter(number__in=numbers).order_by("id")
    found = {one.code: one for one in seen}
    issue = found.pop(named, None)
    if issue is None or not found or len(found) + 1 != len(codes):
        raise Http404
    return issue, list(found.values())


@require_POST
def take_back(request: PilotRequest, key: int) -> HttpResponse:
    """Two issues may be one trouble after all. Back to the one whose page it was asked on (`from`), if it was."""
    seen = Apart.objects.seen_by(request.person).select_related("issue__unit", "other__unit")
    apart = seen.filter(pk=key).first()
    if apart is None:
        raise Http404
    take_back_apart(act_of(request), apart)
    messages.success(request, _("Taken back. Their words count again from the worker's next round."))
    came = [page_of(one) for one in (apart.issue, apart.other) if one.code == request.POST.get("from")]
    return redirect(*came or [_PAGE])
