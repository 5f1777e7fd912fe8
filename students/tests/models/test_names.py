"""Names that Django makes of the code are told in the reader's language too."""

from django.apps import apps
from django.utils.functional import Promise

from students.models import Mark
from students.models.made_names import MADE_OF_CODE


def names_of(model) -> set[str]:
    """The names of a model and its columns that are not written out."""
    options = model._meta
    columns = (*options.local_fields, *options.local_many_to_many)
    written = options.original_attrs.keys()
    said = {"verbose_name", "verbose_name_plural"} - written
    return {str(getattr(options, name)) for name in said} | {
        str(column.verbose_name) for column in columns if column._verbose_name is None
    }


def test_every_name_that_is_marked_is_one_of_a_model_or_a_column():
    models = apps.get_app_config("students").get_models()

    assert set(MADE_OF_CODE) - set().union(*map(names_of, models)) == set()


def test_a_name_waits_for_its_reader_and_leaves_migrations_alone():
    column = Mark._meta.get_field("state")

    assert isinstance(column.verbose_name, Promise)
    assert isinstance(Mark._meta.verbose_name_plural, Promise)
    assert "verbose_name" not in column.deconstruct()[3]
