"""Forums and how well each judges itself; which forum a review belongs to."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pilothouse.organisation.queries import holds_somewhere, units_where
from pilothouse.organisation.roles import Right
from pilothouse.reviews.models import Forum
from pilothouse.reviews.operations import change_forum, close_forum, open_forum, put_in_forum, reopen_forum
from pilothouse.reviews.queries import how_forums_judged
from pilothouse.web.kit.pages import Column
from pilothouse.web.records.export import as_file
from pilothouse.web.records.numbers import page_of
from pilothouse.web.reviews.calibrated import ForumLine, forum_lines, picture_of, set_apart
from pilothouse.web.reviews.forms import EditForumForm, ForumForm, InForumForm
from pilothouse.web.reviews.views.reading import crumbs_to, review_seen, today_of
from pilothouse.web.reviews.views.tabs import tabs_at
from pilothouse.web.shell.conflicts import as_filled
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform, render_form

COLUMNS = (
    Column("forum", gettext_lazy("Forum")),
    Column("meets", gettext_lazy("Meets")),
    Column("judged", gettext_lazy("Judged"), numeric=True),
    Column("apart", gettext_lazy("Set apart"), numeric=True),
    Column("running", gettext_lazy("Running"), numeric=True),
    Column("stated", gettext_lazy("Said, %"), numeric=True),
    Column("true", gettext_lazy("Came true, %"), numeric=True),
    Column("reach", gettext_lazy("True share, 95 % sure"), numeric=True),
    Column("brier", gettext_lazy("Brier score"), numeric=True),
    Column("finding", gettext_lazy("What that tells")),
    Column("do", gettext_lazy("What to do"), hidden_label=True),
)
EXPORTED: tuple[tuple[Any, Callable[[ForumLine], Any]], ...] = (
    (gettext_lazy("Forum"), lambda line: str(line.name)),
    (gettext_lazy("Unit"), lambda line: line.forum.unit.code if line.forum else ""),
    (gettext_lazy("Meets"), lambda line: line.forum.get_cadence_display() if line.forum else ""),
    (gettext_lazy("Judged"), lambda line: line.worked.judged),
    (gettext_lazy("Set apart"), lambda line: line.apart),
    (gettext_lazy("Running"), lambda line: line.worked.running),
    (gettext_lazy("Too early"), lambda line: line.worked.early),
    (gettext_lazy("Told"), lambda line: line.share.count if line.share else 0),
    (gettext_lazy("Said, %"), lambda line: line.share.stated if line.share else None),
    (gettext_lazy("Came true, %"), lambda line: line.share.came_true if line.share else None),
    (gettext_lazy("True share, 95 % sure"), lambda line: line.reach if line.share else ""),
    (gettext_lazy("Brier score"), lambda line: line.worked.calibration.brier),
    (gettext_lazy("What that tells"), lambda line: str(line.finding)),
)


@require_safe
def calibration(request: PilotRequest) -> HttpResponseBase:
    """How sure leaders were beside how often it came true: in total, and for each forum."""
    whole, found = how_forums_judged(request.person, today_of(request))
    lines = forum_lines(found, list(Forum.objects.seen_by(request.person).select_related("unit")))
    if (file := as_file(request, "calibration", EXPORTED, lines)) is not None:
        return file
    context = {
        "tabs": tabs_at("calibration"),
        "apart": set_apart(whole),
        "early": whole.early,
        "picture": picture_of(whole.calibration),
        "lines": lines,
        "columns": COLUMNS,
        "decide_url": "/reviews/decide/" if holds_somewhere(request.person, Right.DECIDE) else "",
        "prepares": {unit.pk for unit in units_where(request.person, Right.PREPARE)},
    }
    return render(request, "reviews/calibration.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def open_new(request: PilotRequest) -> HttpResponse:
    """Name a forum."""
    if not units_where(request.person, Right.PREPARE):
        raise Http404
    form = ForumForm(request.POST or None, person=request.person)
    if request.method == "POST" and form.is_valid():
        made = perform(form, lambda: open_forum(act_of(request), **form.cleaned_data))
        if made is not None:
            messages.success(request, _("%s stands. Plan its next review, or put earlier ones into it.") % made.name)
            return redirect("reviews:calibration")
    return _page(request, form, _("Name a forum"), _("Name it"))


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PilotRequest, key: int) -> HttpResponse:
    """Rename a forum, or say how often it meets."""
    forum = _own(request, key)
    form = EditForumForm(request.POST or None, initial={"name": forum.name, "cadence": forum.cadence})
    if request.method == "POST" and form.is_valid():
        changed = perform(
            form, lambda: change_forum(act_of(request), as_filled(request, forum), **form.cleaned_data)
        )  # fmt: skip
        if changed is not None:
            return redirect("reviews:calibration")
    return _page(request, form, _("Change %s") % forum.name, _("Save"), forum.version)


@require_POST
def close(request: PilotRequest, key: int) -> HttpResponse:
    """Say that a forum meets no more."""
    close_forum(act_of(request), _own(request, key))
    messages.success(request, _("It meets no more; what it decided stays counted."))
    return redirect("reviews:calibration")


@require_POST
def reopen(request: PilotRequest, key: int) -> HttpResponse:
    """Say that it meets again."""
    reopen_forum(act_of(request), _own(request, key))
    return redirect("reviews:calibration")


@require_http_methods(["GET", "HEAD", "POST"])
def put(request: PilotRequest, code: str) -> HttpResponse:
    """Say to which forum a review belongs."""
    review = review_seen(request, code)
    if not request.person.may(Right.PREPARE, review.unit.path):
        raise Http404
    held = review.forum_id
    form = InForumForm(request.POST or None, person=request.person, held=held, initial={"forum": held})
    if request.method == "POST" and form.is_valid():
        done = perform(form, lambda: put_in_forum(act_of(request), as_filled(request, review), **form.cleaned_data))
        if done is not None:
            return redirect(page_of(review))
    words = {"heading": _("To which forum does it belong?"), "label": _("Save"), "leave": _("Leave it")}
    page = {"record": review, "form": form, "kind": "main", "icon": "check", "back": page_of(review)}
    return render_form(request, "reviews/verb.html", {**page, **words, "crumbs": crumbs_to(review)}, form)


def _own(request: PilotRequest, key: int) -> Forum:
    """A forum of a unit whose reviews the person prepares; not found otherwise."""
    forum: Forum | None = Forum.objects.select_related("unit").filter(pk=key).first()
    if forum is None or not request.person.may(Right.PREPARE, forum.unit.path):
        raise Http404
    return forum


def _page(request: PilotRequest, form: Any, title: str, button: str, version: int | None = None) -> HttpResponse:
    sub = _("A round that meets again and again and decides. How often its forecasts come true is counted for it.")
    crumbs = [*crumbs_to(), (_("Calibration"), "/reviews/calibration/")]
    context = {"form": form, "title": title, "sub": sub, "button_words": button, "crumbs": crumbs, "version": version}
    return render_form(request, "reviews/forum.html", context, form)
