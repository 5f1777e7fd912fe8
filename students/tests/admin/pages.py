"""Admin pages as a browser sends them back: every field as it is shown, then what is changed."""

from html.parser import HTMLParser

from django.urls import reverse


class FormReader(HTMLParser):
    """The values a page's form would post if nothing were touched."""

    def __init__(self):
        super().__init__()
        self.values = {}
        self.select = self.area = None

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        if tag == "input" and named.get("name"):
            self._read_input(named)
        elif tag == "select" and named.get("name"):
            self.select = named["name"]
        elif tag == "option" and self.select:
            first = self.select not in self.values
            if "selected" in named or first:
                self.values[self.select] = named.get("value", "")
        elif tag == "textarea":
            self.area = named["name"]
            self.values[self.area] = ""

    def _read_input(self, named):
        kind = named.get("type", "text")
        if kind in ("submit", "file", "search"):
            return
        if kind in ("checkbox", "radio"):
            if "checked" in named:
                self.values[named["name"]] = named.get("value", "on")
            return
        self.values[named["name"]] = named.get("value", "")

    def handle_data(self, data):
        if self.area:
            self.values[self.area] += data

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = None
        elif tag == "textarea":
            self.area = None


def shown_values(client, url) -> dict[str, str]:
    """What a browser would post from this page; rows of templates are left out."""
    response = client.get(url)
    assert response.status_code == 200, (url, response.status_code)
    reader = FormReader()
    reader.feed(response.content.decode())
    left_out = ("q", "theme", "next", "csrfmiddlewaretoken")
    return {
        name: value
        for name, value in reader.values.items()
        if name not in left_out and "__prefix__" not in name
    }


def term_page(result) -> str:
    return reverse("admin:students_termresult_change", args=[result.pk])


def row_of(values: dict, prefix: str, pk: int) -> str:
    """The beginning of the names of a stored row: "marks-0"."""
    return next(
        name.removesuffix("-id")
        for name, value in values.items()
        if name.startswith(f"{prefix}-") and name.endswith("-id") and value == str(pk)
    )


def add_row(values: dict, prefix: str, **cells):
    """Fill the next new row of a table, as the page's “Add another” does."""
    total = int(values[f"{prefix}-TOTAL_FORMS"])
    values |= {f"{prefix}-{total}-{name}": str(value) for name, value in cells.items()}
    values[f"{prefix}-TOTAL_FORMS"] = str(total + 1)
