"""How many people the students of a scope are, those with records in several institutions once."""

from analytics.scope import Scope
from students.models import SamePerson
from students.persons.counts import spare


def counted_twice(scope: Scope) -> int:
    """How many of the scope's students are people who are counted there already.

    0 for whom figures of few are not told to: it is of few. One query, two where anybody was said
    to have two records.
    """
    if not scope.tells_of_few:
        return 0
    here = scope.institution_ids
    same = SamePerson.objects.filter(verdict=SamePerson.Verdict.SAME).order_by()
    pairs = same.filter(first__institution__in=here, second__institution__in=here)
    pairs = list(pairs.values_list("first", "second"))
    if not pairs:
        return 0
    numbers = {number for pair in pairs for number in pair}
    rows = scope.results().filter(student__in=numbers).order_by()
    studying = set(rows.values_list("student", flat=True))
    return spare(pair for pair in pairs if studying.issuperset(pair))
