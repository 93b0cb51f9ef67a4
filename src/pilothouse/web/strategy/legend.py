"""How the X-matrix is read, in words for somebody who never saw one: the same on the page and on the sheet."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Legend:
    """The four sides and the four corners, each where it is and what it tells, and the two marks: filled or open."""

    sides: tuple[tuple[str, str], ...]
    marks: tuple[tuple[bool, str], ...]
    corners: tuple[tuple[str, str], ...]
    how: str

    @property
    def parts(self) -> tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]:
        """What stands in columns beside the marks: heading, how to read it, and line by line where and what."""
        return ((_("The four sides"), "", self.sides), (_("How to read a corner"), self.how, self.corners))


def legend() -> Legend:
    """The legend in the language of the reader."""
    return Legend(
        sides=(
            (_("Left"), _("objectives: what shall be reached")),
            (_("Above"), _("live work: actions and decisions that serve an objective")),
            (_("Right"), _("indicators: the numbers by which it is seen; then the owners: who answers")),
            (_("Below"), _("themes: the strands of our strategy")),
        ),
        marks=(
            (
                True,
                _(
                    "tied by itself. The objective belongs to the theme. The work came out of the objective, is linked "
                    "with it, is about the series of its target, or answers what is or did. The work is to move the "
                    "indicator; a target of the theme’s objective is set on it. The person owns the work or the theme."
                ),
            ),
            (
                False,
                _(
                    "tied through a third: by an indicator or a process, by the objective above or below it, or, for "
                    "an indicator or a person, by the objective that the work or the theme serves."
                ),
            ),
        ),
        how=_(
            "Follow a row and a column to where they cross: a mark there ties the two, no mark says that nothing does."
        ),
        corners=(
            (_("Above left"), _("which work serves which objective; a column without a mark: none that stands here")),
            (_("Above right"), _("which number the work is to move, and who answers for it")),
            (_("Below left"), _("which objective belongs to which theme")),
            (_("Below right"), _("by which numbers a theme is seen, and who answers for it")),
        ),
    )
