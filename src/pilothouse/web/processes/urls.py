"""Addresses of processes and hand-overs: number and verb."""

from django.urls import path

from pilothouse.web.processes.views import chain, handovers, process

app_name = "processes"
urlpatterns = [
    path("processes/", chain.map_page, name="map"),
    path("processes/retired/", chain.retired, name="retired"),
    path("processes/define/", process.define, name="define"),
    path("<prc:code>/", process.page, name="process"),
    path("<prc:code>/change/", process.change, name="change"),
    path("<prc:code>/retire/", process.retire, name="retire"),
    path("<prc:code>/revive/", process.revive, name="revive"),
    path("<prc:code>/hand-overs/agree/", handovers.agree, name="agree"),
    path("<prc:code>/hand-overs/<int:key>/", handovers.change, name="handover"),
    path("<prc:code>/hand-overs/<int:key>/end/", handovers.end, name="end_handover"),
]
