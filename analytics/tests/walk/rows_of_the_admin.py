"""Who may open which page of the administration, model by model."""

from dataclasses import replace

from analytics.tests.walk.people import (
    ACCOUNTANT,
    ADMINISTRATOR,
    MANAGER,
    PRINCIPAL,
    REGISTRAR,
    SUPERUSER,
)
from analytics.tests.walk.table import (
    HOUSE,
    IMPORTERS,
    INDOORS,
    KEEPERS,
    KEYS,
    NOBODY,
    OFFICE,
    ROOT,
    WHOLE_HOUSE,
    Row,
    within,
)


def model(label, see=HOUSE, keep=KEEPERS, *, add=None, remove=None, shows=(), far=None, reach=None):
    """The six pages of one model: who sees its rows, and who changes, adds and removes them."""
    app, name = label.split(".")
    add, remove = keep if add is None else add, keep if remove is None else remove
    kind = {"kind": far or name, "reach": reach or within(see)}
    page = f"admin:{app}_{name}"
    return (
        Row(f"{page}_changelist", read=see, write=keep, shows=shows, queries=("", "?q=Q&o=1")),
        Row(f"{page}_add", read=add, write=add),
        Row(f"{page}_change", read=see, write=keep, shows=shows, **kind),
        Row(f"{page}_delete", read=remove, write=remove, **kind),
        Row(f"{page}_history", read=see, **kind),
        Row(
            f"admin/{app}/{name}/<path:object_id>/",
            read=INDOORS,
            values=({"object_id": "1"},),
            found=(302,),
        ),
    )


def on_the_term(label):
    """A model whose rows are changed on the page of their term, to which their own pages lead."""
    rows = model(label, add=NOBODY)
    return tuple(
        replace(row, found=(302,)) if row.name.endswith("_change") else row for row in rows
    )


def learned(label):
    """A model nobody adds or changes, whose rows may be removed."""
    rows = model(label, keep=NOBODY, remove=KEEPERS)
    return tuple(
        replace(row, write=KEEPERS) if row.name.endswith("_changelist") else row for row in rows
    )


def face(name, keep=KEEPERS, see=HOUSE):
    """The pages of an import in the list of one model."""
    page = f"admin:students_{name}"
    return (
        Row(f"{page}_import", read=keep, write=keep),
        Row(f"{page}_process_import", read=keep, write=keep, found=(405,)),
        export(name, see),
    )


def export(name, see=HOUSE):
    """The list of one model as a file."""
    return Row(f"admin:students_{name}_export", read=see, write=see)


def of_run(page, **how):
    """A page of one import run, here of marks, which the registrar keeps."""
    name = f"admin:students_importrun_{page}"
    return Row(name, read=IMPORTERS, kind="importrun", reach=within(HOUSE), **how)


MANAGED = {MANAGER: WHOLE_HOUSE}
LETTING_IN = KEYS | {PRINCIPAL}
STRUCTURE = frozenset({REGISTRAR, ADMINISTRATOR, SUPERUSER})

SITE = (
    Row("admin:index", read=INDOORS),
    Row("admin:login", open=True, found=(302,)),
    Row("admin:logout", read=INDOORS, write=INDOORS, found=(302,)),
    Row("admin:password_change", read=INDOORS, found=(302,)),
    Row("admin:password_change_done", read=INDOORS, found=(302,)),
    Row("admin:jsi18n", read=INDOORS),
    Row("admin:app_list", read=INDOORS, values=({"app_label": "students"},)),
    Row("admin/(?P<url>.*)$", read=INDOORS, values=({"url": "nowhere"},), found=(404,)),
    Row("admin:autocomplete", read=INDOORS, found=(403,)),
)

RECORDS = (
    *model("students.student"),
    *model("students.termresult"),
    *on_the_term("students.mark"),
    *on_the_term("students.termattendance"),
    *on_the_term("students.subjectattendance"),
    *model("students.classsession", keep=NOBODY),
    *model("students.sessionpresence", keep=NOBODY),
    *model("students.plannedclasses", keep=NOBODY),
    *model("students.condonation", keep=NOBODY),
    *model("students.declaration", keep=NOBODY),
    *model("students.enrolment", keep=NOBODY),
    *model("students.engagementchange", keep=NOBODY),
    *model("students.markchange", keep=NOBODY),
    *model("students.attendancechange", keep=NOBODY),
    *model("students.recordchange", see=ROOT, keep=NOBODY),
)

