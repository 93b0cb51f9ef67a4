"""Lives of issues, actions and verifications."""

from django.utils.translation import gettext_lazy as _

from pilothouse.records.states import Kind, Lifecycle, State, Step, Tone, Wait

ISSUE = Kind(
    name="issue",
    prefix="ISS",
    label=_("issue"),
    plural=_("issues"),
    formal=_("nonconformity or opportunity for improvement (10.2, 10.3)"),
    waits=(Wait("issue", _("issues past their day"), ("open",)),),
    life=Lifecycle(
        states=(
            State("reported", _("reported"), tone=Tone.NEEDS),
            State("open", _("open")),
            State("closed", _("closed"), ends=True),
            State("declined", _("declined"), ends=True),
        ),
        steps=(
            Step("triage", _("Accept and assign"), ("reported",), "open"),
            Step("decline", _("Decline"), ("reported",), "declined"),
            Step("close", _("Close"), ("open",), "closed"),
            Step("reopen", _("Reopen"), ("closed", "declined"), "open"),
        ),
    ),
)
ACTION = Kind(
    name="action",
    prefix="ACT",
    label=_("action"),
    plural=_("actions"),
    formal=_("planned action (6.1, 6.2.2, 10.2)"),
    waits=(Wait("action", _("overdue actions"), ("planned",)),),
    life=Lifecycle(
        states=(
            State("planned", _("to do")),
            State("watched", _("done, effect not yet verified"), kept=True),
            State("ended", _("done"), ends=True),
            State("effective", _("effective"), ends=True, tone=Tone.BETTER),
            State("cancelled", _("cancelled"), ends=True),
        ),
        steps=(
            Step("complete", _("Done"), ("planned",), "ended"),
            Step("watch", _("Done, verify the effect"), ("planned",), "watched"),
            Step("prove", _("Effective"), ("watched",), "effective"),
            Step("end_unproved", _("Ended without proof"), ("watched",), "ended"),
            Step("reopen", _("Not effective, reopen"), ("watched",), "planned"),
            Step("cancel", _("Cancel"), ("planned",), "cancelled"),
        ),
    ),
)
VERIFICATION = Kind(
    name="verification",
    prefix="VER",
    label=_("verification"),
    plural=_("verifications"),
    formal=_("review of effectiveness (10.2.1)"),
    waits=(Wait("effect", _("effects to confirm"), ("waiting",)),),
    life=Lifecycle(
        states=(
            State("waiting", _("waiting for the numbers")),
            State("better", _("better"), ends=True, tone=Tone.BETTER),
            State("no_change", _("no change"), ends=True),
            State("worse", _("worse"), ends=True, tone=Tone.WORSE),
            State("cannot_be_told", _("cannot be told"), ends=True),
        ),
        steps=(
            Step("better", _("Better"), ("waiting",), "better"),
            Step("no_change", _("No change"), ("waiting",), "no_change"),
            Step("worse", _("Worse"), ("waiting",), "worse"),
            Step("cannot_be_told", _("Cannot be told"), ("waiting",), "cannot_be_told"),
        ),
    ),
)
