"""Are the records honest, continued: is a problem thought through to its cause, and its effect waited for?"""

from django.utils.translation import gettext_lazy as _

from pilothouse.mirror.questions.shape import Better, Mark, Question

THOROUGHNESS = (
    Question(
        name="causes-reused",
        mark=Mark.HONEST,
        title=_("Causes in the words of another problem"),
        question=_("Do we look for the cause, or take one that passed before?"),
        said=_("%(numerator)s of the %(denominator)s root causes named in the last year stand word for word with an "
               "earlier problem: %(value)s."),
        definition=_("Of the root causes named in a quarter, the share whose words are those of a root cause named "
                     "earlier for another issue; case, accents and signs do not count."),
        numerator=_("root causes in the words of an earlier one"),
        denominator=_("root causes named"),
        source=_("trees of causes: text and moment"),
        why=_("The same words for different problems are a form that was filled in."),
        weakness=_("The same cause may really strike twice; then the problems should name each other."),
        clause="10.2.1",
        better=Better.DOWN,
        whom=_("those who name causes"),
        frequency="quarter",
    ),
    Question(
        name="actions-before-cause",
        mark=Mark.HONEST,
        title=_("Corrective actions planned before a cause was known"),
        question=_("Do we know why before we act against it?"),
        said=_("%(numerator)s of the %(denominator)s corrective actions planned in the last year for a problem came "
               "before its root cause was named."),
        definition=_("Of the corrective actions planned in a quarter for an issue, the share planned while no root "
                     "cause of it had been named."),
        numerator=_("corrective actions planned before a root cause was named"),
        denominator=_("corrective actions planned for an issue"),
        source=_("actions, the issue they came from, and its causes"),
        why=_("An action against a cause that nobody has looked for is a guess."),
        weakness=_("A cause may be known long before it is written down. Corrections, which only repair, are not "
                   "counted."),
        clause="10.2.1",
        better=Better.DOWN,
        whom=_("those who plan actions"),
        frequency="quarter",
    ),
    Question(
        name="proved-at-once",
        mark=Mark.HONEST,
        title=_("Effects confirmed on the day of the deed"),
        question=_("Do we wait until the numbers can tell?"),
        said=_("%(numerator)s of the %(denominator)s effects confirmed in the last year were confirmed within a day of "
               "the deed."),
        definition=_("Of the effects verified in a quarter, the share verified on the day the action was done, or the "
                     "day after."),
        numerator=_("effects verified within a day of the action"),
        denominator=_("effects verified"),
        source=_("the trail (when it was verified) and the action (when it was done)"),
        why=_("An effect that is confirmed with the deed was not looked for."),
        weakness=_("The day of doing is what people say. Here the numbers propose each verdict, and mostly ask for "
                   "eight new values first."),
        clause="10.2.1",
        better=Better.DOWN,
        whom=_("those who confirm effects"),
        frequency="quarter",
    ),
    Question(
        name="issues-reopened",
        mark=Mark.HONEST,
        title=_("Problems opened again"),
        question=_("Do we ever admit that something was not solved?"),
        said=_("%(numerator)s problems were opened again in the last year, while %(denominator)s were closed or "
               "declined."),
        definition=_("How often a closed or declined issue was opened again in a quarter, for each hundred that were "
                     "closed or declined in it."),
        numerator=_("issues opened again"),
        denominator=_("issues closed or declined"),
        source=_("the trail: closed, declined, opened again"),
        why=_("Exactly none, for years, says that nobody looks back."),
        weakness=_("Both ends are bad signs. Who reports it anew instead is counted among those that came back."),
        clause="10.2.1",
        better=Better.NEITHER,
        whom=_("those who close and reopen problems"),
        kind="rate",
        frequency="quarter",
        unit=_("per 100 ended"),
        scale=100.0,
        decimals=1,
    ),
)  # fmt: skip
