"""Django's entry for the students app."""

from django.apps import AppConfig


class StudentsConfig(AppConfig):
    name = "students"
    verbose_name = "Register"
    default_auto_field = "django.db.models.BigAutoField"
