"""Reading the form off a page, to send it back as a browser would, with one value altered."""

import re
from html.parser import HTMLParser

ALTERED = ("name", "title", "code", "first_name", "section", "score", "attended", "weight")
ALTERED += ("ends_on", "semester", "percent")


class FormReader(HTMLParser):
    """The fields of the page's own form and what stands in them."""

    def __init__(self, form_id_end: str):
        super().__init__()
        self.form_id_end = form_id_end
        self.fields: dict[str, list[str]] = {}
        self.inside = False
        self.select = self.area = None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.inside = attrs.get("id", "").endswith(self.form_id_end)
        elif self.inside and tag == "input" and attrs.get("name"):
            self._input(attrs)
        elif self.inside and tag == "select":
            self.select = attrs.get("name")
        elif self.select and tag == "option" and "selected" in attrs:
            self._put(self.select, attrs.get("value", ""))
        elif self.inside and tag == "textarea":
            self.area = attrs.get("name")
            self._put(self.area, "")

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.area = None

    def handle_data(self, text):
        if self.area:
            self.fields[self.area][-1] += text.removeprefix("\n")

    def _input(self, attrs):
        kind = attrs.get("type", "text")
        if kind in ("submit", "button", "file"):
            return
        if kind in ("checkbox", "radio") and "checked" not in attrs:
            return
        self._put(attrs["name"], attrs.get("value") or "")

    def _put(self, name, value):
        self.fields.setdefault(name, []).append(value)


def fields_of(page: str) -> dict[str, list[str]]:
    """The fields of the form of an administration page."""
    reader = FormReader("_form")
    reader.feed(page)
    return reader.fields


def options_of(page: str, name: str) -> list[str]:
    """What can be chosen in the field of this name, wherever it stands on the page."""
    select = re.search(rf'<select name="{name}".*?</select>', page, re.DOTALL)
    return [value for value in re.findall(r'value="(\w+)"', select[0])] if select else []


def altered(fields: dict[str, list[str]], names=ALTERED) -> dict[str, list[str]]:
    """The same with one value changed, such as a name or a score: the first found of names."""
    for wanted in names:
        for name, values in fields.items():
            last = name.rsplit("-", 1)[-1]
            if last == wanted and "__prefix__" not in name and "csrf" not in name:
                return fields | {name: [_other(wanted, values[0])]}
    return fields


def _other(field: str, value: str) -> str:
    if field == "ends_on":
        return "2031-12-31"
    if value.replace(".", "", 1).isdigit():
        return str(int(float(value)) + 1)
    return f"{value}x"
