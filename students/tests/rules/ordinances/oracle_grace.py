"""Grace by the oracle: every ordinance in turn, all limits compared one by one."""

from fractions import Fraction
from math import ceil

from students.tests.rules.ordinances.oracle_subjects import Subject


def share(rule: dict, name: str, of: Fraction) -> Fraction | None:
    if name not in rule:
        return None
    exact = Fraction(rule[name]) * of / 100
    return Fraction(ceil(exact)) if rule.get("whole_marks") else exact


def fits(rule: dict, subject: Subject, grace: dict[str, Fraction]) -> bool:
    for head, marks in grace.items():
        steps = rule.get("per_head", [])
        reached = [s for s in steps if subject.size(head) <= Fraction(s.get("up_to", 10**9))]
        if steps and (not reached or marks > Fraction(reached[0]["marks"])):
            return False
        part = share(rule, "head_percent", subject.size(head))
        if part is not None and marks > part:
            return False
    return True


def within(rule: dict, subjects: list[Subject], graces: list[dict[str, Fraction]]) -> bool:
    sizes = sum(subject.maximum for subject in subjects)
    marks = sum(sum(grace.values()) for grace in graces)
    papers = share(rule, "subjects_percent", Fraction(len(subjects)))
    limits = (
        (marks, share(rule, "total_percent", sizes)),
        (marks, Fraction(rule["total_marks"]) if "total_marks" in rule else None),
        (sum(map(len, graces)), rule.get("heads")),
        (len(graces), rule.get("subjects")),
        (len(graces), papers),
    )
    return all(limit is None or value <= limit for value, limit in limits)


def give(rules: dict, subjects: list[Subject]) -> list[tuple[Fraction, str]]:
    """Grace in the order of the ordinances; the first that helps. Returns grace to the total."""
    if any(not one.known for one in subjects):
        return []
    for rule in rules["ordinance"].get("grace", []):
        of_total = HELP[rule["for"]](rules, rule, subjects)
        if of_total is not None:
            return of_total
    return []


def lift_to_pass(rules: dict, rule: dict, subjects: list[Subject]) -> list | None:
    failing = [one for one in subjects if not one.passed]
    graces = [one.wanted() for one in failing]
    fit = all(g and fits(rule, one, g) for one, g in zip(failing, graces, strict=True))
    if not failing or not fit or not within(rule, subjects, graces):
        return None
    for one, grace in zip(failing, graces, strict=True):
        one.grace, one.by = grace, rule["code"]
    return []


def lift_to_grade(rules: dict, rule: dict, subjects: list[Subject]) -> list | None:
    if not all(one.passed for one in subjects):
        return None
    line = next(b["at_least"] for b in rules["bands"] if b["letter"] == rule["letter"])
    wanted = []
    for one in subjects:
        short = Fraction(line) / 100 * one.maximum - one.score
        if short > 0 and fits(rule, one, {"Aggregate": short}):
            wanted.append((short, one.code, one))
    taken = []
    for short, _, one in sorted(wanted, key=lambda row: row[:2]):
        if within(rule, subjects, [*taken, {"Aggregate": short}]):
            one.grace, one.by = {"Aggregate": short}, rule["code"]
            taken.append(one.grace)
    return [] if taken else None


def lift_to_class(rules: dict, rule: dict, subjects: list[Subject]) -> list | None:
    short = to_next_class(rules, subjects)
    passed = all(one.passed for one in subjects)
    if not passed or not short or not within(rule, subjects, [{"Total": short}]):
        return None
    return [(short, rule["code"])]


HELP = {"passing": lift_to_pass, "grade": lift_to_grade, "class": lift_to_class}


def to_next_class(rules: dict, subjects: list[Subject]) -> Fraction:
    total, sizes = sum(s.score for s in subjects), sum(s.maximum for s in subjects)
    lines = [Fraction(c["at_least"]) / 100 * sizes for c in rules["ordinance"].get("classes", [])]
    return min((line - total for line in lines if line > total), default=Fraction())
