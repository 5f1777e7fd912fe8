"""What the register would refuse, the preview refuses too, and says why."""

import pytest

from students.models.attendance import MOST_HELD
from students.models.marks import LARGEST_MAXIMUM
from students.rules.policy import PAPER_POLICY
from students.tests.rules.engine import Engine

ENGINE = Engine()


@pytest.mark.parametrize(
    ("row", "field", "message"),
    [
        ({"state": "present", "score": "", "max_score": "100"}, "score", "A number is missing."),
        (
            {"state": "present", "score": "eighty", "max_score": "100"},
            "score",
            "“eighty” is not a plain number.",
        ),
        (
            {"state": "present", "score": "80.125", "max_score": "100"},
            "score",
            "80.125 has more than 2 decimals.",
        ),
        (
            {"state": "present", "score": "100.01", "max_score": "100"},
            "score",
            "It is above its maximum.",
        ),
        (
            {"state": "present", "score": "0", "max_score": "0"},
            "max_score",
            "It has to be above 0.",
        ),
        (
            {"state": "absent", "score": "5", "max_score": "100"},
            "score",
            "Absent has no score.",
        ),
        (
            {"state": "withheld", "score": "101", "max_score": "100"},
            "score",
            "It is above its maximum.",
        ),
        (
            {"state": "", "score": "5", "max_score": f"{LARGEST_MAXIMUM}.01"},
            "max_score",
            f"It is above {LARGEST_MAXIMUM}.",
        ),
        ({"state": "ill", "score": "", "max_score": "100"}, "state", "No such state: ill."),
        (
            {"components": [{"score": "5", "max_score": "10"}]},
            "components.0.weight",
            "A number is missing.",
        ),
    ],
)
def test_a_refused_row_says_why_and_nothing_is_promised(row, field, message):
    good = {"state": "", "score": "80", "max_score": "100"}
    found = ENGINE.call("preview", PAPER_POLICY.definition(), [good, row], None)
    assert found["problems"] == [{"row": 1, "field": field, "message": message}]
    assert (found["grade"], found["average_shown"], found["risk"]) == (None, None, None)
    assert found["rows"][0]["grade"] == "A"


@pytest.mark.parametrize(
    ("attendance", "field"),
    [
        ({"held": "40", "attended": ""}, "attended"),
        ({"held": "", "attended": "3"}, "held"),
        ({"held": "40", "attended": "41"}, "attended"),
        ({"held": "40.5", "attended": "4"}, "held"),
        ({"held": MOST_HELD + 1, "attended": "4"}, "held"),
        ({"held": "40", "attended": "38", "excused": "3"}, "attended"),
        ({"held": "40", "attended": "38", "percent": "95"}, "percent"),
        ({"subjects": [{"held": "4", "attended": "4"}, {"held": "4"}]}, "subjects.1.attended"),
        ({"percent": "100.01"}, "percent"),
    ],
)
def test_refused_attendance_says_why(attendance, field):
    found = ENGINE.call("preview", PAPER_POLICY.definition(), [], attendance)
    assert [(one["row"], one["field"]) for one in found["problems"]] == [(None, field)]
