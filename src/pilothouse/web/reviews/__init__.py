"""Pages of reviews and decisions."""
