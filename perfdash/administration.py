"""Django's entry for the administration: our own site in the place of the stock one."""

from django.contrib.admin import site
from django.contrib.admin.apps import AdminConfig


class AdministrationConfig(AdminConfig):
    default_site = "students.administration.Administration"

    def ready(self):
        super().ready()
        self._without_groups()

    def _without_groups(self):
        # Rights follow from memberships: Django's permission groups would grant nothing.
        from django.contrib.auth.models import Group

        site.unregister(Group)
