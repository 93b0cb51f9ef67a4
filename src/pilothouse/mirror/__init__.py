"""The mirror: is the system used or shelved? Conduct of the organisation, counted from its own records and trail."""
