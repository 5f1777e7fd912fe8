"""Data entry by the registrar: the register in Django's administration, scoped by role."""

from students.admin import (
    accounts,
    changes,
    declarations,
    engagement,
    fees,
    learned,
    outreach,
    people,
    policies,
    registers,
    results,
    runs,
    structure,
    students,
    term_parts,
    trainers,
)

__all__ = [
    "accounts",
    "changes",
    "declarations",
    "engagement",
    "fees",
    "learned",
    "outreach",
    "people",
    "policies",
    "registers",
    "results",
    "runs",
    "structure",
    "students",
    "term_parts",
    "trainers",
]
