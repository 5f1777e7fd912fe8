"""What the schema says of the parameters that several addresses take."""

from drf_spectacular.utils import OpenApiParameter

PLACES = {
    "institution": "Code of an institution; without it all that you see.",
    "term": "Code of a term; without it the current term.",
    "branch": "Code of a branch.",
    "batch": "Code of a batch.",
    "semester": "A semester's number.",
    "subject": "Code of a subject: figures are then those of this subject.",
}
CONDITIONS = {
    "search": "Part of a roll number or of a name.",
    "risk": "High, Medium, Low or unknown.",
    "grade": "A letter, or none.",
    "passed": "yes or no.",
    "section": "A section of a class.",
}


def described(texts: dict[str, str]) -> list[OpenApiParameter]:
    """Query parameters of these names with these texts."""
    return [OpenApiParameter(name, str, description=text) for name, text in texts.items()]