IMPORTS = (
    *face("student"),
    *face("mark"),
    *face("termattendance"),
    *face("subjectattendance"),
    *face("enrolment"),
    export("termresult"),
    *model("students.importrun", see=IMPORTERS, keep=NOBODY, reach=within(HOUSE)),
    *model("students.structurealias"),
    *learned("students.importmapping"),
    of_run("discard", write=IMPORTERS - {PRINCIPAL}, found=(405,)),
    of_run("reread", write=IMPORTERS - {PRINCIPAL}, found=(405,)),
    of_run("undo", write=IMPORTERS - {PRINCIPAL}, found=(405,)),
    of_run("refused", found=(200, 302)),
    of_run("corrections"),
)

FEES = HOUSE | {ACCOUNTANT}
FEE_KEEPERS = KEEPERS | {ACCOUNTANT}
BATCH_KEEPERS = KEEPERS | {MANAGER}
RATERS = frozenset({PRINCIPAL, SUPERUSER})

OFFICE_RECORDS = (
    *model("students.feeplan", see=FEES, keep=FEE_KEEPERS),
    *model("students.feedue", see=FEES, keep=FEE_KEEPERS),
    *model("students.payment", see=FEES, keep=FEE_KEEPERS),
    *model("students.admission"),
    *model("students.personaldetail"),
    *model("students.batchtrainer", see=HOUSE | {MANAGER}, keep=BATCH_KEEPERS),
    *model("students.trainerrating", see=RATERS, keep=ROOT),
    export("feeplan", FEES),
    export("batchtrainer", HOUSE | {MANAGER}),
    *face("feedue", FEE_KEEPERS, FEES),
    *face("payment", FEE_KEEPERS, FEES),
    *face("admission"),
    *face("batch", BATCH_KEEPERS, OFFICE | {MANAGER}),
    *face("staff", BATCH_KEEPERS, HOUSE | {MANAGER}),
    *face("trainerrating", BATCH_KEEPERS, RATERS),
    *model("students.channel", see=HOUSE | {MANAGER}, keep=BATCH_KEEPERS),
    *model("students.post", see=HOUSE | {MANAGER}, keep=ROOT),
    *model("students.channelday", see=HOUSE | {MANAGER}, keep=ROOT),
    *face("post", BATCH_KEEPERS, HOUSE | {MANAGER}),
    *face("channelday", BATCH_KEEPERS, HOUSE | {MANAGER}),
)

HOUSES = (
    *model("students.group", see=KEYS, keep=ROOT),
    *model("students.institution", see=OFFICE, keep=KEYS, add=ROOT, remove=ROOT),
    *model("students.term", see=OFFICE, keep=STRUCTURE),
    *model("students.branch", see=OFFICE, keep=STRUCTURE),
    *model(
        "students.batch",
        see=OFFICE | {MANAGER},
        keep=STRUCTURE | {MANAGER},
        reach=within(OFFICE) | MANAGED,
    ),
    *model("students.subject", see=OFFICE, keep=STRUCTURE),
    *model("students.component"),
    *model("students.offering"),
    *model("students.policyversion", keep=NOBODY, add=KEEPERS),
    *model("students.policyassignment"),
)

PEOPLE = (
    *model("students.staff", see=HOUSE | {MANAGER}, reach=within(HOUSE) | MANAGED),
    *model("students.teaching"),
    *model("students.classcharge"),
    *model("students.mentorship"),
    *model("students.user", see=OFFICE, keep=LETTING_IN, remove=NOBODY),
    Row(
        "admin:auth_user_password_change",
        read=LETTING_IN,
        write=LETTING_IN,
        kind="user",
        reach=within(LETTING_IN),
    ),
)

ROWS = (*SITE, *RECORDS, *IMPORTS, *OFFICE_RECORDS, *HOUSES, *PEOPLE)
