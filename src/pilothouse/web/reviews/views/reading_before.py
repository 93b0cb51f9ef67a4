"""The silent pre-read: one page with all items, each marked seen, question or decide before the meeting."""

from collections.abc import Iterator, Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pilothouse.reviews.inputs import BY_KEY
from pilothouse.reviews.models import Mark, Review
from pilothouse.reviews.operations import Marked, mark_agenda
from pilothouse.reviews.queries import Item, items_among, live_inputs, own_marks
from pilothouse.reviews.tiers import inputs_of
from pilothouse.web.records.numbers import page_of
from pilothouse.web.reviews.pictures import drawing_of
from pilothouse.web.reviews.read_form import ReadForm, ToRead
from pilothouse.web.reviews.unplaced import left_of
from pilothouse.web.reviews.views.reading import crumbs_to, meeting_at, today_of
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform, render_form


@require_http_methods(["GET", "HEAD", "POST"])
def read_before(request: PilotRequest, code: str) -> HttpResponse:
    """Read the agenda in silence, and say of each item what it asks of the meeting."""
    meeting = meeting_at(request, code)
    review = meeting.review
    if review.ended or not meeting.takes_part(request.person):
        raise Http404
    agenda = items_among(meeting.rows, request.person)
    marked = list(Mark.objects.filter(review=review, person=request.person))
    items = list(_to_read(request, review, agenda, marked))
    form = ReadForm(request.POST or None, items=items, mine=marked)
    if request.method == "POST" and form.is_valid():
        marks = [Marked(item.record, item.input, reading, text, item.topic) for item, reading, text in form.marks()]
        if perform(form, lambda: mark_agenda(act_of(request), review, marks=marks)) is not None:
            read = sum(one.reading is not None for one in marks)
            messages.success(request, _("Kept: %(count)d of %(all)d read.") % {"count": read, "all": len(items)})
            return redirect(page_of(review))
    context = {
        "review": review, "form": form, "rows": form.rows(), "crumbs": crumbs_to(review), "back": page_of(review),
        "left": left_of(meeting, request.person),
    }  # fmt: skip
    return render_form(request, "reviews/read_before.html", context, form)


def _to_read(request: PilotRequest, review: Review, items: Sequence[Item], marked: Sequence[Mark]) -> Iterator[ToRead]:
    for item in items:
        yield _item_to_read(review, item, own_marks(marked, item))
    asked = inputs_of(review.tier)
    if not asked:
        return
    for live in live_inputs(request.person, today_of(request), review.since, review.unit):
        if live.input.key in asked:
            told = " ".join([*live.sentences, *live.missing])
            one = BY_KEY[live.input.key]
            url, mine = f"/reviews/inputs/{one.key}/", own_marks(marked, None, one.key)
            yield ToRead(
                f"i_{one.key}", one.label, one.clause, told, url, "", None, one.key, tied=live.tied, marks=mine
            )  # fmt: skip


def _item_to_read(review: Review, item: Item, mine: Sequence[Mark]) -> ToRead:
    """Named by what its reader sees of it."""
    record, key = item.record, item.row.record_id
    if item.topic:
        by, url = _("brought by %s") % item.owner if item.owner else "", f"{page_of(review)}?item={item.pk}"
        return ToRead(f"t{item.pk}", item.topic, _("topic"), by, url, "", key, topic=item.topic, marks=mine)
    return ToRead(
        f"r{record.pk}", record.title, record.type.label, item.reason, page_of(record), drawing_of(item.series), key,
        marks=mine, also=frozenset(f"r{part.record.pk}" for part in item.others),
    )  # fmt: skip
