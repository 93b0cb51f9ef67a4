"""Policy, themes and objectives: where the organisation is going."""
