"""The ordinances a second time, read straight from a JSON definition and counted in fractions."""

from fractions import Fraction
from math import floor

from students.tests.rules.ordinances.cases import Case
from students.tests.rules.ordinances.oracle_grace import give
from students.tests.rules.ordinances.oracle_subjects import Subject


def mean(rules: dict, rows: list[tuple[Fraction, Fraction, bool]]) -> str:
    """Rows of credits, point and passed to the average as it is printed."""
    average = rules["ordinance"].get("average", {})
    rows = [row for row in rows if row[0]]
    if average.get("failed") == "no_average" and not all(row[2] for row in rows):
        return ""
    if average.get("failed") == "leave_out":
        rows = [row for row in rows if row[2]]
    if not rows:
        return ""
    exact = sum(credits * point for credits, point, _ in rows) / sum(row[0] for row in rows) * 100
    whole = floor(exact) if average.get("rounding") == "down" else floor(exact + Fraction(1, 2))
    return f"{whole // 100}.{whole % 100:02}"


def best(rules: dict, attempts: list[Subject]) -> tuple[Fraction, Fraction, bool] | None:
    """Credits, point and passed of the attempt that counts; None without a known one."""
    how = rules["ordinance"].get("attempts", {})
    known = [one for one in attempts if one.known]
    known = [one for one in known if one.state == "present"] or known[:1]
    if not known:
        return None
    rows = [(one.credits, one.point(), one.passed) for one in known]
    if how.get("counts") == "latest":
        return rows[-1]
    if how.get("counts") == "capped":
        cap = known[0].point(how["letter"])
        rows = [
            row if one is attempts[0] else (row[0], min(row[1], cap), row[2])
            for one, row in zip(known, rows, strict=True)
        ]
    return max(rows, key=lambda row: (row[2], row[1]))


def expected(rules: dict, case: Case) -> dict[str, str]:
    """Every figure of a case in the words of the table."""
    attempts: dict[str, list[Subject]] = {}
    for term in case.terms:
        everything = [Subject(rules, typed) for typed in term]
        everything = [one for one in everything if one.state != "exempt"]
        subjects = [one for one in everything if not one.typed.audit]
        of_total = give(rules, subjects)
        for one in everything:
            attempts.setdefault(one.code, []).append(one)
    for typed in case.later:
        attempts[typed.code].append(Subject(rules, typed))
    counted = {code: best(rules, row) for code, row in attempts.items() if not row[0].typed.audit}
    known = {code: row for code, row in counted.items() if row}
    backlogs = sorted(code for code, row in known.items() if not row[2])
    earned = sum((row[0] for row in known.values() if row[2]), Fraction())
    registered = sum(row[0].credits for row in attempts.values() if not row[0].typed.audit)
    state = term_state(subjects)
    done = state in ("pass", "fail")
    return {
        "grades": " ".join(f"{one.code}:{one.letter}" for one in everything),
        "grace": " ".join([*grace_words(subjects), *(f"Total+{num(m)}@{c}" for m, c in of_total)]),
        "sgpa": mean(rules, [(o.credits, o.point(), o.passed) for o in subjects]) if done else "",
        "cgpa": mean(rules, list(known.values())) if done else "",
        "earned": num(earned),
        "backlogs": " ".join(backlogs),
        "verdict": verdict(rules, state, len(backlogs), earned, registered),
        "class": class_of(rules, subjects, of_total) if state == "pass" else "",
    }


def term_state(subjects: list[Subject]) -> str:
    if any(one.state in ("withheld", "malpractice") for one in subjects):
        return "withheld"
    if not subjects or any(one.state == "pending" for one in subjects):
        return "incomplete"
    return "pass" if all(one.passed for one in subjects) else "fail"


def verdict(rules: dict, state: str, backlogs: int, earned: Fraction, registered) -> str:
    rule = rules["ordinance"].get("promotion")
    if state != "fail" or not rule:
        return state
    need = Fraction(rule.get("credits_at_least", 0)) / 100 * registered
    need = floor(need) if rule.get("whole_credits") else need
    fine = earned >= need and backlogs <= rule.get("backlogs_at_most", 10**9)
    return "atkt" if fine else "fail"


def class_of(rules: dict, subjects: list[Subject], of_total: list) -> str:
    total = sum(one.score + sum(one.grace.values()) for one in subjects)
    total += sum(marks for marks, _ in of_total)
    percent = total / sum(one.maximum for one in subjects) * 100
    lines = rules["ordinance"].get("classes", [])
    return next((c["title"] for c in lines if percent >= Fraction(c["at_least"])), "")


def grace_words(subjects: list[Subject]) -> list[str]:
    return [
        f"{one.code}.{head}+{num(marks)}@{one.by}"
        for one in subjects
        for head, marks in one.grace.items()
    ]


def num(value: Fraction) -> str:
    whole, rest = divmod(value * 100, 100)
    return f"{whole}.{rest.numerator:02}".rstrip("0").rstrip(".")
