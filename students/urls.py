"""The addresses of entering: imports, the marks grid, attendance, sign-in."""

urlpatterns = []
