"""Who may read the card of a model, try it, and say which version is in use."""

from analytics.tests.walk.table import HOUSE, STAFF, Row, within

OF_VERSION = {"kind": "modelversion", "reach": within(STAFF)}
DECIDED = {"read": HOUSE, "write": HOUSE, "reach": within(HOUSE), "found": (405,)}

ROWS = (
    Row("model-card", read=STAFF, queries=("?target=fail",)),
    Row("model-card-version", read=STAFF, **OF_VERSION),
    Row("model-card-file", read=STAFF, besides={"place": 1, "kind": "csv"}, **OF_VERSION),
    Row("model-use", kind="modelversion", **DECIDED),
    Row("model-none", kind="institution", **DECIDED),
    Row("model-train", kind="institution", **DECIDED),
    Row("try-it", read=STAFF),
    Row("api-try", read=STAFF, write=STAFF),
)
