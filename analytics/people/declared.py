"""What was declared of a student's term, as their page shows it."""

from dataclasses import dataclass

from students.models import DeclaredResult, Student, TermResult
from students.models.copies import differences
from students.models.declarations import BY_TIME
from students.models.sheets import sheet_rows
from students.sight import Sight

NONE = "–"


@dataclass(frozen=True)
class Paper:
    """A subject as declared; `grace` is in words, "Semester-end + 1 (O.5042-A)"."""

    code: str
    title: str
    letter: str
    point: str
    credits: str
    grace: tuple[str, ...]
    awaits: str = ""


@dataclass(frozen=True)
class Declared:
    """The newest declaration of a term; `differs` says that marks were changed since."""

    line: DeclaredResult
    papers: tuple[Paper, ...]
    differs: bool = False

    @property
    def heading(self) -> str:
        """The result in words: "Pass, SGPA 7.80"."""
        verdict = self.line.get_verdict_display()
        return verdict if self.line.sgpa is None else f"{verdict}, SGPA {self.line.sgpa}"


@dataclass(frozen=True)
class DeclaredTerm:
    """One term's declared result in a line, "–" where there is no average."""

    result_id: int
    title: str
    semester: int
    sgpa: str
    cgpa: str
    verdict: str


def declared(sight: Sight, result: TermResult) -> Declared | None:
    """What staff see of a result seen whole; None before it is declared."""
    line = _newest(sight.declared_results(), result)
    if line is None:
        return None
    rows = sheet_rows(TermResult.objects.filter(pk=result.pk))
    return _declared(line, differs=bool(differences(rows, {result.pk: line})))


def own_declared(sight: Sight, result: TermResult) -> Declared | None:
    """What the student sees: the newest that is published."""
    line = _newest(sight.own_declared_results(), result)
    return line and _declared(line)


def declared_terms(sight: Sight, student: Student) -> tuple[DeclaredTerm, ...]:
    """What was declared of every term of a student that is seen whole, the newest first."""
    return _terms(sight.declared_results().filter(student=student))


def own_declared_terms(sight: Sight) -> tuple[DeclaredTerm, ...]:
    """What is published to the student, term by term, the newest first."""
    return _terms(sight.own_declared_results())


def _terms(lines) -> tuple[DeclaredTerm, ...]:
    newest = lines.select_related("result__term").newest().values()
    ordered = sorted(newest, key=lambda line: (line.result.term.starts_on, line.pk), reverse=True)
    return tuple(
        DeclaredTerm(
            result_id=line.result_id,
            title=line.result.term.title,
            semester=line.result.semester,
            sgpa=NONE if line.sgpa is None else str(line.sgpa),
            cgpa=NONE if line.cgpa is None else str(line.cgpa),
            verdict=line.get_verdict_display(),
        )
        for line in ordered
    )


def _newest(lines, result: TermResult) -> DeclaredResult | None:
    lines = lines.filter(result=result).select_related("declaration__publication")
    return lines.order_by(*BY_TIME).last()


def _declared(line: DeclaredResult, differs: bool = False) -> Declared:
    papers = tuple(
        Paper(
            code=paper["code"],
            title=paper["title"] or paper["code"],
            letter=paper["letter"] or NONE,
            point=paper["point"] or NONE,
            credits=paper["credits"] or NONE,
            grace=tuple(
                f"{grace['head']} + {grace['marks']} ({grace['code']})" for grace in paper["grace"]
            ),
            awaits=", ".join(paper.get("awaits", ())),
        )
        for paper in line.papers
    )
    return Declared(line, papers, differs)
