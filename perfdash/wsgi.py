"""The way in for a web server such as gunicorn."""

import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from perfdash.garbage import look_less_often
from perfdash.startup import refuse_demo_accounts

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfdash.settings")
application = get_wsgi_application()
refuse_demo_accounts(demo=settings.DEMO)
import_module(settings.ROOT_URLCONF)  # all pages are there before the first is asked for
look_less_often()
