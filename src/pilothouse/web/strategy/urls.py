"""Addresses of direction: number and verb."""

from django.urls import path

from pilothouse.web.strategy.views import (
    alignment,
    context,
    direction,
    focusing,
    matrix,
    objectives,
    policies,
    serving,
    ties,
    unmet,
)

app_name = "strategy"
urlpatterns = [
    path("direction/", direction.home, name="home"),
    path("direction/policy/", policies.state, name="state_policy"),
    path("direction/themes/add/", policies.add, name="add_theme"),
    path("direction/objectives/set/", objectives.set_new, name="set_objective"),
    path("direction/alignment/", alignment.alignment_page, name="alignment"),
    path("direction/matrix/", matrix.matrix_page, name="matrix"),
    path("direction/matrix/pdf/", matrix.matrix_pdf, name="matrix_pdf"),
    path("direction/focus/", focusing.focus_page, name="focus"),
    path("direction/context/", context.home, name="context"),
    path("direction/context/climate/", context.climate, name="climate"),
    path("direction/context/assumption/", context.name_new, {"sort": "assumption"}, name="name_assumption"),
    path("direction/context/issue/", context.name_new, {"sort": "context"}, name="name_context"),
    path("direction/context/party/", context.name_new, {"sort": "party"}, name="name_party"),
    *(
        path(f"<{kind}:code>/{verb}", view, name=f"{kind}_{name}")
        for kind in ("asm", "ctx", "pty")
        for verb, view, name in (
            ("", context.page, "page"),
            ("check/", context.check, "check"),
            ("change/", context.change, "change"),
            ("end/", context.end, "end"),
        )
    ),
    path("<pol:code>/", policies.policy, name="policy"),
    path("<thm:code>/", policies.theme, name="theme"),
    path("<thm:code>/change/", policies.change, name="change_theme"),
    path("<thm:code>/end/", policies.end, name="end_theme"),
    path("<code:code>/serve/", serving.serve, name="serve"),
    path("<obj:code>/", objectives.page, name="objective"),
    path("<obj:code>/change/", objectives.change, name="change_objective"),
    path("<obj:code>/end/", objectives.end, name="end_objective"),
    path("<obj:code>/target/", ties.target, name="target"),
    path("<obj:code>/measure/", ties.measure, name="measure"),
    path("<obj:code>/unmet/", unmet.answer, name="unmet"),
    path("<obj:code>/initiative/", ties.initiative, name="initiative"),
]
