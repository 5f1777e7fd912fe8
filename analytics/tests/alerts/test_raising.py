"""What each rule finds, that the same evidence is raised once, and what bounds all of them."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from analytics.alerts import RULES
from analytics.alerts.previews import previews
from analytics.alerts.raising import raise_alerts
from analytics.alerts.rows import rows_of
from analytics.alerts.settings import Setting, change_settings, settings_of
from analytics.models import Alert, AlertDesk, AlertRule, BelowSpell, Contact
from analytics.tests.alerts.conftest import ago, at, kinds
from students.models import MarkChange, RecordChange, Role
from students.models.removal import remove_student
from students.tests import factories as make

pytestmark = pytest.mark.django_db


def change(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def use(place, kind, number=0, on=True):
    change_settings(place, {kind: Setting(on, number)})


def test_without_a_click_every_institution_has_the_usual_rules(result):
    assert settings_of(result.institution) == {
        "new_high": Setting(True, 0),
        "attendance_below": Setting(True, 75),
        "no_contact": Setting(True, 14),
    }
    assert not AlertRule.objects.exists()


def test_a_new_high_risk_is_raised_with_its_evidence(result, night):
    assert kinds(night(result.institution)) == ["attendance_below", "new_high"]

    alert = Alert.objects.get(kind="new_high")
    assert (alert.result, alert.level, alert.since) == (result, "High", ago(0))
    (row,) = rows_of(Alert.objects.filter(pk=alert.pk))
    assert row.reasons == ("Average 30.00, below 40", "Attendance 55.0\u00a0%, below 60\u00a0%")
    assert row.over == ""


def test_the_same_evidence_is_raised_once(result, night):
    night(result.institution)
    for days in (0, 0, -1, -5):
        with at(days):
            assert kinds(night(result.institution)) == []


def test_who_recovers_and_falls_again_is_news_again(night):
    with at(9):
        one = make.result(make.running_term())
        mark = make.mark(one, score=30)
        assert kinds(night(one.institution)) == ["new_high"]
    with at(6):
        change(mark, score=60)
        assert kinds(night(one.institution)) == []
    with at(4):
        change(mark, score=31)
    with at(3):
        assert kinds(night(one.institution)) == ["new_high"]
    assert kinds(night(one.institution)) == []


def test_who_grows_worse_at_high_risk_is_no_news(result, night):
    night(result.institution)

    change(result.marks.first(), score=1)

    assert kinds(night(result.institution)) == []


def test_attendance_is_told_of_when_it_fell_below_the_line(fallen, night):
    assert kinds(night(fallen.institution)) == ["attendance_below"]

    alert = Alert.objects.get()
    assert (alert.since, alert.line) == (ago(3), 75)
    (row,) = rows_of(Alert.objects.all())
    assert row.reasons == ("Attendance 74.0\u00a0%, below 75\u00a0%",)


def test_exactly_on_the_line_is_not_below_it_and_a_hair_below_reads_so(fallen, night):
    change(fallen.term_attendance, held=4, attended=3)
    assert kinds(night(fallen.institution)) == []

    change(fallen.term_attendance, held=999, attended=749)

    assert kinds(night(fallen.institution)) == ["attendance_below"]
    (row,) = rows_of(Alert.objects.all())
    assert row.reasons == ("Attendance 74.97\u00a0%, below 75\u00a0%",)


def test_lower_attendance_is_no_news_until_it_had_risen_to_the_line(fallen, night):
    with at(3):
        night(fallen.institution)
    with at(2):
        change(fallen.term_attendance, attended=60)
        assert kinds(night(fallen.institution)) == []
    with at(1):
        change(fallen.term_attendance, attended=75)
        assert kinds(night(fallen.institution)) == []
        (row,) = rows_of(Alert.objects.filter(kind="attendance_below"))
        assert row.over == "No longer below the line."
    change(fallen.term_attendance, attended=74)

    assert kinds(night(fallen.institution)) == ["attendance_below"]


def test_a_line_that_moves_up_tells_of_those_between_and_of_nobody_twice(fallen, night):
    place = fallen.institution
    low = make.result(fallen.term)
    make.attendance(low, held=100, attended=50)
    use(place, "attendance_below", 60)
    night(place)
    assert [one.result for one in Alert.objects.filter(kind="attendance_below")] == [low]

    use(place, "attendance_below", 80)
    night(place)

    between = Alert.objects.filter(kind="attendance_below").exclude(result=low)
    assert [(one.result, one.line) for one in between] == [(fallen, 80)]
    assert Alert.objects.filter(kind="attendance_below", result=low).count() == 1


def test_a_line_by_which_the_fall_was_earlier_tells_nothing_anew(fallen, night):
    with at(1):
        change(fallen.term_attendance, attended=59)
    use(fallen.institution, "attendance_below", 60)
    assert kinds(night(fallen.institution)) == ["attendance_below", "new_high"]
    assert Alert.objects.get(kind="attendance_below").since == ago(1)

    use(fallen.institution, "attendance_below", 75)

    assert kinds(night(fallen.institution)) == []
    assert BelowSpell.objects.get().since == ago(3)


def test_nobody_has_had_a_word_for_the_days_of_the_rule(night):
    with at(20):
        one = make.result(make.running_term())
        make.mark(one, score=50)
    assert kinds(night(one.institution, 7)) == []
    assert kinds(night(one.institution, 6)) == ["no_contact"]
    assert kinds(night(one.institution)) == []
    (row,) = rows_of(Alert.objects.all())
    assert row.reasons == ("Nobody has had a word for 14 days", "Average 50.00, below 55")


def test_after_a_word_the_days_count_anew_with_new_evidence(night):
    with at(40):
        one = make.result(make.running_term())
        mark = make.mark(one, score=50)
    mentor = make.member(Role.MENTOR, one.institution)
    assert kinds(night(one.institution, 25)) == ["no_contact"]
    with at(24):
        Contact(note="A word", on=ago(0)).log(mentor, one, 0)
    (row,) = rows_of(Alert.objects.all())
    assert row.over == "Somebody has spoken with the student since."
    assert kinds(night(one.institution, 9)) == []
    with at(20):
        change(mark, score=41)

    assert kinds(night(one.institution, 11)) == []
    assert kinds(night(one.institution, 10)) == ["no_contact"]


def test_a_word_dated_before_the_alert_still_begins_a_new_wait(night):
    with at(60):
        one = make.result(make.running_term())
        make.mark(one, score=50)
    mentor = make.member(Role.MENTOR, one.institution)
    assert kinds(night(one.institution, 40)) == ["no_contact"]
    word = Contact(note="Noted late", on=ago(42), follow_up_on=ago(30))
    word.log(mentor, one, 0)

    assert kinds(night(one.institution, 29)) == []
    assert kinds(night(one.institution, 28)) == ["no_contact"]


def test_a_word_from_before_the_reason_that_is_noted_late_begins_no_wait_anew(night):
    with at(40):
        one = make.result(make.running_term())
        make.mark(one, score=50)
    mentor = make.member(Role.MENTOR, one.institution)
    assert kinds(night(one.institution, 20)) == ["no_contact"]
    with at(19):
        Contact(note="Noted late", on=ago(31)).log(mentor, one, 0)

    assert kinds(night(one.institution)) == []
    (row,) = rows_of(Alert.objects.all())
    assert row.over == ""


def test_a_word_of_an_earlier_day_than_the_last_one_begins_no_wait_anew(night):
    with at(60):
        one = make.result(make.running_term())
        mark = make.mark(one, score=50)
    mentor = make.member(Role.MENTOR, one.institution)
    with at(40):
        first = Contact(note="A word", on=ago(0))
        first.log(mentor, one, 0)
    with at(39):
        change(mark, score=41)
    assert kinds(night(one.institution, 26)) == ["no_contact"]
    with at(25):
        Contact(note="Noted late", on=ago(20), follow_up_on=ago(-5)).log(mentor, one, first.pk)

    assert kinds(night(one.institution)) == []
    assert rows_of(Alert.objects.all())[0].reasons[0] == "Nobody has had a word for 14 days"


def test_who_is_no_longer_at_risk_waits_for_no_word(night):
    with at(20):
        one = make.result(make.running_term())
        mark = make.mark(one, score=50)
    assert kinds(night(one.institution)) == ["no_contact"]

    change(mark, score=80)

    (row,) = rows_of(Alert.objects.all())
    assert row.over == "No longer at risk."


def test_once_the_term_is_over_only_a_new_high_risk_is_told(result, night):
    term = result.term
    term.ends_on = ago(-20)
    term.save()
    waits = make.result(term)
    make.mark(waits, score=50)

    with at(-21):
        assert kinds(night(result.institution)) == ["new_high"]
        found = previews(result.institution, settings_of(result.institution), ago(0), False)
    assert {kind: one.standing for kind, one in found.items()} == {
        "new_high": 1,
        "attendance_below": 0,
        "no_contact": 0,
    }
    with at(-19):
        found = night(result.institution, 0)
    assert kinds(found) == ["attendance_below", "no_contact", "no_contact"]


def test_what_began_after_the_day_of_a_missed_night_is_left_for_its_own(fallen, night):
    assert kinds(night(fallen.institution, 4)) == []
    assert kinds(night(fallen.institution, 3)) == ["attendance_below"]


def test_a_rule_that_is_off_raises_nothing(result, night):
    use(result.institution, "new_high", on=False)

    assert kinds(night(result.institution)) == ["attendance_below"]


def test_no_rule_reaches_past_the_institution_its_current_term_or_its_students(result, night):
    before = make.result(make.term(result.institution, code="2025", year=2025))
    make.mark(before, score=10)
    left = make.result(result.term, status="withdrawn")
    make.mark(left, score=10)
    next_door = make.result(make.running_term(make.institution("NEXT")))
    make.mark(next_door, score=10)

    night(result.institution)

    assert {one.result for one in Alert.objects.all()} == {result}
    assert [desk.institution for desk in AlertDesk.objects.all()] == [result.institution]


def test_an_institution_without_a_term_has_no_alerts(night):
    assert kinds(night(make.institution())) == []


def test_the_number_of_queries_does_not_grow_with_the_students(result, night):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            night(result.institution)
        return len(seen)

    one = queries()
    for _ in range(4):
        more = make.result(result.term)
        make.mark(more, score=20)
        make.attendance(more, held=100, attended=20)

    assert queries() <= one
    assert Alert.objects.count() == 10
    assert queries() <= 18  # nothing is new


def test_where_the_history_is_silent_the_last_change_is_taken(fallen, night):
    term = make.running_term(fallen.institution, code="2026-NEW")
    results = make.paper_ten(term)  # written past the history
    assert not MarkChange.objects.filter(student_id=results[0].student_id).exists()

    night(fallen.institution)

    assert Alert.objects.filter(result__term=term, kind="attendance_below").count() == 5
    assert set(BelowSpell.objects.filter(result__term=term).values_list("since", flat=True)) == {
        ago(0)
    }


def test_alerts_go_with_a_removed_student(result, night):
    night(result.institution)

    remove_student(result.student)

    assert not Alert.objects.exists()


def test_a_changed_rule_leaves_a_line_in_the_history(result):
    use(result.institution, "attendance_below", 70)
    use(result.institution, "attendance_below", 70)
    use(result.institution, "new_high", on=False)

    lines = RecordChange.objects.filter(model="alertrule").values_list("field", "old", "new")
    assert list(lines) == [("attendance_below", "75", "70"), ("new_high", "on", "off")]


def test_a_preview_says_what_a_line_finds_now_and_would_have_raised(fallen):
    for days, attended in ((2, 80), (1, 70)):
        with at(days):
            change(fallen.term_attendance, attended=attended)
    wanted = settings_of(fallen.institution) | {"attendance_below": Setting(True, 76)}

    found = previews(fallen.institution, wanted, ago(0), whole_term=True)

    assert (found["attendance_below"].past, found["attendance_below"].standing) == (2, 1)
    assert found["new_high"].past is None
    assert not Alert.objects.exists()


def test_every_rule_names_itself_as_its_file_and_survives_an_empty_register(result):
    empty = result.institution.results.none()
    for slug, rule in RULES.items():
        assert rule.slug == slug
        assert rule.find.__module__ == f"analytics.alerts.{slug}"
        assert str(rule.title)
        assert str(rule.why).endswith(".")
        assert rule.prepare(empty, rule.usual)
        assert list(rule.find(empty, rule.usual, ago(0))) == []
        assert rule.count(empty, rule.usual, ago(0)) == 0


def test_two_alerts_about_the_same_evidence_cannot_be_stored(result, night):
    night(result.institution)
    alert = Alert.objects.first()
    alert.pk = None

    with pytest.raises(ValidationError, match="already exists"):
        alert.validate_unique() or alert.validate_constraints()


def test_raising_returns_counts_by_kind_of_the_institution(result):
    raised = raise_alerts(result.institution, ago(0))

    assert raised.institution == "MAIN"
    assert raised.counts == {"new_high": 1, "attendance_below": 1, "no_contact": 0}
    assert raised.ready
