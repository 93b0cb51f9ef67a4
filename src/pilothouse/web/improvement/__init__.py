"""Pages of improvement: reporting, triage, issues, actions, effects."""
