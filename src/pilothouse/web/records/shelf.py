"""The shelf above a list: the views a person has saved of it, and the way to save another."""

from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pilothouse.records.queries import views_of
from pilothouse.records.rules import tidy_query
from pilothouse.web.kit.components.drawing import escaped
from pilothouse.web.shell.middleware import PilotRequest

USUAL = "?view=usual"  # the list without the view it opens with


class Shelf:
    """The views of one list that stand above it, and the way to save another."""

    def __init__(self, request: PilotRequest) -> None:
        self.path = request.path
        self.place = request.resolver_match.view_name if request.resolver_match else ""
        self.asked = bool(request.GET)
        self.query = tidy_query(request.GET.urlencode())
        self.views = views_of(request.person, self.place)

    @property
    def opening(self) -> str:
        """Where to go from the bare address: to the view that the person wants first, if there is one."""
        return next((f"{self.path}?{view.query}" for view in self.views if view.preferred and not self.asked), "")

    @property
    def usual(self) -> str:
        """The address of the list as everybody has it."""
        return USUAL if any(view.preferred for view in self.views) else "?"

    @cached_property
    def drawn(self) -> SafeString:
        """Links above the list: its views, the page of all views, and what would keep the list as it stands."""
        links = [self._link(f"?{view.query}", view.name, view.query == self.query) for view in self.views]
        if links:
            links.insert(0, self._link(self.usual, _("Usual"), not self.query))
        if self.query and not any(view.query == self.query for view in self.views):
            to = urlencode({"place": self.place, "query": self.query})
            links.append(_aside(f"{reverse('save_view')}?{to}", _("Save this view")))
        links.append(_aside(reverse("views"), _("My views")))
        return SafeString(f'<nav class="views" aria-label="{escaped(_("Views"))}">{"".join(links)}</nav>')

    def _link(self, url: str, name: str, current: bool) -> str:
        mark = ' aria-current="page"' if current else ""
        return f'<a href="{escaped(url)}"{mark}>{escaped(name)}</a>'


def _aside(url: str, words: str) -> str:
    return f'<a class="quiet" href="{escaped(url)}" hx-boost="false">{escaped(words)}</a>'
