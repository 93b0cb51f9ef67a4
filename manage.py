#!/usr/bin/env python3
"""Django's own commands, for developers: `.venv/bin/python manage.py makemigrations`."""

import os
import sys

from django.core.management import execute_from_command_line

sys.path.insert(0, "src")

from pilothouse.cli.plainly import plainly

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pilothouse.config.settings")
with plainly("manage.py"):
    execute_from_command_line(sys.argv)
