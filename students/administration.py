"""The administration: who may come in, and in what order its lists stand."""

from functools import update_wrapper

from django.apps import apps
from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from students.models import Role

ROLES = (
    Role.REGISTRAR,
    Role.PRINCIPAL,
    Role.ADMINISTRATOR,
    Role.ACCOUNTANT,
    Role.MANAGER,
)
GROUPS = (
    (
        _("Records"),
        (
            "Student",
            "PersonalDetail",
            "TermResult",
            "Mark",
            "TermAttendance",
            "SubjectAttendance",
            "Enrolment",
            "ImportRun",
        ),
    ),
    (_("Fees"), ("FeePlan", "FeeDue", "Payment")),
    (_("Batches and trainers"), ("Admission", "BatchTrainer", "TrainerRating")),
    (_("Outreach"), ("Channel", "ChannelDay", "Post")),
    (_("Learned from files"), ("StructureAlias", "ImportMapping")),
    (
        _("Structure"),
        ("Group", "Institution", "Term", "Branch", "Batch", "Subject", "Component", "Offering"),
    ),
    (_("Rules"), ("PolicyVersion", "PolicyAssignment")),
    (_("People"), ("Staff", "Teaching", "ClassCharge", "Mentorship", "User", "Membership")),
    (_("Attendance"), ("ClassSession", "SessionPresence", "PlannedClasses", "Condonation")),
    (_("Results"), ("Declaration",)),
    (_("History"), ("MarkChange", "AttendanceChange", "EngagementChange", "RecordChange")),
)

TASKS = (
    ("mark", "import", _("Import marks"), _("From CSV, Excel or OpenDocument, with a preview")),
    (
        "termattendance",
        "import",
        _("Import attendance"),
        _("Classes held and attended, or percents"),
    ),
    (
        "enrolment",
        "import",
        _("Import online learning"),
        _("Enrolments, what was done, what came of it"),
    ),
    ("student", "import", _("Import students"), _("Names, roll numbers and where they study")),
    ("batch", "import", _("Import batches"), _("Their course, their days, who trains them")),
    ("admission", "import", _("Import admissions"), _("Who joined which batch, and when")),
    ("staff", "import", _("Import trainers"), _("Codes, names, and the batches they train")),
    ("trainerrating", "import", _("Import trainer ratings"), _("What students say of trainers")),
    ("feedue", "import", _("Import fee dues"), _("What is to be paid, and by when")),
    ("payment", "import", _("Import payments"), _("Receipts, parts of a due, refunds")),
    ("post", "import", _("Import posts"), _("What platforms counted for each")),
    ("channelday", "import", _("Import reach by day"), _("Followers, reach, impressions, clicks")),
    (
        "termresult",
        "changelist",
        _("Students’ terms"),
        _("Marks and attendance of one student, on a page"),
    ),
    (
        "student",
        "add",
        _("Add a student"),
        _("With the first term, and grade and risk as you type"),
    ),
    (
        "importrun",
        "changelist",
        _("Import runs"),
        _("What came in, what waits, and taking it back"),
    ),
)


class Administration(AdminSite):
    """Opened by role, not by Django's staff flag and permission tables."""

    site_title = site_header = "PerfDash"
    index_title = _("Administration")
    enable_nav_sidebar = True
    empty_value_display = "–"

    def has_permission(self, request) -> bool:
        """Whether one of the roles that work here is held today."""
        return request.sight.has(*ROLES)

    def admin_view(self, view, cacheable=False):
        """A page: anonymous visitors sign in, others without a role get 403."""
        page = super().admin_view(view, cacheable)

        def opened(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not self.has_permission(request):
                raise PermissionDenied
            return page(request, *args, **kwargs)

        return update_wrapper(opened, view)

    @method_decorator(never_cache)
    @login_not_required
    def login(self, request, extra_context=None):
        """Lead to the one sign-in page of the product; who is signed in goes on."""
        index = reverse("admin:index", current_app=self.name)
        wanted = request.GET.get("next", index)
        if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
            wanted = index
        if request.user.is_authenticated:
            return HttpResponseRedirect(index)
        return redirect_to_login(wanted)

    def logout(self, request, extra_context=None):
        """Sign out as everywhere else."""
        return redirect(settings.LOGIN_URL) if request.method != "POST" else super().logout(request)

    def password_change(self, request, extra_context=None):
        """The product's own page; the administration has none beside it."""
        return redirect("password_change")

    password_change_done = password_change

    def get_urls(self):
        """Without the shortcut to public pages of records: there are none."""
        return [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]

    def index(self, request, extra_context=None):
        """What is done here by this viewer, before all the lists."""
        return super().index(request, {**(extra_context or {}), "tasks": self._tasks(request)})

    def app_index(self, request, app_label, extra_context=None):
        """All lists of the register by its own name: they stand in groups, which have no page."""
        title = apps.get_app_config(app_label).verbose_name
        return super().app_index(request, app_label, {**(extra_context or {}), "title": title})

    def _tasks(self, request) -> list[dict]:
        admins = {
            model._meta.model_name: model_admin for model, model_admin in self._registry.items()
        }
        return [
            {"title": title, "words": words, "url": reverse(f"admin:students_{name}_{page}")}
            for name, page, title, words in TASKS
            if self._may_open(request, admins[name], page)
        ]

    def _may_open(self, request, model_admin, page: str) -> bool:
        if page == "changelist":
            return model_admin.has_view_permission(request)
        if page == "import":
            return model_admin.has_import_permission(request)
        return model_admin.has_change_permission(request)

    def get_app_list(self, request, app_label=None):
        """The models by what one does with them, in that order; apps of others come after."""
        apps = self._build_app_dict(request, app_label)
        own = apps.pop("students", {"models": ()})
        models = {model["object_name"]: model for model in own["models"]}
        grouped = [
            {**own, "name": title, "models": found}
            for title, names in GROUPS
            if (found := [models[name] for name in names if name in models])
        ]
        return grouped + sorted(apps.values(), key=lambda app: app["name"].lower())
