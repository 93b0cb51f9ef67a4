"""Second mark: operational indicators are linked to strategic objectives."""

from django.utils.translation import gettext_lazy as _

from pilothouse.mirror.questions.shape import Better, Crowd, Mark, Question

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
        crowd=Crowd.NOBODY,
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
        crowd=Crowd.NOBODY,
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
        weakness=_("The world changes, and a good reason may stand behind it. Giving a target up is not counted."),
        clause="6.2.1",
        better=Better.DOWN,
        crowd=Crowd.NOBODY,
        frequency="quarter",
    ),
)  # fmt: skip
