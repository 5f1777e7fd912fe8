"""Columns that hold exact figures and exact keys alike on every database."""

from decimal import Decimal, InvalidOperation

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

MOST_DIGITS = 12


class FixedPointField(models.BigIntegerField):
    """A Decimal with `places` places in Python, a whole number of its last place in the database.

    60.25 with two places is stored as 6025: comparing and adding stay exact on SQLite, which has no
    decimals of its own. A value with more places than the column has is refused, never rounded.
    """

    def __init__(self, *args, places=2, **kwargs):
        self.places = places
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "places": self.places}

    def to_python(self, value):
        """Decimal with exactly `places` places; raises ValidationError on anything else."""
        if value is None or value == "":
            return None
        try:
            exact = Decimal(str(value))
            rounded = exact.quantize(Decimal(1).scaleb(-self.places))
        except InvalidOperation as error:
            raise ValidationError(
                _("“%(value)s” is not a number.") % {"value": value}, code="invalid"
            ) from error
        if rounded != exact:
            raise ValidationError(
                _("“%(value)s” has more than %(places)s decimal places.")
                % {"value": value, "places": self.places},
                code="places",
            )
        return rounded

    def from_db_value(self, value, expression, connection):
        return None if value is None else Decimal(int(value)).scaleb(-self.places)

    def get_prep_value(self, value):
        value = super(models.IntegerField, self).get_prep_value(value)
        return None if value is None else int(self.to_python(value).scaleb(self.places))

    @property
    def validators(self):
        # The column's own range is wider than any score; ranges are check constraints.
        return self._validators

    def formfield(self, **kwargs):
        """A number from 0 that the column and every sum of it can hold, whatever was typed."""
        step = str(Decimal(1).scaleb(-self.places))
        widget = forms.NumberInput(attrs={"step": step, "inputmode": "decimal"})
        defaults = {
            "form_class": forms.DecimalField,
            "min_value": 0,
            "max_digits": MOST_DIGITS,
            "decimal_places": self.places,
            "widget": widget,
        }
        return super(models.IntegerField, self).formfield(**{**defaults, **kwargs})

    def value_to_string(self, obj):
        value = self.value_from_object(obj)
        return "" if value is None else str(value)


class KeyField(models.CharField):
    """A normalised text that is looked up and sorted: compared byte for byte on every database.

    MariaDB's usual collations hold É and E for equal, SQLite does not: keys must not notice.
    """

    def db_type(self, connection):
        kind = super().db_type(connection)
        return (
            f"{kind} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
            if connection.vendor == "mysql"
            else kind
        )
