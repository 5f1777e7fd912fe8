"""What Hypothesis draws for ordinances: policies with grace and heads, and papers to judge."""

from hypothesis import strategies as st

from students.rules.components import ComponentFact, combined
from students.rules.ordinances import (
    ATTEMPTS,
    CAPPED,
    FAILED_SUBJECTS,
    PASSING,
    ROUNDINGS,
    Grace,
    Head,
    Ordinance,
    Parts,
    Step,
)
from students.rules.papers import Paper
from students.rules.policy import PAPER_POLICY, Policy
from students.rules.units import SCALE

KINDS = ("quiz", "end_semester")
CODES = tuple("ABCDEFGH")

percents = st.integers(0, 100).map(lambda percent: percent * SCALE)
marks = st.integers(0, 3000)


@st.composite
def graces(draw, purpose=PASSING) -> Grace:
    """An ordinance of grace with any of its limits."""
    steps = (Step(5000, draw(marks)), Step(None, draw(marks))) if draw(st.booleans()) else ()
    return Grace(
        code=draw(st.sampled_from(("O.1", "O.2"))),
        purpose=purpose,
        per_head=steps,
        head_percent=draw(st.none() | percents),
        total_percent=draw(st.none() | percents.map(lambda percent: percent // 10)),
        total_marks=draw(st.none() | marks),
        heads=draw(st.none() | st.integers(0, 4)),
        subjects=draw(st.none() | st.integers(0, 4)),
        whole_marks=draw(st.booleans()),
        whole_examination=draw(st.booleans()),
    )


@st.composite
def policies(draw, most_graces=2) -> Policy:
    """The paper's bands with an ordinance."""
    heads = [Head(kind, Parts((kind,)), draw(percents)) for kind in KINDS if draw(st.booleans())]
    counts = draw(st.sampled_from(ATTEMPTS))
    ordinance = Ordinance(
        heads=tuple(heads),
        grace=tuple(draw(st.lists(graces(), max_size=most_graces))),
        attempts=counts,
        cap="D" if counts == CAPPED else "",
        failed=draw(st.sampled_from(FAILED_SUBJECTS)),
        rounding=draw(st.sampled_from(ROUNDINGS)),
    )
    return Policy(**{**vars(PAPER_POLICY), "ordinance": ordinance})


@st.composite
def parts(draw, kind: str) -> ComponentFact:
    state = draw(st.sampled_from(("present", "present", "present", "absent")))
    maximum = draw(st.sampled_from((2000, 5000, 7500)))
    score = draw(st.integers(0, maximum)) if state == "present" else None
    return ComponentFact(state, score, maximum, maximum, kind, kind)


@st.composite
def papers(draw, code: str) -> Paper:
    """A paper out of two parts, or with a mark alone; audits and other states now and then."""
    credits = draw(st.integers(0, 60))
    kind = draw(st.sampled_from(("theory", "theory", "theory", "audit")))
    if draw(st.booleans()):
        both = tuple(draw(parts(kind)) for kind in KINDS)
        mark = combined(both)
        return Paper(code, credits, mark.state, mark.score, mark.max_score, kind, both)
    return Paper(code, credits, "present", draw(st.integers(0, 10_000)), 10_000, kind)


@st.composite
def terms(draw) -> list[Paper]:
    """The papers of one term."""
    count = draw(st.integers(1, 5))
    return [draw(papers(code)) for code in CODES[:count]]
