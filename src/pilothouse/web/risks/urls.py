"""Addresses of risks and opportunities: number and verb."""

from django.urls import path

from pilothouse.web.risks.views import (
    answering,
    appetite,
    assessing,
    foresight,
    home,
    lists,
    opportunity,
    raising,
    risk,
    warning,
)

app_name = "risks"
urlpatterns = [
    path("risks/", home.home, name="home"),
    path("risks/register/", lists.risks, name="register"),
    path("risks/opportunities/", lists.opportunities, name="opportunities"),
    path("risks/new/", raising.open_new, name="new"),
    path("risks/opportunities/new/", raising.open_new_opportunity, name="new_opportunity"),
    path("risks/curve/", home.curve, name="curve"),
    path("risks/hit-rate/", foresight.hit_rate, name="hit_rate"),
    path("organisation/appetite/", appetite.appetite, name="appetite"),
    path("<rsk:code>/", risk.page, name="risk"),
    path("<rsk:code>/change/", raising.change, name="change"),
    path("<rsk:code>/rate/", assessing.rate, name="rate"),
    path("<rsk:code>/estimate/", assessing.estimate, name="estimate"),
    path("<rsk:code>/accept/", answering.accept, name="accept"),
    path("<rsk:code>/decline/", answering.decline, name="decline"),
    path("<rsk:code>/close/", answering.close, name="close"),
    path("<rsk:code>/reopen/", answering.reopen, name="reopen"),
    path("<rsk:code>/watch/", warning.watch, name="watch"),
    path("<rsk:code>/watch/<int:key>/remove/", warning.remove, name="unwatch"),
    path("<opp:code>/", opportunity.page, name="opportunity"),
    path("<opp:code>/change/", raising.change, name="change_opportunity"),
    path("<opp:code>/rate/", assessing.rate, name="rate_opportunity"),
    path("<opp:code>/estimate/", assessing.estimate, name="estimate_opportunity"),
    path("<opp:code>/realise/", opportunity.realise, name="realise"),
    path("<opp:code>/drop/", opportunity.drop, name="drop"),
    path("<opp:code>/reopen/", opportunity.reopen, name="reopen_opportunity"),
    path("<iss:code>/foreseen/", foresight.foreseen, name="foreseen"),
    path("<iss:code>/foreseen/withdraw/", foresight.withdraw, name="withdraw"),
]
