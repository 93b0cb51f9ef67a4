"""Addresses that every record shares."""

from django.urls import path

from pilothouse.web.records import catalogue, radar, saved, together, views

urlpatterns = [
    path("records/", catalogue.all_records, name="records"),
    path("records/hand-over/", together.hand_over, name="hand_over_all"),
    path("records/move-date/", together.move_due, name="move_due_all"),
    path("search/", catalogue.search, name="search"),
    path("radar/<str:what>/look/", radar.look, name="look"),
    path("views/", saved.mine, name="views"),
    path("views/save/", saved.save, name="save_view"),
    path("views/<int:key>/", saved.change, name="change_view"),
    path("views/<int:key>/remove/", saved.remove, name="remove_view"),
    path("<code:code>/", views.record, name="record"),
    path("<code:code>/note/", views.note, name="record_note"),
    path("<code:code>/file/", views.attach, name="record_file"),
    path("<code:code>/files/<int:key>/", views.download, name="record_download"),
    path("<code:code>/link/", views.link, name="record_link"),
    path("<code:code>/unlink/<code:other>/", views.unlink, name="record_unlink"),
    path("<code:code>/owner/", views.owner, name="record_owner"),
    path("<code:code>/due/", views.due, name="record_due"),
    path("<code:code>/climbed/take/", views.accept, name="record_accept"),
    path("<code:code>/climbed/leave/", views.decline, name="record_decline"),
]
