"""The kinds of office files, each a module with its SHEET."""

from students.imports.office import (
    admissions,
    batches,
    dues,
    payments,
    posts,
    ratings,
    reach,
    trainers,
)
from students.imports.office.sheets import Sheet

MODULES = (batches, admissions, trainers, ratings, dues, payments, posts, reach)
SHEETS: dict[str, Sheet] = {module.SHEET.slug: module.SHEET for module in MODULES}
