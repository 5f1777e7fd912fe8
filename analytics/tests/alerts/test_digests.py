"""What goes out by mail: to whom, when, about whom, once, and what it does not say."""

import smtplib
from unittest import mock

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils.translation import get_language

from analytics.alerts.digests import send_digests
from analytics.alerts.mails import mail_of
from analytics.alerts.posting import Post
from analytics.alerts.settings import change_names_in_mail
from analytics.models import Alert, AlertSeen, Digest, DigestChoice, MailedAlert
from analytics.tests.alerts.conftest import ago, at, reader
from analytics.tests.people.conftest import class_teacher, next_door
from students.models import ClassCharge, Membership, Mentorship, Role, User
from students.tests import factories as make

pytestmark = pytest.mark.django_db


def send(days=0, post=None):
    """The outcome of the digests of so many days ago."""
    *_, last = send_digests(ago(days), post or Post())
    return last


def wants(person, often):
    DigestChoice.objects.update_or_create(user=person, defaults={"often": often})


def receivers():
    return sorted(address for message in mail.outbox for address in message.to)


@pytest.fixture
def raised(fallen, mentor_of_fallen, night):
    """One alert about somebody below the line, and a mentor who is to be told."""
    night(fallen.institution)
    return mentor_of_fallen


def test_a_digest_says_roll_number_class_reason_and_the_way_there(raised, fallen, settings):
    settings.BASE_URL = "https://perfdash.example.edu"
    assert send().counts["sent"] == 1

    (message,) = mail.outbox
    page = f"https://perfdash.example.edu/students/{fallen.student_id}/?term={fallen.term_id}"
    (html, kind) = message.alternatives[0]
    for text in (message.body, html):
        assert fallen.student.roll_no in text
        assert "CSE 4: Attendance 74.0\u00a0%, below 75\u00a0%" in text
        assert page in text
        assert "https://perfdash.example.edu/alerts/mail/" in text
    assert kind == "text/html"
    assert message.subject == "PerfDash: 1 new alert"
    assert (
        message.extra_headers["List-Unsubscribe"] == "<https://perfdash.example.edu/alerts/mail/>"
    )


def test_nothing_in_it_is_fetched_from_anywhere(raised):
    send()

    html = mail.outbox[0].alternatives[0][0]
    assert not any(word in html for word in ("src=", "<link", "<style", "url(", "<script"))


def test_it_names_nobody_unless_the_institution_allows_it(raised, fallen):
    send()
    assert fallen.student.name not in mail.outbox[0].body + mail.outbox[0].alternatives[0][0]

    Digest.objects.all().delete()
    change_names_in_mail(fallen.institution, True)
    send()

    assert f"{fallen.student.roll_no} {fallen.student.name}, CSE 4" in mail.outbox[1].body
    assert fallen.student.name not in mail.outbox[1].subject


def test_the_same_alert_is_mailed_to_a_person_once(raised, fallen, night):
    wants(raised, "daily")
    send()
    for days in (0, -1, -8):
        with at(days):
            night(fallen.institution)
            assert send().counts["sent"] == 0

    assert len(mail.outbox) == 1
    assert MailedAlert.objects.count() == 1


def test_daily_comes_with_the_next_alert_and_weekly_with_the_next_week(raised, fallen, night):
    daily = reader(Role.PRINCIPAL, fallen.institution, "p")
    wants(daily, "daily")
    monday = (7 - ago(0).weekday()) % 7
    with at(-monday):
        night(fallen.institution)
        send()
    with at(-monday - 1):
        make.mark(make.result(fallen.term), score=10)
        night(fallen.institution)
        send()
    assert receivers() == ["mira@example.edu", "p@example.edu", "p@example.edu"]

    Mentorship.objects.create(
        staff=raised.staff_records.get(), student=Alert.objects.first().result.student
    )
    with at(-monday - 6):
        send()
    assert len(mail.outbox) == 3
    with at(-monday - 9):
        send()
    assert receivers().count("mira@example.edu") == 2


