"""Django's entry for the wiring: it has no models and no pages, only checks to register."""

from django.apps import AppConfig
from django.core.checks import Tags, register

from perfdash.checks import check_database_servers
from perfdash.garbage import look_less_often
from perfdash.languages import check_compiled
from perfdash.proxies import check_who_ends_tls


class PerfdashConfig(AppConfig):
    name = "perfdash"

    def ready(self):
        register(check_database_servers, Tags.database)
        register(check_compiled, Tags.translation)
        register(check_who_ends_tls, Tags.security, deploy=True)
        look_less_often()
