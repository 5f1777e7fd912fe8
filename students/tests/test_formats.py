"""Days and times, where no template says how they are written: the same in every language."""

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.utils import timezone, translation
from django.utils.formats import date_format, localize

MOMENT = datetime(2026, 3, 14, 5, 12, tzinfo=UTC)  # 10:42 in India
MARCH = {"en": "Mar", "hi": "मार्च"}


@pytest.mark.parametrize("language", MARCH)
def test_a_day_and_a_moment_are_written_as_on_all_pages(language):
    with translation.override(language):
        assert localize(MOMENT.date()) == f"14 {MARCH[language]} 2026"
        at = timezone.localtime(MOMENT)
        assert date_format(at, "DATETIME_FORMAT") == f"14 {MARCH[language]} 2026, 10:42"


@pytest.mark.parametrize("language", MARCH)
@pytest.mark.parametrize("typed", ["2026-06-05", "05/06/2026", "5-6-2026", "05.06.2026"])
def test_the_day_is_typed_before_the_month(language, typed):
    with translation.override(language):
        assert forms.DateField().clean(typed) == date(2026, 6, 5)


def test_a_month_is_never_typed_before_the_day():
    with pytest.raises(forms.ValidationError):
        forms.DateField().clean("06/25/2026")
