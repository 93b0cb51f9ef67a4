"""Lives of reviews, decisions and resource requests."""

from django.utils.translation import gettext_lazy as _

from pilothouse.records.states import Kind, Lifecycle, State, Step, Tone, Wait

REVIEW = Kind(
    name="review",
    prefix="REV",
    label=_("review"),
    plural=_("reviews"),
    formal=_("management review (9.3)"),
    # An input is no record and in no state: its days are its own (`queries.inputs.unread`).
    waits=(Wait("input", _("inputs of reviews that nobody brings or looks at"), (), days=14),),
    life=Lifecycle(
        states=(
            State("planned", _("planned")),
            State("held", _("held"), ends=True),
            State("cancelled", _("cancelled"), ends=True),
        ),
        steps=(
            Step("close", _("Close the meeting"), ("planned",), "held"),
            Step("reopen", _("Reopen"), ("held",), "planned"),
            Step("cancel", _("Cancel"), ("planned",), "cancelled"),
        ),
    ),
)
# What was chosen is locked from its first moment. It is carried out, and then compared with its forecast; the verdict
# may come while nobody has said that it was carried out. Without a forecast nothing is awaited once it is. Too early is
# a verdict that does not end it: it is asked for again on the day when enough values can have come.
_LIVE = ("running", "carried_out", "too_early")
DECISION = Kind(
    name="decision",
    prefix="D",
    label=_("decision"),
    plural=_("decisions"),
    formal=_("output of management review (9.3.3)"),
    waits=(
        Wait("decision", _("decisions not carried out"), ("running",)),
        Wait("verdict", _("verdicts that are due"), _LIVE, since="asks_on", promised=False),
    ),
    life=Lifecycle(
        states=(
            State("running", _("to be carried out")),
            State("carried_out", _("waits for its verdict"), kept=True),
            State("too_early", _("too early"), kept=True),
            State("done", _("carried out"), ends=True),
            State("as_forecast", _("better as forecast"), ends=True, tone=Tone.BETTER),
            State("less", _("better but less"), ends=True, tone=Tone.BETTER),
            State("no_change", _("no change"), ends=True),
            State("worse", _("worse"), ends=True, tone=Tone.WORSE),
            State("cannot_be_told", _("cannot be told"), ends=True),
            State("superseded", _("superseded"), ends=True),
        ),
        steps=(
            Step("carry_out", _("Carried out"), ("running",), "carried_out"),
            Step("finish", _("Carried out, nothing forecast"), ("running",), "done"),
            Step("carry_out_early", _("Carried out, too early for its verdict"), ("running",), "too_early"),
            Step("put_off", _("Too early"), ("carried_out", "too_early"), "too_early"),
            Step("ask_again", _("Ask again"), ("too_early",), "carried_out"),
            Step("resume", _("Not carried out after all"), ("carried_out", "too_early", "done"), "running"),
            Step("as_forecast", _("Better as forecast"), _LIVE, "as_forecast"),
            Step("less", _("Better but less"), _LIVE, "less"),
            Step("no_change", _("No change"), _LIVE, "no_change"),
            Step("worse", _("Worse"), _LIVE, "worse"),
            Step("cannot_be_told", _("Cannot be told"), _LIVE, "cannot_be_told"),
            Step("supersede", _("Supersede"), _LIVE, "superseded"),
        ),
    ),
)
# What was granted or refused lives on until somebody says what came of it: a ledger that ends with the answer teaches
# nothing.
_WAITING = ("asked", "deferred")
REQUEST = Kind(
    name="request",
    prefix="REQ",
    label=_("resource request"),
    plural=_("resource requests"),
    formal=_("resource need and its answer (7.1, 9.3.2, 9.3.3)"),
    life=Lifecycle(
        states=(
            State("asked", _("waits for an answer")),
            State("deferred", _("deferred")),
            State("granted", _("granted")),
            State("refused", _("refused")),
            State("granted_told", _("granted, outcome told"), ends=True),
            State("refused_told", _("refused, outcome told"), ends=True),
            State("withdrawn", _("withdrawn"), ends=True),
        ),
        steps=(
            Step("grant", _("Grant"), _WAITING, "granted"),
            Step("refuse", _("Refuse"), _WAITING, "refused"),
            Step("defer", _("Defer"), _WAITING, "deferred"),
            Step("withdraw", _("Withdraw"), _WAITING, "withdrawn"),
            Step("tell_granted", _("Say what came of it"), ("granted",), "granted_told"),
            Step("tell_refused", _("Say what came of it"), ("refused",), "refused_told"),
        ),
    ),
)
