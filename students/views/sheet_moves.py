"""What has moved in a student's line of a sheet since it was declared, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from students.models import DeclaredResult, Verdict
from students.models.copies import COMPARED, essential
from students.views.sheet_lines import NONE, mark_text

WORDS = {
    "verdict": gettext_lazy("result"),
    "promoted": gettext_lazy("promotion"),
    "class_title": pgettext_lazy("of a result", "class"),
    "sgpa": "SGPA",
    "cgpa": "CGPA",
    "total": gettext_lazy("total"),
    "maximum": gettext_lazy("out of"),
    "credits_earned": gettext_lazy("credits earned"),
    "credits_registered": gettext_lazy("credits registered"),
    "backlogs": gettext_lazy("backlogs"),
    "grace": gettext_lazy("grace"),
    "policy_version": gettext_lazy("policy"),
}
PROMOTION = {True: gettext_lazy("promoted"), False: gettext_lazy("detained"), None: NONE}


def moves(was: DeclaredResult | None, now: DeclaredResult | None) -> list[str]:
    """What moved for a student, in words: "SGPA 6.00 → 7.33", "PHYSICS 39 F → 50 C"."""
    if was is None:
        return [_("not declared yet")]
    if now is None:
        return [_("no longer in this class")]
    plain = [
        f"{WORDS[name]} {_word(was, name)} → {_word(now, name)}"
        for name in COMPARED
        if name != "papers" and _word(was, name) != _word(now, name)
    ]
    before, after = ({p["code"]: p for p in one.papers} for one in (was, now))
    return plain + [
        f"{code} {_paper_word(before.get(code))} → {_paper_word(after.get(code))}"
        for code in sorted(before.keys() | after.keys())
        if essential(before.get(code, {})) != essential(after.get(code, {}))
    ]


def _word(one: DeclaredResult, name: str) -> str:
    value = getattr(one, name)
    if name == "verdict":
        return str(Verdict(value).label)
    if name == "promoted":
        return str(PROMOTION[value])
    if name == "policy_version":
        return str(value.number)
    if name == "grace":
        value = [f"{grace['marks']} ({grace['code']})" for grace in value]
    if isinstance(value, list):
        value = ", ".join(value)
    return NONE if value in (None, "") else str(value)


def _paper_word(paper: dict | None) -> str:
    return f"{mark_text(paper)} {paper['letter']}".strip() if paper else NONE
