"""Which reports a person may have of an institution, and what their rights there are today."""

from analytics.models import ReportRun
from analytics.reports import REPORTS
from students.access import visible_to
from students.class_rights import CLASS
from students.middleware import may_sign_in
from students.models import BatchTrainer, Branch, ClassCharge, Institution, Mentorship, Role, User
from students.sight import Sight

Reason = ReportRun.Reason
EVERYTHING = {"everything": [True]}


def is_allowed(report: str, sight: Sight, institution_id: int) -> bool:
    """Whether this report of this institution may be made for them."""
    at = sight.at(institution_id)
    return report in REPORTS and at.orders_reports and REPORTS[report].allowed(at)


def refusal(report: str, recipient: User | None, institution_id: int) -> str:
    """Why nothing is made for them; empty where it may be."""
    if recipient is None:
        return Reason.NO_ACCOUNT
    if not may_sign_in(recipient):
        return Reason.CLOSED
    if report not in REPORTS:
        return Reason.UNKNOWN
    allowed = is_allowed(report, visible_to(recipient), institution_id)
    return "" if allowed else Reason.NO_RIGHT


def rights_at(sight: Sight, institution: Institution) -> dict[str, list]:
    """Everything in this institution that widens what they see, as it can be kept and compared."""
    if sight.everything:
        return EVERYTHING
    teach, mentor = (list(sight.staff.get(role, ())) for role in (Role.FACULTY, Role.MENTOR))
    here = {"staff__institution": institution}
    trained = BatchTrainer.objects.today().filter(staff__in=teach, **here)
    mentees = Mentorship.objects.today().filter(staff__in=mentor, **here)
    charges = ClassCharge.objects.filter(staff__in=teach, **here).values_list(*CLASS)
    taught = sight.teachings().filter(**here).values_list(*CLASS, "subject")
    headed = Branch.objects.filter(pk__in=sight.branches, institution=institution)
    return {
        "roles": sorted(sight.at(institution.pk).roles),
        "branches": sorted(headed.values_list("pk", flat=True)),
        "batches": sorted(set(trained.values_list("batch", flat=True))),
        "mentees": sorted(set(mentees.values_list("student", flat=True))),
        "charges": sorted({"|".join(map(str, one)) for one in charges}),
        "teachings": sorted({"|".join(map(str, one)) for one in taught}),
    }


def cover(now: dict[str, list], then: dict[str, list]) -> bool:
    """Whether who had these rights then has lost none of them."""
    if now == EVERYTHING:
        return True
    return all(set(had) <= set(now.get(name, ())) for name, had in then.items())


def may_fetch(run: ReportRun, sight: Sight) -> bool:
    """Whether its recipient, whose sight this is, may still have what was made."""
    if not is_allowed(run.report, sight, run.institution_id):
        return False
    return cover(rights_at(sight, run.institution), run.scope)
