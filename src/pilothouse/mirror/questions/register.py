"""Are the records honest, continued: does the register of risks and opportunities move with the world?"""

from django.utils.translation import gettext_lazy as _

from pilothouse.mirror.questions.shape import Better, Mark, Question

REGISTER = (
    Question(
        name="risks-rated",
        mark=Mark.HONEST,
        title=_("Risks rated anew"),
        question=_("Does the register of risks move with the world?"),
        said=_("%(numerator)s of the %(denominator)s live risks were rated within the last half year: %(value)s."),
        definition=_("At the end of each month: of all live risks, the share that was rated within the 183 days "
                     "before, by matrix or by estimate."),
        numerator=_("live risks rated within the half year before"),
        denominator=_("live risks"),
        source=_("risks and their ratings"),
        why=_("A register whose ratings never change was filled in once, for somebody who asked."),
        weakness=_("A rating that was looked at and left as it is leaves no trace here. A risk that was reopened "
                   "counts as alive all the time."),
        clause="6.1",
        better=Better.UP,
        whom=_("the owners of risks"),
        kind="value",
        fewest=1,
        stock=True,
    ),
    Question(
        name="rated-after-happening",
        mark=Mark.HONEST,
        title=_("Risks rated anew after they happened"),
        question=_("Does the register learn from what goes wrong?"),
        said=_("%(numerator)s of the %(denominator)s times that a risk was said to have happened in the last year, it "
               "was rated anew within 30 days."),
        definition=_("Of the issues of which it was said in a quarter, at least 30 days ago, which risk had happened "
                     "with them, the share whose risk was rated from then on within 30 days, by matrix or by "
                     "estimate."),
        numerator=_("risks rated within 30 days of being named"),
        denominator=_("risks named as having happened"),
        source=_("issues, the risk they name and when it was named; ratings"),
        why=_("A rating that stays the same through what it rates was never about it."),
        weakness=_("Once may not be enough to think otherwise, and a rating that was looked at and left leaves no "
                   "trace."),
        clause="6.1, 10.2.1",
        better=Better.UP,
        whom=_("the owners of risks"),
        frequency="quarter",
        fewest=3,
    ),
    Question(
        name="opportunities-realised",
        mark=Mark.HONEST,
        title=_("Opportunities that brought something"),
        question=_("Does anything ever come of our opportunities?"),
        said=_("%(numerator)s of the %(denominator)s opportunities that ended in the last year were realised."),
        definition=_("Of the opportunities that ended in a quarter, the share that was realised and not dropped, as "
                     "they stand now."),
        numerator=_("opportunities realised"),
        denominator=_("opportunities that ended"),
        source=_("opportunities: how and when they ended"),
        why=_("A list of opportunities of which none ever brings anything was written for the clause."),
        weakness=_("Dropping a bad one early is good work. What it brought is what its owner says."),
        clause="6.1",
        better=Better.NEITHER,
        whom=_("the owners of opportunities"),
        frequency="quarter",
        fewest=3,
    ),
    Question(
        name="serious-on-register",
        mark=Mark.HONEST,
        title=_("Serious problems tied to a risk"),
        question=_("Does what goes wrong reach the register of risks?"),
        said=_("%(numerator)s of the %(denominator)s serious or grave problems of the last year are tied to a risk: "
               "%(value)s."),
        definition=_("Of the serious and grave issues entered in a quarter, at least 30 days old and not declined, the "
                     "share of which a risk is said to have happened, that is tied to one, or that one came out of."),
        numerator=_("serious and grave issues tied to a risk"),
        denominator=_("serious and grave issues"),
        source=_("issues, risks that happened, ties and origins"),
        why=_("A register that problems pass by describes another company."),
        weakness=_("That none was foreseen is an answer too, and stands on the page of the hit rate. A tie says "
                   "nothing about how the risk was rated."),
        clause="6.1, 10.2.1",
        better=Better.UP,
        frequency="quarter",
    ),
)  # fmt: skip
