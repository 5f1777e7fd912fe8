"""Django's entry for the analytics app."""

from django.apps import AppConfig


class AnalyticsConfig(AppConfig):
    name = "analytics"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from analytics.deliveries import jobs  # noqa: F401  # as below
        from analytics.models.removal import (
            contacts_in_words,
            mark_sheets_in_words,
            predictions_in_words,
            remove_contacts_of,
        )
        from analytics.prediction import training_jobs  # noqa: F401  # a kind of job is named there
        from students.models.taken_along import ALONG, Along

        ALONG.append(Along(contacts_in_words, remove_contacts_of))
        ALONG.append(Along(of_results=predictions_in_words))  # they go with the enrolments
        ALONG.append(Along(of_results=mark_sheets_in_words))  # and these with the terms

    def add_to_demo(self, plan):
        """Called by seed_demo when the register's part of the demo of this plan is there."""
        from analytics.demo.alerts import make_alerts
        from analytics.demo.classrooms import make_rooms
        from analytics.demo.contacts import make_contacts
        from analytics.demo.kpis import make_kpis

        make_contacts(plan)
        make_alerts(plan)
        make_kpis(plan)
        make_rooms(plan)
