"""The dashboard of trainers: its figures by hand, who sees them, and what is withheld."""

import datetime

import pytest

from students.models import Batch, BatchTrainer, Membership, Role, Staff, TrainerRating
from students.tests import factories as make

pytestmark = pytest.mark.django_db
URL = "/dashboards/trainers/"


def rate(staff, batch, scores, month=9, largest=5, comment=""):
    """Answers of one day, each with a number of its own."""
    for score in scores:
        TrainerRating.objects.create(
            staff=staff,
            batch=batch,
            response_key=f"K{next(make.numbers)}",
            rated_on=datetime.date(2026, month, 10),
            score=score,
            max_score=largest,
            comment=comment,
        )


@pytest.fixture
def place():
    """Two trainers of a batch each: one given 4.2 in September and 3.0 in October, one 8 of 10."""
    of = make.institution()
    make.term(of)
    branch = make.branch(of)
    for code, name, scores in (("B1", "Asha Rao", (5, 4, 4, 4, 4)), ("B2", "Ravi Sen", ())):
        batch = make.batch(of, code, branch=branch)
        staff = make.staff(of, name)
        BatchTrainer.objects.create(batch=batch, staff=staff)
        rate(staff, batch, scores)
        if scores:
            rate(staff, batch, (3,) * 5, month=10)
        else:
            rate(staff, batch, (8,) * 6, largest=10)
    return of


def board(client, role, of, query="", **values):
    client.force_login(make.member(role, of, **values))
    return client.get(f"{URL}?{query}")


def rows(shown, kind="trainers"):
    table = next(table for table, _files in shown.context["tables"] if table.kind == kind)
    return {line.label: [cell.text for cell in line.cells] for line in table.lines}


def card(shown, slug):
    return next(one for one in shown.context["cards"] if one["slug"] == slug)


def test_each_trainer_has_a_mean_of_five_and_how_sure_it_is(client, place):
    shown = board(client, Role.PRINCIPAL, place)
    assert rows(shown) == {
        "Ravi Sen": ["6", "4.00", "–", "100.0\u00a0%", "1"],
        "Asha Rao": ["10", "3.60", "3.10 to 4.10", "50.0\u00a0%", "1"],
    }
    assert shown.context["heading"] == "Trainers were given 3.75 of 5 in 16 answers"
    months = {row["label"]: row["value"] for row in card(shown, "rating_months")["rows"]}
    assert months == {"Sep 2026": "4.09", "Oct 2026": "3.00"}
    stars = {row["label"]: row["value"] for row in card(shown, "rating_stars")["rows"]}
    assert stars == {"1 star": "0", "2 stars": "0", "3 stars": "5", "4 stars": "10", "5 stars": "1"}


def test_a_trainer_has_a_page_of_the_own_answers_alone(client, place):
    person = make.member(Role.FACULTY, place)
    own = Staff.objects.get(name="Ravi Sen")
    own.user = person
    own.save()
    client.force_login(person)
    shown = client.get(URL)
    assert list(rows(shown)) == ["Ravi Sen"]
    assert shown.context["heading"] == "Ravi Sen: 4.00 of 5 in 6 answers"
    assert "Asha" not in shown.content.decode()
    other = Staff.objects.get(name="Asha Rao").pk
    assert client.get(f"{URL}?trainer={other}").status_code == 404
    assert client.get(f"{URL}?trainer={own.pk}").status_code == 200


def test_a_head_sees_the_answers_of_the_own_branch(client, place):
    other = make.branch(place, "IT")
    far = make.batch(place, "B9", branch=other)
    rate(make.staff(place, "Far Away"), far, (1,) * 9)
    shown = board(client, Role.HEAD, place, branch=other)
    assert list(rows(shown)) == ["Far Away"]


@pytest.mark.parametrize("scores", [(1,), (5, 1, 4, 2)])
def test_nothing_is_told_of_fewer_than_five_answers(client, place, scores):
    few = make.staff(place, "Few Answers")
    rate(few, make.batch(place, "B3"), scores)
    shown = board(client, Role.PRINCIPAL, place)
    told = rows(shown)
    assert told["Few Answers"][:4] == ["few"] * 4
    assert told["Ravi Sen"][:4] == ["few"] * 4  # else the whole less the others would tell
    assert told["Asha Rao"][0] == "10"
    for query in (f"trainer={few.pk}", "batch=B3"):
        shown = client.get(f"{URL}?{query}")
        assert "Too few" in shown.context["heading"]
        assert not shown.context["tables"]
        assert not shown.context["cards"]


