"""Addresses of reviews and decisions: number and verb."""

from django.urls import path

from pilothouse.web.reviews.views import deciding, decisions, lists, meeting, packs, planning

app_name = "reviews"
urlpatterns = [
    path("reviews/", lists.home, name="home"),
    path("reviews/all/", lists.reviews, name="all"),
    path("reviews/plan/", planning.plan, name="plan"),
    path("reviews/decisions/", lists.decisions, name="decisions"),
    path("reviews/decide/", deciding.decide_anywhere, name="decide"),
    path("<rev:code>/", meeting.review, name="review"),
    path("<rev:code>/prepare/", planning.prepare, name="prepare"),
    path("<rev:code>/attendance/", planning.attendance, name="attendance"),
    path("<rev:code>/cancel/", planning.cancel, name="cancel"),
    path("<rev:code>/items/<int:item>/look/", meeting.look, name="look"),
    path("<rev:code>/items/<int:item>/act/", meeting.agree, name="act"),
    path("<rev:code>/decide/", deciding.decide_in_review, name="decide_in_review"),
    path("<rev:code>/minutes/", meeting.minutes, name="minutes"),
    path("<rev:code>/close/", meeting.close, name="close"),
    path("<rev:code>/packs/", packs.packs, name="packs"),
    path("<rev:code>/packs/<int:number>/", packs.pack, name="pack"),
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
