"""Template tags for pages about measures."""
