"""The register: one subject per file; each file imports only those above it in this list."""

from students.models.admissions import Admission
from students.models.attendance import SubjectAttendance, TermAttendance
from students.models.backgrounds import StudentBackground
from students.models.cameras import CameraConsent, CameraMinute, CameraSession
from students.models.changes import AttendanceChange, Door, MarkChange, RecordChange
from students.models.cleaning import Correction, Doubt
from students.models.components import Component, ComponentMark
from students.models.condonations import Condonation
from students.models.declarations import Declaration, DeclaredResult, Publication, Verdict
from students.models.engagement import (
    EngagementChange,
    Enrolment,
    Outcome,
    TermActivity,
    WeeklyActivity,
)
from students.models.fees import FeeDue, FeePlan, Payment
from students.models.imports import CategoryWord, ImportMapping, ImportRun, StructureAlias
from students.models.jobs import Job
from students.models.marks import Mark, State
from students.models.offerings import Offering
from students.models.outreach import Channel, ChannelDay, Platform, Post
from students.models.people import Membership, Role, Staff, Student, User
from students.models.personal_details import PersonalDetail
from students.models.policy import PolicyAssignment, PolicyVersion
from students.models.results import TermResult
from students.models.same_people import SamePerson
from students.models.sessions import ClassSession, PlannedClasses, Presence, SessionPresence
from students.models.structure import Batch, Branch, Group, Institution, Subject, Term
from students.models.summaries import ResultSummary, ResultTotal, SubjectSummary, SubjectTotal
from students.models.teaching import ClassCharge, Mentorship, Teaching
from students.models.tokens import ApiToken
from students.models.trails import ListExport, RecordView
from students.models.trainers import BatchTrainer, TrainerRating

__all__ = [
    "Admission",
    "ApiToken",
    "AttendanceChange",
    "Batch",
    "BatchTrainer",
    "Branch",
    "CameraConsent",
    "CameraMinute",
    "CameraSession",
    "CategoryWord",
    "Channel",
    "ChannelDay",
    "ClassCharge",
    "ClassSession",
    "Component",
    "ComponentMark",
    "Condonation",
    "Correction",
    "Declaration",
    "DeclaredResult",
    "Door",
    "Doubt",
    "EngagementChange",
    "Enrolment",
    "FeeDue",
    "FeePlan",
    "Group",
    "ImportMapping",
    "ImportRun",
    "Institution",
    "Job",
    "ListExport",
    "Mark",
    "MarkChange",
    "Membership",
    "Mentorship",
    "Offering",
    "Outcome",
    "Payment",
    "PersonalDetail",
    "PlannedClasses",
    "Platform",
    "PolicyAssignment",
    "PolicyVersion",
    "Post",
    "Presence",
    "Publication",
    "RecordChange",
    "RecordView",
    "ResultSummary",
    "ResultTotal",
    "Role",
    "SamePerson",
    "SessionPresence",
    "Staff",
    "State",
    "StructureAlias",
    "Student",
    "StudentBackground",
    "Subject",
    "SubjectAttendance",
    "SubjectSummary",
    "SubjectTotal",
    "Teaching",
    "Term",
    "TermActivity",
    "TermAttendance",
    "TermResult",
    "TrainerRating",
    "User",
    "Verdict",
    "WeeklyActivity",
]
