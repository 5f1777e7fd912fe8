"""The register: one subject per file; each file imports only those above it in this list."""

from students.models.attendance import SubjectAttendance, TermAttendance
from students.models.changes import AttendanceChange, Door, MarkChange, RecordChange
from students.models.components import Component, ComponentMark
from students.models.imports import ImportRun
from students.models.jobs import Job
from students.models.marks import Mark, State
from students.models.people import Membership, Role, Staff, Student, User
from students.models.policy import PolicyAssignment, PolicyVersion
from students.models.results import TermResult
from students.models.structure import Batch, Branch, Group, Institution, Subject, Term
from students.models.summaries import ResultSummary, SubjectSummary
from students.models.teaching import ClassCharge, Mentorship, Teaching

__all__ = [
    "AttendanceChange",
    "Batch",
    "Branch",
    "ClassCharge",
    "Component",
    "ComponentMark",
    "Door",
    "Group",
    "ImportRun",
    "Institution",
    "Job",
    "Mark",
    "MarkChange",
    "Membership",
    "Mentorship",
    "PolicyAssignment",
    "PolicyVersion",
    "RecordChange",
    "ResultSummary",
    "Role",
    "Staff",
    "State",
    "Student",
    "Subject",
    "SubjectAttendance",
    "SubjectSummary",
    "Teaching",
    "Term",
    "TermAttendance",
    "TermResult",
    "User",
]
