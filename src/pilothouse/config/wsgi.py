"""The door that a server opens."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pilothouse.config.settings")
application = get_wsgi_application()
# What is loaded by now stays for good: looking through it for garbage would hold up a page every now and then.
gc.collect()
gc.freeze()
