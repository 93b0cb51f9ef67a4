"""Are the records honest? Signs that a system is made up before meetings and audits."""

from django.utils.translation import gettext_lazy as _

from pilothouse.mirror.questions.shape import Better, Crowd, Gap, Mark, Question

HONESTY = (
    Question(
        name="bunched",
        mark=Mark.HONEST,
        title=_("Closures bunched before reviews"),
        question=_("Do we tidy up because a review is coming?"),
        said=_("In the two weeks before the reviews of the last year, closures were %(value)s as an even spread would "
               "give."),
        definition=_("Actions and issues that ended in the 14 days before a review or on its day, over the number that "
                     "an even spread over the days of the quarter would put there. 1 is even."),
        numerator=_("closures within 14 days before a review"),
        denominator=_("closures that an even spread would put there"),
        source=_("the moment at which actions and issues ended, and the days of reviews held"),
        why=_("Work that follows the calendar of reviews is done for the review."),
        weakness=_("A review that makes people finish does some good. Weekends and real project ends bunch as well."),
        clause="9.3, 10.2.1",
        better=Better.DOWN,
        crowd=Crowd.NOBODY,
        kind="rate",
        frequency="quarter",
        unit=_("times as many"),
        scale=1.0,
        decimals=1,
        fewest=2,
        leads=True,
    ),
    Question(
        name="told-late",
        mark=Mark.HONEST,
        title=_("Deeds told late"),
        question=_("Are records written when it happens, or afterwards?"),
        said=_("%(numerator)s of the %(denominator)s deeds reported in the last year were reported more than 3 days "
               "after the day they were done."),
        definition=_("Of the actions reported as done in a month, the share whose day of doing lies more than 3 days "
                     "before the report."),
        numerator=_("actions reported more than 3 days after they were done"),
        denominator=_("actions reported as done"),
        source=_("the trail (when it was reported) and the action (when it was done)"),
        why=_("Back-filled records tell what should have been."),
        weakness=_("The day of doing is what people say. A stay without a screen delays the report honestly. Of an "
                   "action that was reopened and done again, only the last day of doing is known."),
        clause="7.5.3",
        better=Better.DOWN,
    ),
    Question(
        name="shallow-causes",
        mark=Mark.HONEST,
        title=_("Shallow causes"),
        question=_("Do we stop at the first answer, or at a person?"),
        said=_("%(numerator)s of the %(denominator)s root causes named in the last year are shallow: %(value)s."),
        definition=_("Of the root causes named in a quarter, the share that is the very first answer and shows no "
                     "evidence, or blames a person (words such as “human error” or “retrain”)."),
        numerator=_("root causes that are shallow"),
        denominator=_("root causes named"),
        source=_("trees of causes: text, depth, evidence"),
        why=_("A shallow cause lets the problem return."),
        weakness=_("Found by words, in the language of this installation: it misses some and blames some wrongly. Two "
                   "whys may be as shallow as one."),
        clause="10.2.1",
        better=Better.DOWN,
        crowd=Crowd.NOBODY,
        frequency="quarter",
        leads=True,
    ),
    Question(
        name="self-verified",
        mark=Mark.HONEST,
        title=_("Effects confirmed by who did it"),
        question=_("Does somebody else look whether it worked?"),
        said=_("%(numerator)s of the %(denominator)s verdicts of the last year were given by who owned the deed."),
        definition=_("Of the effects verified and decisions judged in a quarter, the share confirmed by the owner of "
                     "the action or decision itself."),
        numerator=_("verdicts given by the owner of the action or decision"),
        denominator=_("verdicts given"),
        source=_("the trail: who verified or judged, and whose it is"),
        why=_("Nobody marks their own homework well."),
        weakness=_("The numbers propose each verdict, whoever confirms it. In a small team there may be nobody else. "
                   "The owner is asked today, not then."),
        clause="9.2.2, 10.2.1",
        better=Better.DOWN,
        frequency="quarter",
        leads=True,
    ),
    Question(
        name="no-gain-admitted",
        mark=Mark.HONEST,
        title=_("Verdicts that show no gain"),
        question=_("Do we ever say that something did not help?"),
        said=_("%(numerator)s of the %(denominator)s verdicts of the last year were not “better”."),
        definition=_("Of the effects verified and decisions judged in a quarter, the share whose verdict is no change, "
                     "worse, or cannot be told."),
        numerator=_("verdicts other than better"),
        denominator=_("verdicts given"),
        source=_("verifications and verdicts on decisions"),
        why=_("Where everything always works, nobody is looking. Where nothing ever does, nobody is thinking."),
        weakness=_("Both ends are bad signs, and no value is right."),
        clause="9.1.3, 10.3",
        better=Better.NEITHER,
        crowd=Crowd.NOBODY,
        frequency="quarter",
    ),
)  # fmt: skip
UNANSWERED = (
    Gap(
        name="documents-before-audits",
        mark=Mark.HONEST,
        title=_("Documents touched only before audits"),
        question=_("Do instructions change when the work does, or when the auditor comes?"),
        why=_("The best-known sign of a system that is kept for the certificate."),
        needs=_("Documents with dated revisions, and the days of audits. Neither is a record here yet."),
        clause="7.5.2, 9.2",
    ),
    Gap(
        name="documents-read",
        mark=Mark.HONEST,
        title=_("Documents that are read"),
        question=_("Does anybody open the instructions outside of audit weeks?"),
        why=_("An instruction nobody reads instructs nobody."),
        needs=_("Documents, and acknowledgements of their revisions. Neither is a record here yet."),
        clause="7.5.3, 7.3",
    ),
    Gap(
        name="audit-programme",
        mark=Mark.HONEST,
        title=_("Audits held as planned"),
        question=_("Do audits go where the risk is, on the day planned?"),
        why=_("A programme that drifts audits what is easy."),
        needs=_("Internal audits with plan, area, auditor and findings. They are not a record here yet."),
        clause="9.2.2",
    ),
    Gap(
        name="changed-before-approval",
        mark=Mark.HONEST,
        title=_("Changes made before they were approved"),
        question=_("Is approval asked for, or told afterwards?"),
        why=_("A signature after the fact controls nothing."),
        needs=_("Planned changes with a day of approval and a day of going live. They are not a record here yet."),
        clause="6.3, 8.5.6",
    ),
)  # fmt: skip
