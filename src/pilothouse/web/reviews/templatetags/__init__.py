"""Template tags for pages of reviews."""
