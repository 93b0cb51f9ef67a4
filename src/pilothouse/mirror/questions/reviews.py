"""First mark: leadership is engaged in management reviews. Reviews are few, so they are told by the quarter."""

from django.utils.translation import gettext_lazy as _

from pilothouse.mirror.questions.shape import Better, Mark, Question

REVIEWS = (
    Question(
        name="top-management",
        mark=Mark.REVIEWS,
        title=_("Reviews with top management in the room"),
        question=_("Does top management come to the reviews itself?"),
        said=_("Top management was in the room at %(numerator)s of the %(denominator)s reviews of the last year."),
        definition=_("Of the management reviews held in a quarter, the share at which somebody of top management was "
                     "present in person. A delegate does not count. Huddles and weekly meetings are none."),
        numerator=_("reviews held at which at least one who held the role then was present"),
        denominator=_("reviews held"),
        source=_("attendance as noted at the review; the trail (who held the role in that month)"),
        why=_("A review without those who direct the organisation at its highest level is a report, not a review."),
        weakness=_("Being in the room is not taking part. Reviews are few: a single one moves the quarter from 100 to "
                   "0."),
        clause="5.1, 9.3.1",
        better=Better.UP,
        whom=_("those who hold the role of top management"),
        instead="attendance",
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
        definition=_("Of all invitations to the management reviews held in a quarter, the share of those who were "
                     "present. Who sent a delegate was not. Huddles and weekly meetings are none."),
        numerator=_("invitations with the mark “present”"),
        denominator=_("invitations to reviews held"),
        source=_("attendance as noted at the review"),
        why=_("Delegates multiply before a forum stops to matter."),
        weakness=_("The minute taker notes it. An invitation that was not needed counts against it."),
        clause="9.3.1",
        better=Better.UP,
        whom=_("everybody who is invited to the reviews"),
        frequency="quarter",
        leads=True,
    ),
    Question(
        name="looked-at",
        mark=Mark.REVIEWS,
        title=_("Agenda items really looked at"),
        question=_("Does the meeting look at what the agenda brings?"),
        said=_("The reviews of the last year looked at %(numerator)s of the %(denominator)s items of their agendas."),
        definition=_("Of the items on the agendas of management reviews held in a quarter, the share that the meeting "
                     "marked as looked at. Huddles and weekly meetings are none."),
        numerator=_("items looked at"),
        denominator=_("items on the agenda"),
        source=_("agendas and minutes"),
        why=_("An agenda that is never worked through says that it is not what steers."),
        weakness=_("Long agendas lower it; a hurried tick raises it."),
        clause="9.3.2",
        better=Better.UP,
        whom=_("everybody who is invited to the reviews"),
        frequency="quarter",
    ),
    Question(
        name="inputs-covered",
        mark=Mark.REVIEWS,
        title=_("Required inputs that a meeting looked at"),
        question=_("Do we look at everything that a management review has to look at?"),
        said=_("Meetings of the last year looked at %(numerator)s of the %(denominator)s required inputs: %(value)s."),
        definition=_("At the end of each quarter: of the required inputs of management review, the share that a "
                     "meeting held within the 366 days before opened, or of which it looked at a record. Nothing is "
                     "counted before the first look."),
        numerator=_("required inputs that a meeting of the year before looked at"),
        denominator=_("required inputs"),
        source=_("inputs opened at meetings held, and items of their agendas marked as looked at"),
        why=_("What is never looked at, leadership does not steer by, whatever the minutes say."),
        weakness=_("Opened is not understood, and one look in a year counts as much as twelve. An input without data "
                   "can be opened too."),
        clause="9.3.2",
        better=Better.UP,
        whom=_("everybody who is invited to the meetings of a year"),
        kind="value",
        frequency="quarter",
        fewest=1,
        stock=True,
    ),
    Question(
        name="decisions-per-review",
        mark=Mark.REVIEWS,
        title=_("Decisions per review"),
        question=_("Does something come out of a review?"),
        said=_("%(numerator)s decisions came out of the %(denominator)s reviews of the last year: %(value)s."),
        definition=_("Decisions made in the management reviews held in a quarter, over the number of these reviews. "
                     "Huddles and weekly meetings are none."),
        numerator=_("decisions made in reviews held"),
        denominator=_("reviews held"),
        source=_("decisions and the review they were made in"),
        why=_("A review that decides nothing has looked at nothing that mattered, or does not dare."),
        weakness=_("More is not better: ten small ones may avoid the one that is needed. Held against whether they "
                   "were checked."),
        clause="9.3.3",
        better=Better.NEITHER,
        whom=_("everybody who is invited to the reviews"),
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
        whom=_("those who make and own decisions, and the reviews in which they are made"),
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
                     "within 14 days after. Those decided anew before their day are left out."),
        numerator=_("decisions judged in time"),
        denominator=_("decisions whose day of verdict is at least 14 days ago"),
        source=_("day of the verdict and moment of judging"),
        why=_("This is what separates deciding from announcing."),
        weakness=_("Says that somebody looked, not that they looked hard. A verdict “cannot be told” counts as "
                   "checked."),
        clause="9.1.3, 9.3.2",
        better=Better.UP,
        whom=_("the owners of decisions"),
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
        definition=_("Of the records and required inputs on the agendas of management reviews held in a quarter, times "
                     "the people invited, the share marked seen, question or decide before the meeting began. Topics "
                     "of one's own are left out, and reviews from before that was kept. Huddles and weekly meetings "
                     "are none."),
        numerator=_("marks made before the meeting began"),
        denominator=_("records and inputs, times the people invited"),
        source=_("marks of the silent pre-read"),
        why=_("Who sees the numbers for the first time in the room decides by who speaks best."),
        weakness=_("A mark says that somebody opened it, not that they thought about it. Who reads on paper marks "
                   "nothing."),
        clause="9.3.2",
        better=Better.UP,
        whom=_("everybody who is invited to the reviews"),
        frequency="quarter",
    ),
    Question(
        name="reviews-in-rhythm",
        mark=Mark.REVIEWS,
        title=_("Reviews held in their rhythm"),
        question=_("Do we meet as often as we said?"),
        said=_("%(numerator)s of the %(denominator)s meetings of the last year that followed another of their forum "
               "came in its rhythm: %(value)s."),
        definition=_("Of the meetings held in a quarter by a forum that meets weekly, monthly, quarterly or yearly, "
                     "the share held within one and a half times that interval after its meeting before."),
        numerator=_("meetings held within one and a half times the interval of their forum"),
        denominator=_("meetings that followed another of the same forum"),
        source=_("reviews held, and how often their forum meets"),
        why=_("A forum drifts before it stops: first a week, then a month, then the year's audit."),
        weakness=_("A forum that stopped meeting altogether is not counted. Where another meeting takes the place of "
                   "one, a gap is left. How often a forum meets is asked today, not then."),
        clause="9.3.1",
        better=Better.UP,
        whom=_("everybody who is invited to the meetings"),
        frequency="quarter",
        fewest=1,
    ),
    Question(
        name="minutes-repeated",
        mark=Mark.REVIEWS,
        title=_("Conclusions copied from an earlier review"),
        question=_("Do the minutes say anything that they did not say last time?"),
        said=_("%(numerator)s of the %(denominator)s reviews of the last year concluded in nearly the same words as "
               "one before."),
        definition=_("Of the management reviews held in a quarter, the share whose conclusion shares at least four of "
                     "five words with that of one of the 400 days before. Huddles and weekly meetings are none."),
        numerator=_("reviews whose conclusion repeats an earlier one"),
        denominator=_("reviews held"),
        source=_("conclusions of reviews"),
        why=_("A review whose minutes can be copied from last year's has looked at nothing new."),
        weakness=_("Words alone: a short conclusion repeats easily, and a copied one can be reworded."),
        clause="9.3.3",
        better=Better.DOWN,
        whom=_("everybody who is invited to the reviews"),
        frequency="quarter",
        fewest=1,
    ),
    Question(
        name="decisions-in-time",
        mark=Mark.REVIEWS,
        title=_("Decisions carried out by the day first said"),
        question=_("Does what we decide happen when we said?"),
        said=_("%(numerator)s of the %(denominator)s decisions that were to be carried out in the last year were, by "
               "the day first said: %(value)s."),
        definition=_("Of the decisions whose first day for carrying them out lies in a quarter, the share that was "
                     "carried out by that day, however often it moved since. Those decided anew before that day are "
                     "left out."),
        numerator=_("decisions carried out by the day first said"),
        denominator=_("decisions to be carried out in the period"),
        source=_("decisions: first day, and the day they were carried out on"),
        why=_("Between deciding and doing most decisions are lost."),
        weakness=_("The day on which it was carried out is what its owner says. Easy decisions are quick."),
        clause="9.3.3",
        better=Better.UP,
        whom=_("the owners of decisions"),
        frequency="quarter",
    ),
)  # fmt: skip
