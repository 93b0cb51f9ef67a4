"""Views of improvement: one operation each."""
