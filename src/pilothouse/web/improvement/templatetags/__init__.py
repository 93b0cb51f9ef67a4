"""Template tags for pages of improvement."""
