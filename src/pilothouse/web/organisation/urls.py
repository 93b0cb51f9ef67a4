"""Addresses of the first start and of the organisation."""

from django.urls import path

from pilothouse.web.organisation.views import access, mail, people, start, units, waiting

app_name = "organisation"
urlpatterns = [
    path("start/", start.found, name="start"),
    path("start/units/", start.units, name="start_units"),
    path("start/first/", start.first, name="start_first"),
    path("organisation/", units.home, name="home"),
    path("organisation/change/", units.change_whole, name="change"),
    path("organisation/rights/", people.rights, name="rights"),
    path("organisation/escalation/", waiting.escalation, name="escalation"),
    path("organisation/units/<int:key>/add/", units.add, name="add_unit"),
    path("organisation/units/<int:key>/change/", units.change, name="change_unit"),
    path("organisation/units/<int:key>/close/", units.close, name="close_unit"),
    path("organisation/people/", people.home, name="people"),
    path("organisation/people/add/", people.add, name="add_person"),
    path("organisation/people/<int:key>/", people.person, name="person"),
    path("organisation/people/<int:key>/change/", people.change, name="change_person"),
    path("organisation/people/<int:key>/move/", people.move, name="move_person"),
    path("organisation/people/<int:key>/left/", people.left, name="left"),
    path("organisation/people/<int:key>/access/", access.give, name="give_access"),
    path("organisation/people/<int:key>/access/withdraw/", access.withdraw, name="withdraw_access"),
    path("organisation/people/<int:key>/roles/", access.assign, name="assign"),
    path("organisation/people/<int:key>/roles/<int:held>/withdraw/", access.take_back, name="take_back"),
    path("organisation/mail/", mail.mail, name="mail"),
    path("organisation/mail/<int:letter>/again/", mail.again, name="mail_again"),
    path("me/digest/", mail.digest, name="digest"),
    path("me/", people.me, name="me"),
]
