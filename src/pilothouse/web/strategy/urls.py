"""Addresses of direction: number and verb."""

from django.urls import path

from pilothouse.web.strategy.views import direction, objectives, policies, ties

app_name = "strategy"
urlpatterns = [
    path("direction/", direction.home, name="home"),
    path("direction/policy/", policies.state, name="state_policy"),
    path("direction/themes/add/", policies.add, name="add_theme"),
    path("direction/objectives/set/", objectives.set_new, name="set_objective"),
    path("<pol:code>/", policies.policy, name="policy"),
    path("<thm:code>/", policies.theme, name="theme"),
    path("<thm:code>/change/", policies.change, name="change_theme"),
    path("<thm:code>/end/", policies.end, name="end_theme"),
    path("<obj:code>/", objectives.page, name="objective"),
    path("<obj:code>/change/", objectives.change, name="change_objective"),
    path("<obj:code>/end/", objectives.end, name="end_objective"),
    path("<obj:code>/target/", ties.target, name="target"),
    path("<obj:code>/measure/", ties.measure, name="measure"),
    path("<obj:code>/initiative/", ties.initiative, name="initiative"),
]
