"""Fourth mark: continual improvement is part of the daily work. And how long the river takes, from signal to effect."""

from django.utils.translation import gettext_lazy as _

from pilothouse.mirror.questions.shape import Better, Gap, Mark, Question

DAILY = (
    Question(
        name="dates-kept",
        mark=Mark.DAILY,
        title=_("Original dates kept"),
        question=_("Do we keep what we promise, by the day first promised?"),
        said=_("%(numerator)s of the %(denominator)s promises whose first day came in the last year were kept by it: "
               "%(value)s."),
        definition=_("Of the actions whose first due date lies in a month, the share that was done by that day, "
                     "however often the date moved since, and whatever came of it. Only what was cancelled before its "
                     "day is left out."),
        numerator=_("actions done by the date first promised"),
        denominator=_("actions first promised for the month"),
        source=_("actions: first due date and day done (the page Promise reliability counts the same)"),
        why=_("Moving dates is the quietest way to do nothing."),
        weakness=_("Who promises late keeps more. Small and large promises count the same."),
        clause="6.2.2, 10.2.1",
        better=Better.UP,
        whom=_("the owners of actions"),
        leads=True,
        by_unit=True,
    ),
    Question(
        name="long-overdue",
        mark=Mark.DAILY,
        title=_("Open promises a month past their first day"),
        question=_("How much of what we promised lies about?"),
        said=_("%(numerator)s of the %(denominator)s actions that stand open are more than 30 days past the day first "
               "promised: %(value)s."),
        definition=_("At the end of each month: of the actions that were neither done nor cancelled, the share whose "
                     "first due date lay more than 30 days back, wherever it has moved since."),
        numerator=_("open actions more than 30 days past their first due date"),
        denominator=_("open actions"),
        source=_("actions: first due date, day first done, moment of their end"),
        why=_("What is old and open teaches everybody that dates mean nothing."),
        weakness=_("An action that was done and opened again counts as done. Small and large ones count the same. "
                   "Whose they are is asked today."),
        clause="6.2.2, 10.2.1",
        better=Better.DOWN,
        whom=_("the owners of open actions"),
        kind="value",
        stock=True,
    ),
    Question(
        name="proof-planned",
        mark=Mark.DAILY,
        title=_("Deeds whose effect is checked"),
        question=_("Do we check on the numbers whether it helped?"),
        said=_("%(numerator)s of the %(denominator)s deeds that were to change something, done in the last year, name "
               "the series on which their effect is checked: %(value)s."),
        definition=_("Of the actions done in a month that were to change something (all but corrections), the share "
                     "that names a series, so that a verification follows."),
        numerator=_("actions done with a series to show their effect"),
        denominator=_("actions done, without corrections and cancelled ones"),
        source=_("actions: purpose, series, day done"),
        why=_("Improvement without proof is activity."),
        weakness=_("Not every deed shows in a number, and several may share one that is checked already."),
        clause="10.2.1, 10.3",
        better=Better.UP,
        whom=_("the owners of actions"),
        by_unit=True,
    ),
    Question(
        name="days-to-answer",
        mark=Mark.DAILY,
        title=_("From signal to answer"),
        question=_("How long does a signal wait?"),
        said=_("The %(denominator)s signals answered in the last year had waited %(value)s on average."),
        definition=_("Mean days from the moment a signal was raised to its answer, of the signals answered in a "
                     "month."),
        numerator=_("days waited, summed"),
        denominator=_("signals answered"),
        source=_("signals: raised and answered"),
        why=_("A change that waits costs every day."),
        weakness=_("A mean: one that waited long weighs much. Those still without an answer are not in it: look at the "
                   "signals answered within a week as well."),
        clause="9.1.3",
        better=Better.DOWN,
        whom=_("the owners of signals"),
        kind="value",
        unit=_("days"),
        scale=1.0,
        decimals=1,
    ),
    Question(
        name="days-to-decision",
        mark=Mark.DAILY,
        title=_("From problem to decision"),
        question=_("How long until somebody decides?"),
        said=_("The %(denominator)s decisions of the last year that answer something that came up were made %(value)s "
               "after it, on average."),
        definition=_("Mean days from the day on which a signal, issue, risk, opportunity or resource request was "
                     "entered to the decision about it, of the decisions made in a quarter about one of these. "
                     "Decisions about objectives, processes and indicators, or about nothing but the meeting itself, "
                     "are left out."),
        numerator=_("days from what came up to the decision, summed"),
        denominator=_("decisions about something that came up"),
        source=_("decisions and the record they are about"),
        why=_("Between knowing and deciding lies most of the cost."),
        weakness=_("A mean of few. Problems that never came to a decision are not in it."),
        clause="9.3.3",
        better=Better.DOWN,
        whom=_("those who make and own decisions, and the reviews in which they are made"),
        kind="value",
        frequency="quarter",
        unit=_("days"),
        scale=1.0,
    ),
    Question(
        name="days-to-effect",
        mark=Mark.DAILY,
        title=_("From decision to known effect"),
        question=_("How long until we know whether it worked?"),
        said=_("The %(denominator)s decisions judged in the last year had their verdict %(value)s after they were "
               "made, on average."),
        definition=_("Mean days from a decision to its verdict, of the decisions judged in a quarter."),
        numerator=_("days from the decision to its verdict, summed"),
        denominator=_("decisions judged"),
        source=_("decisions: decided and judged"),
        why=_("Learning is as quick as this."),
        weakness=_("Quicker is not always better: some effects need a year to show. Decisions not judged yet are not "
                   "in it."),
        clause="9.1.3",
        better=Better.DOWN,
        whom=_("the owners of decisions"),
        kind="value",
        frequency="quarter",
        unit=_("days"),
        scale=1.0,
    ),
    Question(
        name="complaints-worked-through",
        mark=Mark.DAILY,
        title=_("Complaints worked through to the end"),
        question=_("Does a complaint lead to its cause, and to a deed?"),
        said=_("%(numerator)s of the %(denominator)s complaints closed in the last year name a root cause and an "
               "action: %(value)s."),
        definition=_("Of the complaints that were closed in a quarter, the share with a root cause and at least one "
                     "action that was not cancelled. Declined ones are left out."),
        numerator=_("complaints closed with root cause and action"),
        denominator=_("complaints closed"),
        source=_("issues, their causes and their actions"),
        why=_("An apology is no answer to whoever comes next."),
        weakness=_("Not every complaint deserves an analysis. Whether the customer was told is not known here."),
        clause="8.2.1, 9.1.2, 10.2.1",
        better=Better.UP,
        whom=_("the owners of complaints"),
        frequency="quarter",
    ),
    Question(
        name="gains-per-act",
        mark=Mark.DAILY,
        title=_("Proved gains for all that is done in the system"),
        question=_("Does more activity bring more results?"),
        said=_("%(numerator)s proved gains came out of the %(denominator)s acts of the last year: %(value)s."),
        definition=_("Effects verified and decisions judged as better in a month, for each thousand acts that people "
                     "made in the system."),
        numerator=_("verdicts “better”, also where less than was forecast"),
        denominator=_("acts by people"),
        source=_("the trail: acts, and verdicts given"),
        why=_("Activity that rises while results stay is the mark of a system that is kept for its own sake."),
        weakness=_("Effects come months after the acts. Most good work is never given a verdict. Read it beside the "
                   "acts themselves."),
        clause="9.1.3, 10.3",
        better=Better.UP,
        whom=_("everybody who makes entries"),
        kind="rate",
        unit=_("per 1 000 acts"),
        scale=1000.0,
        decimals=1,
        fewest=100,
    ),
)  # fmt: skip
UNANSWERED = (
    Gap(
        name="voice",
        mark=Mark.DAILY,
        title=_("What people say of the system"),
        question=_("Does it help you? Can you report a mistake without fear?"),
        why=_("The gap between what leaders and what others say is itself the finding."),
        needs=_("A short anonymous question to everybody, told only for groups large enough. Nothing asks it today."),
        clause="7.3, 7.1.4",
    ),
    Gap(
        name="customer-told",
        mark=Mark.DAILY,
        title=_("Complaints answered to who complained"),
        question=_("Was the customer told what became of it?"),
        why=_("A loop that ends inside of the house is not closed."),
        needs=_("With each complaint the day on which whoever complained was answered. "
                "An issue holds no such day yet."),
        clause="8.2.1, 9.1.2",
    ),
)  # fmt: skip
