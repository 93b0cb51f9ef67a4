"""Who we are: units, people, roles in a unit, and what each may see and do."""
