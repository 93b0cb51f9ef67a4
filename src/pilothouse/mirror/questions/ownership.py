"""Third mark: processes have clear owners across departments, and not the quality team alone keeps the system."""

from django.utils.translation import gettext_lazy as _

from pilothouse.mirror.questions.shape import Better, Mark, Question

OWNERSHIP = (
    Question(
        name="processes-owned",
        mark=Mark.OWNERSHIP,
        title=_("Processes with an owner"),
        question=_("Does somebody answer for each process?"),
        said=_("%(numerator)s of the %(denominator)s processes have an owner."),
        definition=_("At the end of each month: of all live processes, the share with an owner."),
        numerator=_("live processes with an owner"),
        denominator=_("live processes"),
        source=_("processes as the trail tells they stood"),
        why=_("What belongs to everybody is looked after by nobody."),
        weakness=_("A name on the page is not yet somebody who acts: see the owners who did something."),
        clause="4.4.1, 5.3",
        better=Better.UP,
        kind="value",
        fewest=1,
        stock=True,
        leads=True,
    ),
    Question(
        name="owners-active",
        mark=Mark.OWNERSHIP,
        title=_("Process owners who did something"),
        question=_("Do process owners use the system between the meetings?"),
        said=_("Over the months of the last year, %(value)s of the process owners did something in the system."),
        definition=_("Of the people who owned a live process at the end of a month, the share who made at least one "
                     "entry in it: answered, planned, completed, decided, noted."),
        numerator=_("process owners with at least one act in the month"),
        denominator=_("process owners at the end of the month"),
        source=_("the trail: acts and who made them"),
        why=_("Ownership shows in what owners do when nobody asks."),
        weakness=_("Reading leaves no trace. Much can be done outside of the system. A quiet month may need no act."),
        clause="5.3, 5.1.1",
        better=Better.UP,
        whom=_("the owners of processes, and everybody else beside them"),
        apart=True,
    ),
    Question(
        name="others-active",
        mark=Mark.OWNERSHIP,
        title=_("People outside of the quality team who did something"),
        question=_("How many of us keep the system going?"),
        said=_("Over the months of the last year, %(value)s of the people outside of the quality team did something in "
               "the system."),
        definition=_("Of the people outside of the quality team who could sign in at the end of a month, the share who "
                     "made at least one entry in it. Of the team is who holds its role, without top management."),
        numerator=_("people outside of the quality team with at least one act in the month"),
        denominator=_("people outside of the quality team at the end of the month"),
        source=_("the trail: acts and who made them, who was there, and who held which role"),
        why=_("A system that one team feeds is that team's system. How much the team does is not asked here: a share "
              "of a few would tell of them."),
        weakness=_("One entry counts as much as fifty, and reading leaves no trace. Not everybody has something to "
                   "enter every month."),
        clause="5.1.1, 7.3",
        better=Better.UP,
        whom=_("everybody outside of the quality team"),
        leads=True,
    ),
    Question(
        name="entries-by-others",
        mark=Mark.OWNERSHIP,
        title=_("Acts by others than the quality team"),
        question=_("Does the organisation keep the system, or the quality team for it?"),
        said=_("%(numerator)s of the %(denominator)s acts of the last year were made by others than the quality team: "
               "%(value)s."),
        definition=_("Of all acts that people made in a month, the share of those by people who are not of the "
                     "quality team: its role, without that of top management. What the system does by itself is left "
                     "out. One import is one act."),
        numerator=_("acts by people outside of the quality team"),
        denominator=_("acts by people"),
        source=_("the trail: acts and who made them"),
        why=_("A system that one team feeds is that team's system."),
        weakness=_("Who held the role for a part of the month counts with the team for all of it. "
                   "Preparing a review is honest work of the quality team "
                   "and lowers it. Where the team is one person, the rest is theirs: read it as a question to the "
                   "organisation, not to them."),
        clause="5.1.1, 7.3",
        better=Better.UP,
        whom=_("the quality team, and everybody else beside it"),
        apart=True,
        instead="others-active",
        leads=True,
    ),
    Question(
        name="signals-answered",
        mark=Mark.OWNERSHIP,
        title=_("Signals answered within a week"),
        question=_("Does somebody answer when a number really changes?"),
        said=_("%(numerator)s of the %(denominator)s signals of the last year were answered within 7 days: %(value)s."),
        definition=_("Of the signals raised in a month, the share that was explained or taken up within 7 days. "
                     "Signals younger than 7 days do not count yet."),
        numerator=_("signals answered within 7 days of being raised"),
        denominator=_("signals raised at least 7 days ago"),
        source=_("signals: raised and answered"),
        why=_("Silence to a signal is the first sign of a shelf."),
        weakness=_("Says that an answer came, not that it is a good one. The 7 days are fixed here, whatever limit the "
                   "organisation has set for climbing, so that its history can be compared."),
        clause="9.1.3, 10.2.1",
        better=Better.UP,
        whom=_("the owners of signals"),
        leads=True,
        by_unit=True,
    ),
)  # fmt: skip
