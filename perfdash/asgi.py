"""The way in for an asynchronous web server such as uvicorn."""

import os
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.core.asgi import get_asgi_application

from perfdash.startup import refuse_demo_accounts

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfdash.settings")
application = get_asgi_application()
with ThreadPoolExecutor(1) as aside:  # such a server imports this in its event loop: no query there
    aside.submit(refuse_demo_accounts, demo=settings.DEMO).result()
