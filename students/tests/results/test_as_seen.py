"""Publishing shows students what was looked at: this declaration, these marks, or nothing."""

import re

import pytest

from students.models import Declaration, Mark
from students.models.declaring import DeclarationRefused, publish_declaration
from students.tests.models.classes import seen
from students.tests.results.pages import address, declared, text

pytestmark = pytest.mark.django_db
FORM = re.compile(r'<form id="publish_form".*?</form>', re.DOTALL)


def changed(score=55):
    mark = Mark.objects.get(result__student__roll_no="CHARU", subject__title="Physics")
    mark.score = score
    mark.save()


def sent_by(page):
    """What the form of a page sends; empty where there is none."""
    form = FORM.search(page.content.decode())
    names = ("number", "digest")
    return {name: re.search(f'name="{name}" value="(\\w+)"', form[0])[1] for name in names if form}


def publish(principal, cohort, fields):
    return text(principal.post(address(cohort, "result-publish"), fields, follow=True))


def published():
    return [(one.number, one.is_published) for one in Declaration.objects.order_by("number")]


def test_what_the_page_shows_is_published(principal, cohort):
    declared(cohort)
    fields = sent_by(principal.get(address(cohort)))

    assert "Published. 6 marks became visible" in publish(principal, cohort, fields)
    assert published() == [(1, True)]


def test_a_mark_changed_after_the_page_was_opened_is_not_published(principal, cohort):
    declared(cohort)
    fields = sent_by(principal.get(address(cohort)))
    changed()

    assert "Nothing is published: look again" in publish(principal, cohort, fields)
    assert published() == [(1, False)]
    assert not Mark.objects.filter(published=True).exists()


def test_a_revision_declared_meanwhile_is_not_published_unseen(principal, cohort):
    declared(cohort)
    fields = sent_by(principal.get(address(cohort)))
    changed()
    declared(cohort, "Revaluation")

    assert "It has been revised since" in publish(principal, cohort, fields)
    assert published() == [(1, False), (2, False)]


def test_only_the_newest_declaration_has_the_button(principal, cohort):
    declared(cohort)
    changed()
    declared(cohort, "Revaluation")

    assert sent_by(principal.get(address(cohort)))["number"] == "2"
    assert not sent_by(principal.get(address(cohort) + "?declaration=1"))
    assert not sent_by(principal.get(address(cohort) + "?declaration=now"))


def test_what_differs_from_what_was_declared_is_revised_first(cohort):
    declaration = declared(cohort)
    changed()

    with pytest.raises(DeclarationRefused, match="revise it first"):
        publish_declaration(declaration, seen(cohort))
    assert published() == [(1, False)]


@pytest.mark.parametrize("sent", [{}, {"number": "1"}, {"number": "x", "digest": "y"}])
def test_without_saying_what_was_looked_at_nothing_is_published(principal, cohort, sent):
    declared(cohort)

    publish(principal, cohort, sent)
    assert published() == [(1, False)]
