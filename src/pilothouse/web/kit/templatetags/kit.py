"""All components under one name: `{% load kit %}`, or nothing where the kit is built in."""

from django.template import Library

from pilothouse.web.kit.components import figures, forms, frames, marks, story, tables

register = Library()
for family in (frames, marks, forms, tables, figures, story):
    register.tags.update(family.register.tags)
    register.filters.update(family.register.filters)
