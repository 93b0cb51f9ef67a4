"""First mark: leadership is engaged in management reviews. Reviews are few, so they are told by the quarter."""

from django.utils.translation import gettext_lazy as _

from pilothouse.mirror.questions.shape import Better, Crowd, Mark, Question

REVIEWS = (
    Question(
        name="top-management",
        mark=Mark.REVIEWS,
        title=_("Reviews with top management in the room"),
        question=_("Does top management come to the reviews itself?"),
        said=_("Top management was in the room at %(numerator)s of the %(denominator)s reviews of the last year."),
        definition=_("Of the reviews held in a quarter, the share at which somebody of top management was present in "
                     "person. A delegate does not count."),
        numerator=_("reviews held at which at least one holder of the role was present"),
        denominator=_("reviews held"),
        source=_("attendance as noted at the review"),
        why=_("A review without those who direct the organisation at its highest level is a report, not a review."),
        weakness=_("Being in the room is not taking part. Reviews are few: a single one moves the quarter from 100 to "
                   "0. Who holds the role is asked today."),
        clause="5.1, 9.3.1",
        better=Better.UP,
        crowd=Crowd.NOBODY,
        frequency="quarter",
        fewest=1,
        leads=True,
    ),
    Question(
        name="attendance",
        mark=Mark.REVIEWS,
        title=_("Seats filled in person"),
        question=_("Do those who are invited come themselves?"),
        said=_("Of %(denominator)s invitations to reviews of the last year, %(numerator)s were followed in person: "
               "%(value)s."),
        definition=_("Of all invitations to the reviews held in a quarter, the share of those who were present. Who "
                     "sent a delegate was not."),
        numerator=_("invitations with the mark “present”"),
        denominator=_("invitations to reviews held"),
        source=_("attendance as noted at the review"),
        why=_("Delegates multiply before a forum stops to matter."),
        weakness=_("The minute taker notes it. An invitation that was not needed counts against it."),
        clause="9.3.1",
        better=Better.UP,
        crowd=Crowd.COUNTED,
        frequency="quarter",
    ),
    Question(
        name="looked-at",
        mark=Mark.REVIEWS,
        title=_("Agenda items really looked at"),
        question=_("Does the meeting look at what the agenda brings?"),
        said=_("The reviews of the last year looked at %(numerator)s of the %(denominator)s items of their agendas."),
        definition=_("Of the items on the agendas of reviews held in a quarter, the share that the meeting marked as "
                     "looked at."),
        numerator=_("items looked at"),
        denominator=_("items on the agenda"),
        source=_("agendas and minutes"),
        why=_("An agenda that is never worked through says that it is not what steers."),
        weakness=_("Long agendas lower it; a hurried tick raises it."),
        clause="9.3.2",
        better=Better.UP,
        crowd=Crowd.NOBODY,
        frequency="quarter",
    ),
    Question(
        name="decisions-per-review",
        mark=Mark.REVIEWS,
        title=_("Decisions per review"),
        question=_("Does something come out of a review?"),
        said=_("%(numerator)s decisions came out of the %(denominator)s reviews of the last year: %(value)s."),
        definition=_("Decisions made in the reviews held in a quarter, over the number of these reviews."),
        numerator=_("decisions made in reviews held"),
        denominator=_("reviews held"),
        source=_("decisions and the review they were made in"),
        why=_("A review that decides nothing has looked at nothing that mattered, or does not dare."),
        weakness=_("More is not better: ten small ones may avoid the one that is needed. Held against whether they "
                   "were checked."),
        clause="9.3.3",
        better=Better.NEITHER,
        crowd=Crowd.NOBODY,
        kind="rate",
        frequency="quarter",
        unit=_("per review"),
        scale=1.0,
        decimals=1,
        fewest=1,
        leads=True,
    ),
    Question(
        name="decisions-with-forecast",
        mark=Mark.REVIEWS,
        title=_("Decisions that say what they expect"),
        question=_("Do decisions say beforehand by what they want to be measured?"),
        said=_("%(numerator)s of the %(denominator)s decisions of the last year said which effect they expect, and by "
               "when."),
        definition=_("Of the decisions made in a quarter, the share with a series, an expected effect and a day for "
                     "the verdict."),
        numerator=_("decisions with a forecast"),
        denominator=_("decisions made"),
        source=_("decisions as locked when made"),
        why=_("Without a forecast nobody can be wrong, and nobody learns."),
        weakness=_("Some decisions have nothing to measure. A forecast on the wrong series counts as one."),
        clause="9.3.3, 9.1.1",
        better=Better.UP,
        crowd=Crowd.NOBODY,
        frequency="quarter",
    ),
    Question(
        name="decisions-checked",
        mark=Mark.REVIEWS,
        title=_("Decisions later checked"),
        question=_("Do we come back to a decision and compare it with what we expected?"),
        said=_("%(numerator)s of the %(denominator)s decisions whose day of verdict came in the last year were judged "
               "within two weeks of it."),
        definition=_("Of the decisions whose day of verdict lies in a quarter, the share that was judged by then or "
                     "within 14 days after. Superseded ones are left out."),
        numerator=_("decisions judged in time"),
        denominator=_("decisions whose day of verdict is at least 14 days ago"),
        source=_("day of the verdict and moment of judging"),
        why=_("This is what separates deciding from announcing."),
        weakness=_("Says that somebody looked, not that they looked hard. A verdict “cannot be told” counts as "
                   "checked."),
        clause="9.1.3, 9.3.2",
        better=Better.UP,
        crowd=Crowd.NOBODY,
        frequency="quarter",
        leads=True,
    ),
    Question(
        name="seen-before",
        mark=Mark.REVIEWS,
        title=_("Agenda read before the meeting"),
        question=_("Do those who decide read beforehand?"),
        said=_("Of %(denominator)s items that people were to read before the meetings of the last year, %(numerator)s "
               "were marked: %(value)s."),
        definition=_("Of the items and required inputs on the agendas of meetings held in a quarter, times the people "
                     "invited, the share marked seen, question or decide before the meeting began. Meetings from "
                     "before that was kept are left out."),
        numerator=_("marks made before the meeting began"),
        denominator=_("items and inputs, times the people invited"),
        source=_("marks of the silent pre-read"),
        why=_("Who sees the numbers for the first time in the room decides by who speaks best."),
        weakness=_("A mark says that somebody opened it, not that they thought about it. Who reads on paper marks "
                   "nothing."),
        clause="9.3.2",
        better=Better.UP,
        crowd=Crowd.COUNTED,
        frequency="quarter",
    ),
)  # fmt: skip
