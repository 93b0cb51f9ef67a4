"""Views of reviews: lists, the meeting, deciding and judging."""
