"""The grid's script files without a page, in an embedded engine."""

import json
from pathlib import Path

import quickjs

from students.imports.compared_marks import WORDS
from students.imports.values import MARK_MEND, NOT_YET, STATES

STATIC = Path(__file__).resolve().parents[3] / "static"
FILES = (
    "js/texts.js",
    "rules/rules.js",
    "rules/preview.js",
    "marks-grid/reading.js",
    "marks-grid/pasting.js",
    "marks-grid/figures.js",
)
SPOKEN = {"states": STATES, "shown": WORDS, "not_yet": NOT_YET, "mend": str(MARK_MEND)}
BRIDGE = """
globalThis.callGrid = (name, args) =>
  JSON.stringify(PerfDashGrid[name](...JSON.parse(args)), (_, value) =>
    typeof value === "bigint" ? undefined : value);
"""


class Engine:
    """The functions of PerfDashGrid by name."""

    def __init__(self):
        self.context = quickjs.Context()
        for name in FILES:
            self.context.eval((STATIC / name).read_text())
        self.context.eval(BRIDGE)

    def call(self, name: str, *args: object) -> object:
        """One call and its answer, whole numbers of the rules left out."""
        return json.loads(self.context.get("callGrid")(name, json.dumps(args)))
