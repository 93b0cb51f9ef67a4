"""Lists of issues and of actions."""

from dataclasses import replace

from django.db.models.functions import Lower
from django.http import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from pilothouse.improvement.models import Action, Issue, Nature, Purpose, Severity, Verification
from pilothouse.improvement.queries import with_moves
from pilothouse.improvement.states import ACTION, ISSUE, VERIFICATION
from pilothouse.organisation.roles import Right
from pilothouse.web.improvement.proved import proof_columns, with_proof
from pilothouse.web.improvement.reading import today_of
from pilothouse.web.improvement.together import EVERY_ISSUE
from pilothouse.web.improvement.words import proof_words
from pilothouse.web.measures.trust_beside import READ, trust_beside, trust_columns, with_sight
from pilothouse.web.records.columns import (
    due_column,
    owner_column,
    plain_column,
    state_column,
    title_column,
    unit_column,
    word_column,
)
from pilothouse.web.records.filters import (
    age_filter,
    choices_filter,
    due_filter,
    owner_filter,
    state_filter,
    text_filter,
    unit_filter,
)
from pilothouse.web.records.lists import Empty, ListSpec, record_list, shows
from pilothouse.web.records.together import EVERY_RECORD
from pilothouse.web.shell.middleware import PilotRequest

# Step by step as the database walks there, so that it need not sort.
BY_INDICATOR = (Lower("series__indicator__title"), "series__indicator_id", "series_id", "record_id")
ISSUES = ListSpec(
    title=_("Issues"),
    noun=_("issues"),
    records=lambda person: Issue.objects.seen_by(person),
    columns=(
        title_column(),
        state_column(),
        word_column("severity", _("How bad"), "severity", Severity),
        word_column("nature", _("What it is"), "nature", Nature),
        unit_column(),
        owner_column(),
        due_column(),
    ),
    export="issues",
    filters=(
        state_filter(ISSUE),
        choices_filter("nature", _("What it is"), "nature", Nature.choices, every=_("any nature"), before=_("of")),
        choices_filter("severity", _("How bad"), "severity", Severity.choices, every=_("slight to grave"),
                       before=_("that are")),
        unit_filter(),
        owner_filter(_("answered by")),
        due_filter(),
        age_filter(),
        text_filter(),
    ),
    empty=Empty(
        _("No issue yet"),
        _("Problems, complaints, findings and ideas come together here, so that none is forgotten and every fix is "
          "checked for its effect. It begins when somebody reports something."),
        _("Report a problem"),
        "/improvement/report/",
    ),
    unread=("details", "containment", "contained_at", "lesson", "recurrence_of", "process", "series"),
    bulk=EVERY_ISSUE,
)  # fmt: skip

ACTIONS = ListSpec(
    title=_("Actions"),
    noun=_("actions"),
    records=lambda person: Action.objects.seen_by(person),
    columns=(
        title_column(),
        state_column(),
        word_column("purpose", _("Purpose"), "purpose", Purpose),
        unit_column(),
        owner_column(_("Who")),
        due_column(),
    ),
    also=(
        plain_column("first_due", _("First promised for"), lambda action: action.first_due),
        plain_column("first_done_on", _("First done on"), lambda action: action.first_done_on),
        plain_column("due_when_done", _("Due when first done"), lambda action: action.due_when_done),
        plain_column("done_on", _("Done on"), lambda action: action.done_on),
        plain_column("moves", _("Times its date was moved"), lambda action: action.moves, numeric=True),
    ),
    in_full=with_moves,
    export="actions",
    filters=(
        state_filter(ACTION),
        choices_filter("purpose", _("Purpose"), "purpose", Purpose.choices, every=_("any purpose"), before=_("for")),
        unit_filter(),
        owner_filter(_("done by")),
        due_filter(),
        age_filter(),
        text_filter(),
    ),
    empty=Empty(
        _("No action yet"),
        _("Actions are planned where they come from: an issue, a decision, an objective. Each has one owner, and its "
          "first date stays visible for ever."),
        _("See the issues"),
        "/improvement/issues/",
    ),
    bulk=EVERY_RECORD,
)  # fmt: skip
EFFECTS = ListSpec(
    title=_("Effects"),
    noun=_("effects"),
    sub=_("Every action that should show in the numbers is checked: before and after, on the same series."),
    records=lambda person: with_sight(Verification.objects.seen_by(person), person),
    columns=(
        title_column(),
        state_column(),
        # Everybody sees indicators; in which unit it is measured is for those who see that unit.
        plain_column("indicator", _("Indicator"), lambda proof: proof.series.indicator.title, sort=BY_INDICATOR),
        trust_beside(
            plain_column("effect", _("Effect"), proof_words, sort=("effect", "record_id"), filled="effect"),
            lambda proof: proof.effect is not None,
        ),
        owner_column(_("Who confirms")),
        due_column(),
    ),
    also=(plain_column("smallest", _("Smallest effect that matters"), lambda proof: proof.smallest),),
    export="effects",
    filters=(state_filter(VERIFICATION), unit_filter(), owner_filter(_("confirmed by")), due_filter(), text_filter()),
    empty=Empty(
        _("No effect to verify yet"),
        _("Name a series when you plan an action. When it is done, the numbers before and after are compared here, "
          "and a person confirms whether it worked."),
        _("See the actions"),
        "/improvement/actions/",
    ),
    related=("owner", *READ),
    bulk=EVERY_RECORD,
)  # fmt: skip


@require_safe
@shows(ISSUES)
def issues(request: PilotRequest) -> HttpResponseBase:
    """Issues the person may see."""
    importing = any(request.person.may(Right.TRIAGE, path) for _role, path in request.person.grants)
    return record_list(request, ISSUES, "improvement/issues.html", {"may_import": importing})


@require_safe
@shows(ACTIONS)
def actions(request: PilotRequest) -> HttpResponseBase:
    """Actions the person may see."""
    person = request.person
    also = (*ACTIONS.also, *proof_columns(person, today_of(request)))
    spec = replace(ACTIONS, also=also, in_full=lambda found: with_moves(with_proof(found, person)))
    return record_list(request, spec)


@require_safe
@shows(EFFECTS)
def effects(request: PilotRequest) -> HttpResponseBase:
    """Effects the person may see, to be confirmed or confirmed."""
    return record_list(request, replace(EFFECTS, also=(*EFFECTS.also, *trust_columns(today_of(request)))))
