"""The names of models and columns that Django makes of their code, in the reader's language."""

from collections.abc import Iterable

from django.db.models import Model
from django.utils.translation import gettext_lazy


def spoken(models: Iterable[type[Model]]):
    """Let each name that is not written out be told in the reader's language.

    What a migration keeps of a model stays as it is: it has the names that are written out alone.
    """
    for model in models:
        options = model._meta
        for name in {"verbose_name", "verbose_name_plural"} - options.original_attrs.keys():
            setattr(options, name, gettext_lazy(str(getattr(options, name))))
        for field in (*options.local_fields, *options.local_many_to_many):
            if field._verbose_name is None:
                field.verbose_name = gettext_lazy(str(field.verbose_name))
