"""Template tags for pages about records."""
