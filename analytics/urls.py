"""The addresses of what is shown: homes, dashboards, charts, the API."""

urlpatterns = []
