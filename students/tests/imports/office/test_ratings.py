"""Ratings of trainers on their way in."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from students.imports import runs
from students.imports.cells import text_cell
from students.imports.office.cell_values import Altered, Guess
from students.imports.office.stars import Rating, rating_of, within
from students.imports.refusals import ImportRefused, Refused
from students.models import TrainerRating
from students.tests import factories as make
from students.tests.imports.office.files import corrections, imported, lines, office, reasons

TITLES = "Trainer,Date,Rating,Comment"


def ratings(*rows):
    return lines(TITLES, *rows)


@pytest.fixture
def trainer(db):
    of = make.institution()
    return make.staff(of, "Meera Nair")


@pytest.mark.parametrize(
    ("text", "score", "maximum"),
    [
        ("4", "4", "5"),
        ("4.5", "4.5", "5"),
        ("4/5", "4", "5"),
        ("8 out of 10", "8", "10"),
        ("80%", "80", "100"),
        ("4 stars", "4", "5"),
        ("★★★★☆", "4", "5"),
        ("Excellent", "5", "5"),
        ("very  good", "4", "5"),
        ("0", "0", "5"),
        ("४", "4", "5"),
        ("४/५", "4", "5"),
        ("बहुत अच्छा", "4", "5"),
    ],
)
def test_every_way_of_writing_a_rating_is_one(text, score, maximum):
    read = rating_of(text_cell(text))
    rating = within(read.value if isinstance(read, Altered) else read, None)

    assert rating == Rating(Decimal(score), Decimal(maximum))


def test_a_slip_in_a_word_is_proposed_to_be_mended():
    with pytest.raises(Guess) as refused:
        rating_of(text_cell("Excelent"))

    assert refused.value.proposed == "5 of 5"
    assert refused.value.mend == "Did you mean excellent?"


@pytest.mark.parametrize("text", ["6", "120%", "9/5", "56"])
def test_a_missing_point_is_proposed_only_where_there_may_be_one(text):
    read = rating_of(text_cell(text))
    with pytest.raises(Refused) as refused:
        within(read.value if isinstance(read, Altered) else read, None)

    assert isinstance(refused.value, Guess) is False


@given(some.text(max_size=12))
def test_junk_is_refused_and_nothing_else_happens(text):
    cell = text_cell(text)
    try:
        read = rating_of(cell)
        rating = within(read.value if isinstance(read, Altered) else read, None)
    except Refused:
        return
    assert 0 <= rating.score <= rating.maximum <= 100


def test_a_rating_is_stored_with_its_maximum_and_what_was_altered(trainer):
    imported("ratings", ratings("meera nair,2026-05-03,80%,Clear and patient"))

    rating = TrainerRating.objects.get()
    assert (rating.staff, rating.score, rating.max_score) == (trainer, 80, 100)
    assert rating.comment == "Clear and patient"
    assert (2, "Rating", "80%", "80 of 100", "normalised") in corrections()


def test_what_several_columns_of_comments_say_is_kept_behind_their_titles(trainer):
    titles = "Trainer,Stars,What went well,What could be better,Response ID"
    imported(
        "ratings",
        lines(
            titles,
            "Meera Nair,5,Clear,Slower,1",
            "Meera Nair,4,,More  pauses,2",
            "Meera Nair,3,, ,3",
        ),
    )

    said = TrainerRating.objects.order_by("response_key").values_list("comment", flat=True)
    assert list(said) == [
        "What went well: Clear / What could be better: Slower",
        "What could be better: More pauses",
        "",
    ]


def test_two_columns_of_ratings_are_one_too_many(trainer):
    with pytest.raises(ImportRefused) as refused:
        imported("ratings", lines("Trainer,Rating,Overall rating", "Meera Nair,5,4"))
    (problem,) = refused.value.problems
    assert problem.reason == "Columns B and C both hold rating."


def test_the_title_may_say_the_maximum(trainer):
    imported("ratings", lines("Trainer,Rating (out of 10)", "Meera Nair,7"))

    rating = TrainerRating.objects.get()
    assert (rating.score, rating.max_score) == (7, 10)


def test_45_of_5_is_refused_and_4_5_proposed_to_be_taken(trainer):
    content = ratings("Meera Nair,2026-05-03,45,")
    run = runs.preview("ratings", content, "f.csv", user=make.user("x"))
    (row,) = runs.plan_of(run).rows()
    assert row.state == "refused"
    assert [(one[3], one[4], one[6]) for one in row.doubts] == [("45", "4.5 of 5", "2:rating")]

    runs.revise(run, run.user, taken=("2:rating",))
    runs.commit(run)

    assert TrainerRating.objects.get().score == Decimal("4.5")
    assert (2, "Rating", "45", "4.5 of 5", "corrected") in corrections()


def test_a_rating_far_off_is_refused_without_a_proposal(trainer):
    assert reasons("ratings", ratings("Meera Nair,,99,")) == [(2, "Rating", "It lies above 5.")]


def test_equal_answers_are_counted_and_the_same_file_again_changes_nothing(trainer):
    content = ratings("Meera Nair,2026-05-03,5,", "Meera Nair,2026-05-03,5,")
    imported("ratings", content)
    before = office()
    assert TrainerRating.objects.count() == 2

    summary = imported("ratings", content)

    assert summary.counts["same"] == 2
    assert office() == before


def test_an_answer_of_a_comment_alone_is_one_and_of_nothing_is_none(trainer):
    found = reasons("ratings", ratings("Meera Nair,,,Too fast", "Meera Nair,2026-05-03,,"))

    assert found == [(3, "", "The row has neither a rating nor a comment.")]
