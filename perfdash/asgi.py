"""The way in for an asynchronous web server such as uvicorn."""

import os
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module

from django.conf import settings
from django.core.asgi import get_asgi_application

from perfdash.garbage import look_less_often
from perfdash.startup import refuse_demo_accounts

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfdash.settings")
application = get_asgi_application()
with ThreadPoolExecutor(1) as aside:  # such a server imports this in its event loop: no query there
    aside.submit(refuse_demo_accounts, demo=settings.DEMO).result()
import_module(settings.ROOT_URLCONF)  # all pages are there before the first is asked for
look_less_often()
