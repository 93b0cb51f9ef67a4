"""The questions of the mirror as data: one place, from which counting, pages, exports and tests read."""

from pilothouse.mirror.questions import daily, honesty
from pilothouse.mirror.questions.daily import DAILY
from pilothouse.mirror.questions.direction import DIRECTION
from pilothouse.mirror.questions.honesty import HONESTY
from pilothouse.mirror.questions.ownership import OWNERSHIP
from pilothouse.mirror.questions.reviews import REVIEWS
from pilothouse.mirror.questions.shape import Better, Crowd, Gap, Mark, Question
from pilothouse.mirror.questions.thoroughness import THOROUGHNESS

QUESTIONS: dict[str, Question] = {
    question.name: question for question in (*REVIEWS, *DIRECTION, *OWNERSHIP, *DAILY, *HONESTY, *THOROUGHNESS)
}
GAPS: dict[str, Gap] = {gap.name: gap for part in (daily, honesty) for gap in part.UNANSWERED}

__all__ = ["GAPS", "QUESTIONS", "Better", "Crowd", "Gap", "Mark", "Question"]
