"""Components by family; `templatetags/kit.py` gathers them under one name."""