def test_a_week_without_news_is_a_week_that_was_looked_at(raised, fallen, night):
    AlertSeen.objects.create(alert=Alert.objects.get(), user=raised)

    assert send().counts["nothing_new"] == 1

    assert [one.state for one in Digest.objects.all()] == ["empty"]
    assert mail.outbox == []


def test_never_is_never(raised):
    wants(raised, "never")

    assert not send().counts
    assert mail.outbox == []


def test_what_somebody_has_ticked_is_not_mailed(raised):
    AlertSeen.objects.create(alert=Alert.objects.get(), user=raised)

    send()

    assert mail.outbox == []


def test_who_lost_the_class_before_the_mail_goes_is_told_nothing_of_it(fallen, raised):
    teacher = class_teacher(fallen)
    teacher.email = "teacher@example.edu"
    teacher.save()
    ClassCharge.objects.all().delete()
    Mentorship.objects.update(ends_on=ago(1), starts_on=ago(9))

    send()

    assert mail.outbox == []


def test_a_colleague_next_door_is_told_of_their_own_alone(raised, fallen, night):
    stranger = next_door()
    stranger.email = "next@example.edu"
    stranger.save()
    night(stranger.memberships.get().institution)

    send()

    (theirs,) = [one for one in mail.outbox if one.to == ["next@example.edu"]]
    assert "CANARY1" in theirs.body
    assert fallen.student.roll_no not in theirs.body
    (ours,) = [one for one in mail.outbox if one.to == ["mira@example.edu"]]
    assert "CANARY" not in ours.body


@pytest.mark.parametrize("role", [Role.ACCOUNTANT, Role.MANAGER, Role.STUDENT, Role.ADMINISTRATOR])
def test_roles_without_a_worklist_have_no_mail(raised, fallen, role):
    person = reader(role, fallen.institution, "other")
    wants(person, "daily")

    send()

    assert receivers() == ["mira@example.edu"]


def test_who_is_a_student_as_well_has_no_mail_about_themselves(raised, fallen):
    fallen.student.user = raised
    fallen.student.save()
    Membership.objects.create(user=raised, role=Role.STUDENT, institution=fallen.institution)

    send()

    assert mail.outbox == []


def test_accounts_that_are_closed_or_of_the_demo_have_no_mail(raised, fallen):
    for name, values in (("closed", {"is_active": False}), ("demo", {"is_demo": True})):
        reader(Role.PRINCIPAL, fallen.institution, name)
        User.objects.filter(username=name).update(**values)

    send()

    assert receivers() == ["mira@example.edu"]


def test_who_has_no_address_is_counted_and_has_it_once_there_is_one(raised):
    User.objects.filter(pk=raised.pk).update(email="")
    assert send().counts["without_address"] == 1
    User.objects.filter(pk=raised.pk).update(email="new@example.edu")

    assert send().counts["sent"] == 1
    assert receivers() == ["new@example.edu"]


def test_one_failing_mail_stops_no_other_and_is_sent_the_next_time(raised, fallen):
    reader(Role.PRINCIPAL, fallen.institution, "zoe")
    sending = EmailBackend.send_messages

    def refusing(self, messages):
        if messages[0].to == ["mira@example.edu"]:
            raise smtplib.SMTPRecipientsRefused({"mira@example.edu": (550, b"No such user")})
        return sending(self, messages)

    with mock.patch.object(EmailBackend, "send_messages", refusing):
        outcome = send()

    assert (outcome.counts["sent"], outcome.counts["failed"]) == (1, 1)
    assert receivers() == ["zoe@example.edu"]
    (problem,) = outcome.problems
    assert problem == f"No mail to account {raised.pk}: SMTPRecipientsRefused."
    assert send().counts["sent"] == 1
    assert receivers() == ["mira@example.edu", "zoe@example.edu"]


