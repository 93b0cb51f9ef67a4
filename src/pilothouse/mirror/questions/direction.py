"""Second mark: operational indicators are linked to strategic objectives."""

from django.utils.translation import gettext_lazy as _

from pilothouse.mirror.questions.shape import Better, Mark, Question

DIRECTION = (
    Question(
        name="indicators-linked",
        mark=Mark.DIRECTION,
        title=_("Indicators that serve an objective"),
        question=_("Is what we measure tied to what we want?"),
        said=_("%(numerator)s of the %(denominator)s indicators in use serve an objective: %(value)s."),
        definition=_("At the end of each month: of all live indicators, the share that serves at least one live "
                     "objective."),
        numerator=_("live indicators that serve a live objective"),
        denominator=_("live indicators"),
        source=_("indicators, objectives and the ties between them, as the trail tells they stood"),
        why=_("An indicator that serves nothing costs work and steers nobody."),
        weakness=_("A tie is quickly made. Whether moving the indicator moves the objective is another question."),
        clause="6.2.1, 9.1.1",
        better=Better.UP,
        kind="value",
        fewest=1,
        stock=True,
        leads=True,
    ),
    Question(
        name="objectives-measured",
        mark=Mark.DIRECTION,
        title=_("Objectives that something measures"),
        question=_("Would we notice if an objective were missed?"),
        said=_("%(numerator)s of the %(denominator)s live objectives are measured by an indicator: %(value)s."),
        definition=_("At the end of each month: of all live objectives, the share that a live indicator serves "
                     "directly."),
        numerator=_("live objectives that a live indicator serves"),
        denominator=_("live objectives"),
        source=_("indicators, objectives and the ties between them, as the trail tells they stood"),
        why=_("An objective that nothing measures is a sentence on paper."),
        weakness=_("High objectives may be measured through those below them; here each has to be measured itself."),
        clause="6.2.1",
        better=Better.UP,
        kind="value",
        fewest=1,
        stock=True,
        leads=True,
    ),
    Question(
        name="targets-eased",
        mark=Mark.DIRECTION,
        title=_("Targets eased on the way"),
        question=_("Do we move the target when the result does not come?"),
        said=_("Counted in each quarter of the last year, %(numerator)s of %(denominator)s targets in force were made "
               "easier, or put off, before their day."),
        definition=_("Of the targets in force in a quarter, the share that was replaced in it, before its day, by one "
                     "that is easier or, at the same value, later. What was put right within a day is no change."),
        numerator=_("targets replaced by an easier or later one before their day"),
        denominator=_("targets in force in the period"),
        source=_("targets: value, day, when set and when ended"),
        why=_("A target that follows the result makes every result a success."),
        weakness=_("The world changes, and a good reason may stand behind it. Giving a target up, "
                   "or taking it to another series, is not counted, whatever target follows later."),
        clause="6.2.1",
        better=Better.DOWN,
        whom=_("those who set targets, and the owners of the indicators that have them"),
        frequency="quarter",
    ),
    Question(
        name="objectives-worked-on",
        mark=Mark.DIRECTION,
        title=_("Objectives for which something was planned"),
        question=_("Is anything done for what we want?"),
        said=_("For %(numerator)s of the %(denominator)s live objectives something was planned or decided within the "
               "last year: %(value)s."),
        definition=_("At the end of each month: of all live objectives, the share for which within the 366 days before "
                     "an action was planned, a decision was made about the objective or on a series that tells about "
                     "it, or another record was tied to it."),
        numerator=_("live objectives with an action, a decision or another record of the year before"),
        denominator=_("live objectives"),
        source=_("objectives; actions and ties of records to them; decisions and the series they are measured on"),
        why=_("What nobody works on is a wish, however well it is measured."),
        weakness=_("One action in a year counts as much as ten. Daily work that keeps an objective where it is needs "
                   "none. Which indicator tells about which objective is asked today."),
        clause="6.2.2",
        better=Better.UP,
        kind="value",
        fewest=1,
        stock=True,
    ),
    Question(
        name="indicators-decided-on",
        mark=Mark.DIRECTION,
        title=_("Indicators that a decision rests on"),
        question=_("Do we decide by what we measure?"),
        said=_("On %(numerator)s of the %(denominator)s indicators in use a decision of the last year rests: "
               "%(value)s."),
        definition=_("At the end of each month: of all live indicators, the share of which at least one series was "
                     "what a decision of the 366 days before rested on or was to be measured by."),
        numerator=_("live indicators on which a decision of the year before rests"),
        denominator=_("live indicators"),
        source=_("decisions, their forecasts, and what they rest on"),
        why=_("What no decision ever cites is measured for the report."),
        weakness=_("An indicator may keep a process in hand for years without a decision. Decisions outside of the "
                   "system cite nothing."),
        clause="9.1.3, 9.3.2",
        better=Better.UP,
        kind="value",
        fewest=1,
        stock=True,
    ),
    Question(
        name="values-never-vary",
        mark=Mark.DIRECTION,
        title=_("Indicators with a target that never move"),
        question=_("Do we measure something that can change?"),
        said=_("%(numerator)s of the %(denominator)s targets in force are set on values that were all the same for a "
               "year."),
        definition=_("At the end of each quarter: of the targets in force whose series has at least 8 values of the "
                     "366 days before, the share of which all of these values are equal."),
        numerator=_("targets on values that never differed in the year before"),
        denominator=_("targets in force with at least 8 values"),
        source=_("targets and the values of their series, as corrected by now"),
        why=_("What never varies is either not measured, or cannot be steered by."),
        weakness=_("Some counts rightly stay at nought for years."),
        clause="9.1.1",
        better=Better.DOWN,
        kind="value",
        frequency="quarter",
        fewest=1,
        stock=True,
    ),
    Question(
        name="targets-always-met",
        mark=Mark.DIRECTION,
        title=_("Targets that are never missed"),
        question=_("Do we want anything that we do not have already?"),
        said=_("%(numerator)s of the %(denominator)s targets in force were met by every value of the last year."),
        definition=_("At the end of each quarter: of the targets in force whose series has at least 8 values of the "
                     "366 days before, the share that all of these values meet. A line that never moves is one of "
                     "them, or never meets its target."),
        numerator=_("targets that every value of the year before meets"),
        denominator=_("targets in force with at least 8 values"),
        source=_("targets and the values of their series, as corrected by now"),
        why=_("A target that is always met moves nobody; a row of green says that the bar lies on the ground."),
        weakness=_("Some targets guard a line that must never be crossed. No share is right: none at all may mean that "
                   "targets are dreams."),
        clause="6.2.1",
        better=Better.NEITHER,
        kind="value",
        frequency="quarter",
        fewest=1,
        stock=True,
    ),
)  # fmt: skip
