"""What the schema says of the parameters that several addresses take."""

from collections.abc import Iterable

from drf_spectacular.utils import OpenApiParameter

PLACES = {
    "institution": "Code of an institution; without it all that you see.",
    "term": "Code of a term; without it the current term.",
    "branch": "Code of a branch.",
    "batch": "Code of a batch.",
    "semester": "A semester's number.",
    "subject": "Code of a subject: figures are then those of this subject.",
}


def described(texts: dict[str, str]) -> list[OpenApiParameter]:
    """Query parameters of these names with these texts."""
    return [OpenApiParameter(name, str, description=text) for name, text in texts.items()]


def ordering(words: Iterable[str]) -> OpenApiParameter:
    """The orders a list can be had in, each forwards and backwards."""
    orders = [order for word in words for order in (word, f"-{word}")]
    text = "The order; with a minus the other way round."
    return OpenApiParameter("ordering", str, enum=orders, description=text)


PAGING = described(
    {
        "page_size": "How many rows: 50 unless you say, and never more than 200.",
        "cursor": "Where a page begins, as `next` and `previous` give it.",
    }
)
CONDITIONS = [
    *described(
        {
            "search": "Part of a roll number or of a name.",
            "grade": "A letter, or none.",
            "section": "A section of a class.",
        }
    ),
    OpenApiParameter("risk", str, enum=["High", "Medium", "Low", "unknown"]),
    OpenApiParameter("passed", str, enum=["yes", "no"]),
]
(SUBJECT_OF_ENTRIES,) = described({"subject": "Code of a subject: its rows alone."})
