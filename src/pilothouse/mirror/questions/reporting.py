"""Fourth mark: everybody says what goes wrong, before an auditor or a customer does, and what is solved stays so."""

from django.utils.translation import gettext_lazy as _

from pilothouse.mirror.questions.shape import Better, Mark, Question

REPORTING = (
    Question(
        name="problems-by-others",
        mark=Mark.DAILY,
        title=_("Problems entered by others than the quality team"),
        question=_("Does everybody report problems and ideas?"),
        said=_("%(numerator)s of the %(denominator)s problems and ideas of the last year were entered by others than "
               "the quality team: %(value)s."),
        definition=_("Of the issues entered in a quarter, the share entered by people who are not of the quality "
                     "team: its role, without that of top management."),
        numerator=_("issues entered by people outside of the quality team"),
        denominator=_("issues entered by people"),
        source=_("issues and who entered them"),
        why=_("Those who do the work see first what goes wrong."),
        weakness=_("Who typed it is not always who saw it. Who held the role for a part of the month counts with the "
                   "team for all of it."),
        clause="7.3, 10.2",
        better=Better.UP,
        whom=_("the quality team, and everybody else beside it"),
        apart=True,
        instead="others-reporting",
        frequency="quarter",
        leads=True,
    ),
    Question(
        name="others-reporting",
        mark=Mark.DAILY,
        title=_("People outside of the quality team who reported something"),
        question=_("How many of us say what goes wrong?"),
        said=_("Over the months of the last year, %(value)s of the people outside of the quality team reported a "
               "problem or an idea."),
        definition=_("Of the people outside of the quality team who could sign in at the end of a month, the share who "
                     "entered at least one issue in it, over the months of a quarter."),
        numerator=_("people outside of the quality team who entered an issue in the month"),
        denominator=_("people outside of the quality team at the end of the month"),
        source=_("issues and who entered them; who was there, and who held which role"),
        why=_("Where few report, much stays unsaid, however many problems these few enter."),
        weakness=_("Nobody has a problem every month: it is the line that tells, not its height. Who typed it is not "
                   "always who saw it."),
        clause="7.3, 10.2",
        better=Better.UP,
        whom=_("everybody outside of the quality team"),
        frequency="quarter",
        leads=True,
    ),
    Question(
        name="found-at-work",
        mark=Mark.DAILY,
        title=_("Problems found in the daily work"),
        question=_("Do we see it before an auditor or a customer does?"),
        said=_("%(numerator)s of the %(denominator)s problems and ideas of the last year were found in the daily work, "
               "by no complaint and no audit."),
        definition=_("Of the issues entered in a quarter, the share that is neither a complaint nor an audit finding."),
        numerator=_("issues that are neither complaint nor audit finding"),
        denominator=_("issues entered"),
        source=_("issues and their nature"),
        why=_("What only auditors find, nobody who works there looks for, or dares to say."),
        weakness=_("Whether an audit was one's own or a certifier's is not known here. More findings may mean better "
                   "audits."),
        clause="7.3, 9.2.2, 10.2",
        better=Better.UP,
        frequency="quarter",
    ),
    Question(
        name="found-ourselves",
        mark=Mark.DAILY,
        title=_("Problems we found ourselves"),
        question=_("Do we see it before the customer does?"),
        said=_("%(numerator)s of the %(denominator)s problems and ideas of the last year were found by ourselves, not "
               "through a complaint."),
        definition=_("Of the issues entered in a quarter, the share that is not a complaint."),
        numerator=_("issues that are no complaint"),
        denominator=_("issues entered"),
        source=_("issues and their nature"),
        why=_("A complaint tells of something that the system did not see."),
        weakness=_("Fewer complaints may mean that customers have given up."),
        clause="9.1.2, 10.2",
        better=Better.UP,
        frequency="quarter",
    ),
    Question(
        name="comes-back",
        mark=Mark.DAILY,
        title=_("Problems that came back"),
        question=_("Do we pay for the same problem again?"),
        said=_("%(numerator)s of the %(denominator)s problems and ideas of the last year were known from before."),
        definition=_("Of the issues entered in a quarter, the share that somebody has named as a return of an earlier "
                     "one."),
        numerator=_("issues named as a return of an earlier one"),
        denominator=_("issues entered"),
        source=_("issues and the time before that they name"),
        why=_("What comes back was answered, but not solved."),
        weakness=_("Only what somebody has recognised; the page of repeated troubles finds more by their words."),
        clause="10.2.1",
        better=Better.DOWN,
        frequency="quarter",
    ),
    Question(
        name="returned-after-proof",
        mark=Mark.DAILY,
        title=_("Problems that came back although the fix was proved"),
        question=_("Did it stay solved?"),
        said=_("%(numerator)s of %(denominator)s problems whose fix was proved had come back within a year of the "
               "proof."),
        definition=_("Of the issues of which an action was found effective, the share that somebody has named as what "
                     "another one, entered within 365 days of the first such verdict, is a return of. Counted in the "
                     "quarter in which these 365 days are over."),
        numerator=_("issues that came back within 365 days of the proof"),
        denominator=_("issues whose fix was proved, and of which the 365 days are over"),
        source=_("the trail (when an effect was verified as better), actions, and issues with the time before that "
                 "they name"),
        why=_("A fix that holds for a quarter was a repair."),
        weakness=_("Only what somebody has recognised as the same. It takes a year until anything can be told, and "
                   "tells of deeds of a year ago."),
        clause="10.2.1",
        better=Better.DOWN,
        frequency="quarter",
        fewest=3,
    ),
)  # fmt: skip
