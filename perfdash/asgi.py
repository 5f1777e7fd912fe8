"""The way in for an asynchronous server such as uvicorn."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfdash.settings")
application = get_asgi_application()
