"""The browser's rule files in an embedded engine, called with JSON; whole numbers are tagged."""

import json
from dataclasses import dataclass
from pathlib import Path

import quickjs

RULE_FILES = ("js/texts.js", "rules/rules.js", "rules/preview.js")
FOLDER = Path(__file__).resolve().parents[3] / "static"

BRIDGE = """
const fromJson = (text) =>
  JSON.parse(text, (_, value) => (value && value.bigint ? BigInt(value.bigint) : value));
const toJson = (value) =>
  JSON.stringify(value, (_, one) => (typeof one === "bigint" ? { bigint: `${one}` } : one));
globalThis.callRule = (name, args) => toJson(PerfDashRules[name](...fromJson(args)));
globalThis.callRuleWithPolicy = (name, definition, rows) => {
  const policy = PerfDashRules.readPolicy(fromJson(definition));
  return toJson(fromJson(rows).map((args) => PerfDashRules[name](policy, ...args)));
};
"""


@dataclass(frozen=True)
class Whole:
    """A whole number that JavaScript gets as a BigInt."""

    value: int


class Engine:
    """The functions of PerfDashRules by name."""

    def __init__(self):
        self.context = quickjs.Context()
        for name in RULE_FILES:
            self.context.eval((FOLDER / name).read_text())
        self.context.eval(BRIDGE)

    def call(self, name: str, *args: object) -> object:
        """One call and its answer."""
        return from_json(self.context.get("callRule")(name, to_json(args)))

    def each(self, name: str, definition: dict, rows: list) -> list:
        """One call for each row of arguments, the policy read from its definition before them."""
        call = self.context.get("callRuleWithPolicy")
        return from_json(call(name, to_json(definition), to_json(rows)))


def to_json(value: object) -> str:
    return json.dumps(value, default=lambda whole: {"bigint": str(whole.value)})


def from_json(text: str) -> object:
    return json.loads(text, object_hook=lambda o: int(o["bigint"]) if set(o) == {"bigint"} else o)
