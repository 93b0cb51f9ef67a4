"""Addresses of improvement: number and verb."""

from django.urls import path

from pilothouse.web.improvement import together
from pilothouse.web.improvement.views import (
    actions,
    causes,
    effects,
    handling,
    home,
    importing,
    issue,
    joining,
    judging,
    lists,
    promises,
    repeats,
    report,
)

app_name = "improvement"
urlpatterns = [
    path("improvement/", home.home, name="home"),
    path("improvement/issues/triage/", together.triage, name="triage_all"),
    path("improvement/issues/decline/", together.decline, name="decline_all"),
    path("improvement/promises/", promises.promises, name="promises"),
    path("improvement/report/", report.report, name="report"),
    path("improvement/repeats/", repeats.repeats, name="repeats"),
    path("improvement/repeats/judge/", judging.judge, name="judge"),
    path("improvement/repeats/apart/<int:key>/", judging.take_back, name="take_back_apart"),
    path("improvement/alike/", report.alike, name="alike"),
    path("improvement/issues/", lists.issues, name="issues"),
    path("improvement/actions/", lists.actions, name="actions"),
    path("improvement/effects/", lists.effects, name="effects"),
    path("improvement/import/", importing.sheet, name="import"),
    path("improvement/import/rows/", importing.rows, name="import_rows"),
    path("signals/join/", joining.join, name="join"),
    path("signals/issue/", joining.open_together, name="open_together"),
    path("<sig:code>/release/", joining.release, name="release"),
    path("<iss:code>/", issue.issue, name="issue"),
    path("<iss:code>/reported/", report.reported, name="reported"),
    path("<iss:code>/triage/", handling.triage, name="triage"),
    path("<iss:code>/decline/", handling.decline, name="decline"),
    path("<iss:code>/change/", handling.change, name="change"),
    path("<iss:code>/contain/", handling.contain, name="contain"),
    path("<iss:code>/recurrence/", handling.recurrence, name="recurrence"),
    path("<iss:code>/close/", handling.close, name="close"),
    path("<iss:code>/reopen/", handling.reopen, name="reopen"),
    path("<iss:code>/why/", causes.name, name="why"),
    path("<iss:code>/why/<int:key>/", causes.change, name="change_why"),
    path("<iss:code>/why/<int:key>/withdraw/", causes.withdraw, name="withdraw_why"),
    path("<code:code>/plan/", actions.plan, name="plan"),
    path("<act:code>/", actions.action, name="action"),
    path("<act:code>/complete/", actions.complete, name="complete"),
    path("<act:code>/change/", actions.change, name="change_action"),
    path("<act:code>/cancel/", actions.cancel, name="cancel_action"),
    path("<ver:code>/", effects.effect, name="effect"),
]
