"""What the code imports is what setup installs."""

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

from django.conf import settings

OURS = {"perfdash", "students", "analytics"}


def imported_packages():
    """Yield the first word of every absolute import outside the tests."""
    for folder in OURS:
        for path in Path(settings.BASE_DIR, folder).rglob("*.py"):
            if "tests" not in path.parts:
                yield from names_in(ast.parse(path.read_text()))


def names_in(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module.split(".")[0]


def canonical(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_package_the_product_imports_is_pinned():
    files = (f"requirements/{name}.txt" for name in ("base", "ml", "vision", "celery"))
    pinned = "".join(Path(settings.BASE_DIR, path).read_text() for path in files)
    names = {canonical(name) for name in re.findall(r"^([\w.-]+)==", pinned, re.MULTILINE)}
    homes = packages_distributions()

    foreign = set(imported_packages()) - OURS - set(sys.stdlib_module_names)

    missing = {
        package
        for package in foreign
        if not names & {canonical(home) for home in homes.get(package, [package])}
    }
    assert missing == set()


def test_every_pin_carries_a_hash():
    for path in (
        "requirements.txt",
        *(f"requirements/{name}.txt" for name in ("base", "dev", "ml", "vision", "celery")),
    ):
        text = Path(settings.BASE_DIR, path).read_text()
        pins = re.findall(r"^[\w.-]+(?:\[\w+\])?==[^\n]*", text, re.MULTILINE)
        assert pins
        assert [pin for pin in pins if not pin.endswith("\\")] == []
        assert "http" not in text
