"""Every text that is marked in the code, read without gettext's own programs."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

PACKAGES = ("perfdash", "students", "analytics")
MARKED_BY = ("django.utils.translation", "students.rules.words")
# How many of the arguments are texts, and whether the first of them is a context.
KINDS = {
    "gettext": (1, False),
    "ngettext": (2, False),
    "pgettext": (2, True),
    "npgettext": (3, True),
}
STRING = r"""u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
CALL = re.compile(rf"\b(n?p?gettext|_)\(\s*({STRING}(?:\s*,\s*{STRING})*)", re.DOTALL)

Text = tuple[str | None, str]  # the context and the text, in English, one


def texts_of_python(root: Path) -> Iterator[Text]:
    """What the modules of the product mark, under whatever name they import the mark."""
    for folder in PACKAGES:
        for path in (root / folder).rglob("*.py"):
            if "tests" not in path.parts:
                yield from _of_module(ast.parse(path.read_text()))


def _of_module(tree: ast.Module) -> Iterator[Text]:
    names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in MARKED_BY:
            for one in node.names:
                plain = re.sub("_(lazy|noop)$", "", one.name)
                names[one.asname or one.name] = KINDS.get(plain)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            kind = names.get(node.func.id)
            words = [one.value for one in node.args if isinstance(one, ast.Constant)]
            yield from [_text(kind, words)] if kind and words else []


def _text(kind: tuple[int, bool], words: list[str]) -> Text:
    return (words[0], words[1]) if kind[1] else (None, words[0])


def texts_of_templates(root: Path) -> Iterator[Text]:
    """What the templates mark, by Django's own reading of them."""
    for path in (root / "templates").rglob("*.*"):
        yield from _called(templatize(path.read_text(), origin=str(path)))


def texts_of_scripts(root: Path) -> Iterator[Text]:
    """What the scripts mark, and the texts borrowed for them."""
    for path in (*(root / "static").rglob("*.js"), *(root / "perfdash").glob("*.js")):
        if "vendor" not in path.parts:
            yield from _called(path.read_text())


def _called(code: str) -> Iterator[Text]:
    for name, strings in CALL.findall(code):
        kind = KINDS[name] if name != "_" else KINDS["gettext"]
        yield _text(kind, list(ast.literal_eval(f"({strings},)")))
