"""The questions of the mirror as data: one place, from which counting, pages, exports and tests read."""

from pilothouse.mirror.questions import daily, honesty
from pilothouse.mirror.questions.daily import DAILY
from pilothouse.mirror.questions.direction import DIRECTION
from pilothouse.mirror.questions.honesty import HONESTY
from pilothouse.mirror.questions.ownership import OWNERSHIP
from pilothouse.mirror.questions.register import REGISTER
from pilothouse.mirror.questions.reporting import REPORTING
from pilothouse.mirror.questions.reviews import REVIEWS
from pilothouse.mirror.questions.shape import Better, Gap, Mark, Question
from pilothouse.mirror.questions.thoroughness import THOROUGHNESS

_PARTS = (REVIEWS, DIRECTION, OWNERSHIP, REPORTING, DAILY, HONESTY, REGISTER, THOROUGHNESS)
QUESTIONS: dict[str, Question] = {question.name: question for part in _PARTS for question in part}
GAPS: dict[str, Gap] = {gap.name: gap for part in (daily, honesty) for gap in part.UNANSWERED}

__all__ = ["GAPS", "QUESTIONS", "Better", "Gap", "Mark", "Question"]