def test_a_month_of_few_answers_is_a_gap(client, place):
    staff = Staff.objects.get(name="Asha Rao")
    rate(staff, None, (5, 1), month=11)
    shown = board(client, Role.PRINCIPAL, place)
    months = {row["label"]: row["value"] for row in card(shown, "rating_months")["rows"]}
    assert months["Nov 2026"] == "few"


def test_a_narrower_look_does_not_tell_what_a_wider_one_withholds(client, place):
    """Of Asha's answers all but two are of batch B1: with the batch chosen these could be had."""
    staff = Staff.objects.get(name="Asha Rao")
    rate(staff, make.batch(place, "B4"), (1, 1))
    shown = board(client, Role.PRINCIPAL, place, "batch=B1")
    assert "Too few" in shown.context["heading"]


@pytest.mark.parametrize("later", [1, 4])
def test_a_term_that_is_over_does_not_tell_of_the_few_answers_after_it(client, later):
    of = make.institution()
    day = datetime.date
    make.term(of, "T1", starts_on=day(2026, 7, 1), ends_on=day(2026, 9, 30))
    make.term(of, "T2", starts_on=day(2026, 10, 1), ends_on=day(2026, 12, 31))
    staff = make.staff(of, "Asha Rao")
    batch = make.batch(of, "B1")
    BatchTrainer.objects.create(batch=batch, staff=staff)
    rate(staff, batch, (5, 4, 4, 4, 4))
    rate(staff, batch, (1,) * later, month=10)
    assert "Asha Rao: " in board(client, Role.PRINCIPAL, of).context["heading"]
    for query in ("term=T1", "term=T2", "term=T1&batch=B1"):
        assert "Too few" in client.get(f"{URL}?{query}").context["heading"], query
    page = client.get("/dashboards/batches/?batch=B1&term=T1")
    assert "4.20" not in page.content.decode()


def test_an_institution_does_not_tell_of_the_few_answers_of_another(client, place):
    other = make.institution("NEXT")
    staff = make.staff(other, "Far Away")
    rate(staff, None, (1, 2))
    client.force_login(make.member(Role.PRINCIPAL, place))
    both = make.member(Role.PRINCIPAL, place)
    Membership.objects.create(user=both, role=Role.PRINCIPAL, institution=other)
    here = f"institution={place.code}"
    assert "3.75" in client.get(f"{URL}?{here}").context["heading"]  # who sees the one alone
    client.force_login(both)
    for query in (here, "institution=NEXT", "term=2026-ODD"):  # NEXT has no such term
        assert "Too few" in client.get(f"{URL}?{query}").context["heading"], query
    rate(staff, None, (3,) * 3)
    assert "3.75" in client.get(f"{URL}?{here}").context["heading"]
    assert list(rows(client.get(f"{URL}?institution=NEXT"))) == ["Far Away"]


def test_filters_narrow_by_term_span_batch_and_trainer(client, place):
    early = make.term(place, code="2025-ODD", year=2025)
    staff = Staff.objects.get(name="Ravi Sen")
    for number in range(5):
        TrainerRating.objects.create(
            staff=staff, response_key=f"E{number}", rated_on=early.starts_on, score=1
        )
    shown = board(client, Role.PRINCIPAL, place)
    assert rows(shown)["Ravi Sen"][0] == "11"
    for query in ("term=2026-ODD", "span=12", "batch=B2"):
        assert rows(client.get(f"{URL}?{query}"))["Ravi Sen"][0] == "6", query
    assert rows(client.get(f"{URL}?term=2025-ODD"))["Ravi Sen"][1] == "1.00"
    for query in ("term=NONE", "batch=NONE", "trainer=0", "trainer=x", "institution=NEXT"):
        assert client.get(f"{URL}?{query}").status_code == 404, query
    assert client.get(f"{URL}?span=nonsense").status_code == 200


COMMENTS = ("Explains very clearly", "Priya says it is too fast", "ok", "Comes late", "Good notes")


def test_comments_are_summed_up_and_nobody_is_named_in_them(client, place):
    make.student(place, name="Priya Yadav")
    staff = Staff.objects.get(name="Asha Rao")
    for text in COMMENTS:
        rate(staff, Batch.objects.get(code="B1"), (4,), comment=text)
    shown = board(client, Role.PRINCIPAL, place)
    assert rows(shown, "topics")["Clarity"] == ["1", "1", "–", "–", "–", "–"]
    text = shown.content.decode()
    assert "[…] says it is too fast" in text
    assert "Priya" not in text
    assert "of 5 comments the word lists found a tone in 4" in text


