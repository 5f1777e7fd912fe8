"""The description of the API, arranged to be read: chapters of operations, then shapes."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus

from drf_spectacular.generators import SchemaGenerator

PREFIX = "/api/v1/"


@dataclass(frozen=True)
class Part:
    """A parameter, or a field of a shape. `shape` is the name of the shape it is of, if any."""

    name: str
    kind: str
    shape: str = ""
    where: str = ""
    required: bool = False
    text: str = ""


@dataclass(frozen=True)
class Answer:
    """A status and what comes with it."""

    status: str
    words: str
    kind: str
    shape: str


@dataclass(frozen=True)
class Operation:
    """One thing that can be done at an address. `body` is what is sent, where something is."""

    name: str
    method: str
    path: str
    text: str
    parameters: tuple[Part, ...]
    body: Part | None
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Shape:
    """What a body or an answer looks like."""

    name: str
    text: str
    fields: tuple[Part, ...]


@cache
def chapters() -> tuple[dict[str, list[Operation]], tuple[Shape, ...]]:
    """Operations by the first word of their address, and all shapes by name; made once."""
    described = SchemaGenerator().get_schema(request=None, public=True)
    found: dict[str, list[Operation]] = {}
    for path, methods in described["paths"].items():
        word = path.removeprefix(PREFIX).partition("/")[0]
        for method, operation in methods.items():
            found.setdefault(word, []).append(_operation(path, method, operation))
    shapes = described["components"]["schemas"].items()
    return found, tuple(_shape(name, schema) for name, schema in shapes)


def _operation(path: str, method: str, described: dict) -> Operation:
    return Operation(
        name=described["operationId"],
        method=method.upper(),
        path=path,
        text=described.get("description", "").replace("`", ""),
        parameters=tuple(_parameter(one) for one in described.get("parameters", ())),
        body=_body(described.get("requestBody")),
        answers=tuple(_answer(*pair) for pair in sorted(described["responses"].items())),
    )


def _parameter(described: dict) -> Part:
    kind, shape = kind_of(described["schema"])
    required, text = described.get("required", False), described.get("description", "")
    return Part(described["name"], kind, shape, described["in"], required, text)


def _body(described: dict | None) -> Part | None:
    if not described:
        return None
    media_type, content = next(iter(described["content"].items()))
    kind, shape = kind_of(content["schema"])
    return Part(media_type, kind, shape, required=described.get("required", False))


def _answer(status: str, described: dict) -> Answer:
    content = next(iter(described.get("content", {}).values()), None)
    kind, shape = kind_of(content["schema"]) if content else ("nothing", "")
    return Answer(status, HTTPStatus(int(status)).phrase, kind, shape)


def _shape(name: str, described: dict) -> Shape:
    required = described.get("required", ())
    fields = (
        Part(field, *kind_of(schema), required=field in required)
        for field, schema in described.get("properties", {}).items()
    )
    return Shape(name, described.get("description", ""), tuple(fields))


def kind_of(schema: dict) -> tuple[str, str]:
    """What a value is, in words, and the name of the shape it is or holds: ("list of", "Mark")."""
    words, shape = _plain(schema)
    more = [" or null"] if schema.get("nullable") else []
    limits = [f"{sign} {schema[name]}" for name, sign in LIMITS if name in schema]
    if "enum" in schema:
        limits.append(", ".join(str(one) for one in schema["enum"] if one not in (None, "")))
    return "".join([words, *(f" ({'; '.join(limits)})" for _ in limits[:1]), *more]), shape


LIMITS = (
    ("minimum", "from"),
    ("maximum", "to"),
    ("maxLength", "at most so long:"),
    ("maxItems", "at most so many:"),
)


def _plain(schema: dict) -> tuple[str, str]:
    if "$ref" in schema:
        return "", schema["$ref"].rpartition("/")[2]
    if one := next(iter(schema.get("allOf", ())), None):
        return kind_of(one)
    if schema.get("type") == "array":
        inner, shape = kind_of(schema["items"])
        return f"list of {inner}".rstrip(), shape
    if schema.get("type") == "object":
        return "object", ""
    return " ".join(_words(schema)), ""


def _words(schema: dict) -> Iterator[str]:
    yield schema.get("type", "anything")
    if schema.get("format") in ("date", "date-time", "uri", "email", "binary"):
        yield f"({schema['format']})"