@pytest.mark.parametrize("error", [TimeoutError, smtplib.SMTPServerDisconnected, RuntimeError])
def test_a_mail_that_broke_off_may_have_arrived_and_is_not_sent_again(raised, error):
    with mock.patch.object(EmailBackend, "send_messages", side_effect=error("mira@example.edu")):
        outcome = send()

    assert outcome.counts["unknown"] == 1
    (problem,) = outcome.problems
    assert problem.startswith(f"The mail to account {raised.pk} broke off ({error.__name__}).")
    assert Digest.objects.get().state == "unknown"
    assert not send().problems
    with at(-8):
        assert send(-8).counts["sent"] == 0
    assert mail.outbox == []


def test_an_error_about_one_person_stops_no_other_and_names_nobody(raised, fallen, caplog):
    reader(Role.PRINCIPAL, fallen.institution, "zoe")

    def breaking(user, alerts):
        if user == raised:
            raise RuntimeError("Mira")
        return mail_of(user, alerts)

    with mock.patch("analytics.alerts.digests.mail_of", breaking):
        outcome = send()

    assert (outcome.counts["sent"], outcome.counts["failed"]) == (1, 1)
    (problem,) = outcome.problems
    assert f"account {raised.pk}, an error: RuntimeError." in problem
    assert f"account {raised.pk}: RuntimeError" in caplog.text
    assert "Mira" not in problem + caplog.text
    assert send().counts["sent"] == 1


def test_where_nobody_answers_all_of_it_waits_for_the_next_run(raised, fallen):
    reader(Role.PRINCIPAL, fallen.institution, "zoe")

    with mock.patch.object(EmailBackend, "open", side_effect=ConnectionRefusedError):
        outcome = send()

    assert outcome.counts["failed"] == 1
    assert len(outcome.problems) == 1
    assert "cannot be reached" in outcome.problems[0]
    assert send().counts["sent"] == 2


def test_a_run_that_died_while_it_sent_is_told_and_nothing_goes_twice(raised):
    class Killed(BaseException):
        pass

    killing = mock.patch.object(EmailBackend, "send_messages", side_effect=Killed)
    with killing, pytest.raises(Killed):
        send()
    assert Digest.objects.get().state == "sending"
    assert send().counts["sent"] == 0

    Digest.objects.update(at=Digest.objects.get().at.replace(year=2020))
    outcome = send()

    assert outcome.counts["interrupted"] == 1
    assert "may not have arrived" in outcome.problems[0]
    assert mail.outbox == []
    assert not send().problems


def test_the_mail_is_in_the_language_its_reader_chose(raised):
    DigestChoice.objects.create(user=raised, often="daily", language="hi")

    send()

    (message,) = mail.outbox
    assert '<html lang="hi">' in message.alternatives[0][0]
    assert get_language() == "en"


def test_what_is_over_before_the_mail_goes_is_left_out(raised, fallen):
    fallen.term_attendance.attended = 80
    fallen.term_attendance.save()

    assert send().counts["nothing_new"] == 1
    assert mail.outbox == []


def test_what_is_too_long_ago_stands_in_the_product_alone(raised):
    Alert.objects.update(raised_on=ago(31), since=ago(31))

    send()

    assert mail.outbox == []


def test_a_long_digest_is_cut_and_leads_to_the_rest(raised, fallen, night):
    principal = reader(Role.PRINCIPAL, fallen.institution, "p")
    for _ in range(30):
        make.mark(make.result(fallen.term), score=10)
    night(fallen.institution)

    send()

    (message,) = [one for one in mail.outbox if one.to == [principal.email]]
    assert message.subject == "PerfDash: 31 new alerts"
    assert "and 5 more: http://127.0.0.1:8000/alerts/?kind=new_high" in message.body
    assert message.body.index("New high risk (30)") < message.body.index("Attendance fell (1)")
