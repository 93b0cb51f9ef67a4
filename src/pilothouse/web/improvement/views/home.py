"""Where improvement begins: what waits, what lives, what I reported."""

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pilothouse.improvement.models import Issue, Verification
from pilothouse.improvement.queries import live_issues, reports_of, waiting_effects, waiting_for_triage
from pilothouse.improvement.rules.closing import answered_by
from pilothouse.organisation.roles import Right
from pilothouse.web.improvement.reading import today_of
from pilothouse.web.shell.middleware import PilotRequest

SHOWN, FEW = 12, 6


def _with_day(request: PilotRequest, issues: list[Issue]) -> list[dict[str, object]]:
    zone = request.organisation.tz
    return [{"issue": issue, "by": answered_by(issue.created_at.astimezone(zone).date())} for issue in issues]


@require_safe
def home(request: PilotRequest) -> HttpResponse:
    """What waits for triage, the next promises, effects to confirm, and what became of my reports."""
    person = request.person
    grants = any(person.may(Right.TRIAGE, path) for _role, path in person.grants)
    waiting = list(waiting_for_triage(person).defer("words")[: SHOWN + 1]) if grants else []
    verdicts = Verification.objects.seen_by(person).exclude(ended_at=None).order_by().values("state")
    counts = {row["state"]: row["n"] for row in verdicts.annotate(n=Count("pk"))}
    live = list(live_issues(person).defer("words")[: SHOWN + 1])
    context = {
        "may_triage": grants,
        "waiting": _with_day(request, waiting[:SHOWN]),
        "more_waiting": len(waiting) > SHOWN,
        "live": live[:SHOWN],
        "more_live": len(live) > SHOWN,
        "effects": list(waiting_effects(person).defer("words")[:FEW]),
        "mine": list(reports_of(person).defer("words")[:FEW]),
        "counts": counts,
        "judged": sum(counts.values()),
        "today": today_of(request),
    }
    return render(request, "improvement/home.html", context)