def test_a_manager_reads_figures_of_comments_and_not_their_words(client, place):
    staff = Staff.objects.get(name="Asha Rao")
    for text in COMMENTS:
        rate(staff, Batch.objects.get(code="B1"), (4,), comment=text)
    shown = board(client, Role.MANAGER, place)
    assert rows(shown, "topics")["Clarity"][0] == "1"
    assert "Explains very clearly" not in shown.content.decode()


def test_fewer_than_five_comments_are_not_read_aloud(client, place):
    rate(Staff.objects.get(name="Asha Rao"), None, (4,) * 4, comment=COMMENTS[0])
    shown = board(client, Role.PRINCIPAL, place)
    assert shown.context["said"] is None
    assert COMMENTS[0] not in shown.content.decode()


def test_every_file_has_what_the_page_shows(client, place):
    shown = board(client, Role.PRINCIPAL, place)
    for table, files in shown.context["tables"]:
        lines = client.get(files["csv"]).content.decode("utf-8-sig").splitlines()
        assert len(lines) == 1 + len(list(table.rows()))
    for one in shown.context["cards"]:
        assert client.get(one["csv_url"]).status_code == 200
        assert client.get(one["excel_url"]).content[:2] == b"PK"
    assert client.get(f"{URL}9.csv").status_code == 404
    assert client.get(f"{URL}nonsense.csv").status_code == 404
    assert client.get(f"{URL}1.pdf").status_code == 404


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("principal", 200),
        ("manager", 200),
        ("faculty", 200),
        ("registrar", 403),
        ("accountant", 403),
        ("mentor", 403),
        ("student", 403),
        ("administrator", 403),
    ],
)
def test_who_sees_ratings(client, place, role, status):
    assert board(client, role, place).status_code == status


def test_without_ratings_the_page_says_so(client):
    shown = board(client, Role.PRINCIPAL, make.institution("NEW"))
    assert shown.context["heading"] == "No ratings here yet"
    assert shown.context["start"]


def test_more_answers_cost_no_more_queries(client, place, django_assert_max_num_queries):
    client.force_login(make.member(Role.PRINCIPAL, place))
    client.get(URL)
    with django_assert_max_num_queries(22):
        client.get(URL)


def test_a_page_is_saved_with_its_filters(client, place):
    staff = Staff.objects.get(name="Asha Rao")
    shown = board(client, Role.PRINCIPAL, place, f"trainer={staff.pk}&span=12")
    form = client.get(shown.context["save_url"])
    assert form.context["page_title"] == "Trainers"
    assert form.context["form"]["query"].value() == f"trainer={staff.pk}&span=12"


def test_a_head_sees_answers_in_a_batch_without_a_course_that_has_students_of_the_branch(
    client, place
):
    branch = make.branch(place, "IT")
    mixed, far = make.batch(place, "M1"), make.batch(place, "M2")
    make.result(place.terms.get(), branch_code="IT", batch=mixed)
    rate(make.staff(place, "Mixed Class"), mixed, (4,) * 6)
    rate(make.staff(place, "Far Away"), far, (1,) * 9)
    shown = board(client, Role.HEAD, place, branch=branch)
    assert list(rows(shown)) == ["Mixed Class"]
    assert any("not shown to you" in note for note in shown.context["notes"])


def test_a_head_is_told_that_ratings_are_withheld_and_not_that_there_are_none(client, place):
    shown = board(client, Role.HEAD, place, branch=make.branch(place, "IT"))
    assert shown.context["heading"] == "No ratings for you to see here"
    assert "not shown to you" in shown.context["start"]["sentence"]
    TrainerRating.objects.all().delete()
    shown = client.get(URL)
    assert shown.context["heading"] == "No ratings here yet"


def test_two_filters_that_let_the_same_answers_through_do_not_tell_of_the_few_others(client):
    """All but two answers are Asha's and of B1: either filter alone is withheld, so both are."""
    of = make.institution()
    asha, batch = make.staff(of, "Asha Rao"), make.batch(of, "B1")
    rate(asha, batch, (4,) * 10)
    rate(make.staff(of, "Ravi Sen"), make.batch(of, "B2"), (1, 2))
    assert "3.58 of 5" in board(client, Role.PRINCIPAL, of).context["heading"]
    for query in (f"trainer={asha.pk}", "batch=B1", f"trainer={asha.pk}&batch=B1"):
        assert "Too few" in client.get(f"{URL}?{query}").context["heading"], query
