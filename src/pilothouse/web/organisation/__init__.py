"""Pages of the organisation: the first start, units, people, roles and rights."""
