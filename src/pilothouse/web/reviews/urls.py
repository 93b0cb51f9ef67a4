"""Addresses of reviews and decisions: number and verb."""

from django.urls import path

from pilothouse.web.reviews.views import deciding, decisions, forums, lists, meeting, packs, planning, requests

app_name = "reviews"
urlpatterns = [
    path("reviews/", lists.home, name="home"),
    path("reviews/all/", lists.reviews, name="all"),
    path("reviews/plan/", planning.plan, name="plan"),
    path("reviews/decisions/", lists.decisions, name="decisions"),
    path("reviews/decide/", deciding.decide_anywhere, name="decide"),
    path("reviews/calibration/", forums.calibration, name="calibration"),
    path("reviews/forums/open/", forums.open_new, name="open_forum"),
    path("reviews/forums/<int:key>/change/", forums.change, name="change_forum"),
    path("reviews/forums/<int:key>/close/", forums.close, name="close_forum"),
    path("reviews/forums/<int:key>/reopen/", forums.reopen, name="reopen_forum"),
    path("reviews/requests/", requests.requests, name="requests"),
    path("reviews/requests/ask/", requests.ask, name="ask"),
    path("<req:code>/", requests.page, name="request"),
    path("<req:code>/change/", requests.change, name="change_request"),
    path("<req:code>/answer/", requests.answer, name="answer"),
    path("<req:code>/outcome/", requests.outcome, name="outcome"),
    path("<req:code>/withdraw/", requests.withdraw, name="withdraw"),
    path("<rev:code>/", meeting.review, name="review"),
    path("<rev:code>/prepare/", planning.prepare, name="prepare"),
    path("<rev:code>/attendance/", planning.attendance, name="attendance"),
    path("<rev:code>/forum/", forums.put, name="put_in_forum"),
    path("<rev:code>/cancel/", planning.cancel, name="cancel"),
    path("<rev:code>/items/<int:item>/look/", meeting.look, name="look"),
    path("<rev:code>/items/<int:item>/act/", meeting.agree, name="act"),
    path("<rev:code>/decide/", deciding.decide_in_review, name="decide_in_review"),
    path("<rev:code>/minutes/", meeting.minutes, name="minutes"),
    path("<rev:code>/close/", meeting.close, name="close"),
    path("<rev:code>/packs/", packs.packs, name="packs"),
    path("<rev:code>/packs/<int:number>/", packs.pack, name="pack"),
    path("<rev:code>/packs/<int:number>/check/", packs.check, name="check_pack"),
    path("<rev:code>/packs/<int:number>/sign/", packs.sign, name="sign"),
    path("<rev:code>/packs/<int:number>/pdf/", packs.pdf, name="pdf"),
    path("<rev:code>/packs/<int:number>/figures/", packs.figures, name="figures"),
    path("<rev:code>/packs/<int:number>/content/", packs.content, name="content"),
    path("<d:code>/", decisions.decision, name="decision"),
    path("<d:code>/carry-out/", decisions.carry_out, name="carry_out"),
    path("<d:code>/resume/", decisions.resume, name="resume"),
    path("<d:code>/judge/", decisions.judge, name="judge"),
    path("<d:code>/supersede/", deciding.supersede, name="supersede"),
]
