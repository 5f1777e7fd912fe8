"""What is taught: branches, the five subjects of each semester, and how a subject is assessed."""

from dataclasses import dataclass

from students.models import Component, Subject

THEORY, PRACTICAL, PROJECT = Subject.Kind.THEORY, Subject.Kind.PRACTICAL, Subject.Kind.PROJECT

# Families of branches, named by the letters their subjects' codes begin with.
COMMON, COMPUTING, ELECTRONICS, MECHANICAL, CIVIL = "AS", "CS", "EC", "ME", "CE"
SUBJECTS_AT_ONCE = 5

BRANCHES = {
    "CSE": ("Computer Science and Engineering", COMPUTING),
    "IT": ("Information Technology", COMPUTING),
    "ECE": ("Electronics and Communication Engineering", ELECTRONICS),
    "ME": ("Mechanical Engineering", MECHANICAL),
    "CIVIL": ("Civil Engineering", CIVIL),
    "EEE": ("Electrical and Electronics Engineering", ELECTRONICS),
    "AIML": ("Artificial Intelligence and Machine Learning", COMPUTING),
    "DS": ("Data Science", COMPUTING),
}


@dataclass(frozen=True)
class SubjectPlan:
    """A subject; its kind and credits can be told from its title."""

    code: str
    title: str

    @property
    def kind(self) -> str:
        if self.title.endswith("Laboratory"):
            return PRACTICAL
        return PROJECT if "Project" in self.title or "Internship" in self.title else THEORY

    @property
    def credits(self) -> int:
        return {THEORY: 4, PRACTICAL: 2, PROJECT: 6}[self.kind]


@dataclass(frozen=True)
class ComponentPlan:
    """One part of a subject's assessment: what it is out of, and its weight in the hundred."""

    code: str
    kind: str
    maximum: int
    weight: int


KINDS = Component.Kind
IN_THEORY = (
    ComponentPlan("Assignments", KINDS.ASSIGNMENT, 20, 10),
    ComponentPlan("Quizzes", KINDS.QUIZ, 20, 10),
    ComponentPlan("Midterm", KINDS.MIDTERM, 30, 20),
    ComponentPlan("End-semester", KINDS.END_SEMESTER, 100, 60),
)
IN_PRACTICE = (
    ComponentPlan("Assignments", KINDS.ASSIGNMENT, 20, 20),
    ComponentPlan("Practical", KINDS.PRACTICAL, 50, 30),
    ComponentPlan("End-semester", KINDS.END_SEMESTER, 50, 50),
)

# Five titles make a semester. The first year is common to all branches; a title that stands in
# several families is one subject, shared by their branches.
SEMESTERS = {
    COMMON: """
        Engineering Mathematics I; Engineering Physics; Programming in C;
        Communicative English; Basic Electrical Engineering;
        Engineering Mathematics II; Engineering Chemistry; Data Structures;
        Engineering Graphics; Environmental Studies;
    """,
    COMPUTING: """
        Engineering Mathematics III; Digital Logic Design; Object-Oriented Programming;
        Computer Organisation; Programming Laboratory;
        Probability and Statistics; Design of Algorithms; Operating Systems; Database Systems;
        Database Laboratory;
        Theory of Computation; Computer Networks; Software Engineering; Web Technologies;
        Networks Laboratory;
        Compiler Design; Machine Learning; Information Security; Distributed Systems;
        Machine Learning Laboratory;
        Cloud Computing; Deep Learning; Data Mining; Professional Ethics; Project Phase I;
        Big Data Analytics; Internet of Things; Entrepreneurship; Industrial Internship;
        Project Phase II;
    """,
    ELECTRONICS: """
        Engineering Mathematics III; Digital Logic Design; Network Analysis;
        Electronic Devices; Electronics Laboratory;
        Probability and Statistics; Analog Circuits; Signals and Systems; Control Systems;
        Circuits Laboratory;
        Digital Signal Processing; Electromagnetic Fields; Microprocessors; Power Electronics;
        Microprocessor Laboratory;
        VLSI Design; Analog Communication; Embedded Systems; Antennas and Propagation;
        VLSI Laboratory;
        Wireless Communication; Optical Networks; Power Systems; Professional Ethics;
        Project Phase I;
        Satellite Communication; Internet of Things; Entrepreneurship; Industrial Internship;
        Project Phase II;
    """,
    MECHANICAL: """
        Engineering Mathematics III; Engineering Mechanics; Thermodynamics; Materials Science;
        Workshop Laboratory;
        Probability and Statistics; Strength of Materials; Fluid Mechanics;
        Manufacturing Processes; Fluids Laboratory;
        Heat Transfer; Theory of Machines; Machine Design; Metrology; Heat Transfer Laboratory;
        Automobile Engineering; CAD and CAM; Mechatronics; Operations Research; CAD Laboratory;
        Robotics; Finite Element Methods; Industrial Engineering; Professional Ethics;
        Project Phase I;
        Renewable Energy; Total Quality Management; Entrepreneurship; Industrial Internship;
        Project Phase II;
    """,
    CIVIL: """
        Engineering Mathematics III; Engineering Mechanics; Surveying; Building Materials;
        Surveying Laboratory;
        Probability and Statistics; Structural Analysis I; Fluid Mechanics;
        Engineering Geology; Fluids Laboratory;
        Structural Analysis II; Geotechnical Engineering; Concrete Technology; Hydrology;
        Concrete Laboratory;
        Design of Steel Structures; Transportation Engineering; Water Supply Engineering;
        Estimation and Costing; Geotechnical Laboratory;
        Foundation Engineering; Bridge Engineering; Construction Management;
        Professional Ethics; Project Phase I;
        Earthquake Engineering; Urban Planning; Entrepreneurship; Industrial Internship;
        Project Phase II;
    """,
}


def _semesters(block: str) -> tuple[tuple[str, ...], ...]:
    titles = [title.strip() for title in block.replace("\n", " ").split(";") if title.strip()]
    starts = range(0, len(titles), SUBJECTS_AT_ONCE)
    return tuple(tuple(titles[start : start + SUBJECTS_AT_ONCE]) for start in starts)


TITLES = {family: _semesters(block) for family, block in SEMESTERS.items()}
FIRST_YEAR = len(TITLES[COMMON])


def _subjects() -> dict[str, SubjectPlan]:
    """Every subject by its title, with codes such as CS304: family, semester, number."""
    found: dict[str, SubjectPlan] = {}
    for family, semesters in TITLES.items():
        first = 1 if family == COMMON else FIRST_YEAR + 1
        for semester, titles in enumerate(semesters, start=first):
            for number, title in enumerate(titles, start=1):
                found.setdefault(title, SubjectPlan(f"{family}{semester}0{number}", title))
    return found


SUBJECTS = _subjects()


def subjects_of(branch: str, semester: int) -> tuple[SubjectPlan, ...]:
    """The five subjects a branch takes in a semester (1–8)."""
    _, family = BRANCHES[branch]
    if semester <= FIRST_YEAR:
        titles = TITLES[COMMON][semester - 1]
    else:
        titles = TITLES[family][semester - FIRST_YEAR - 1]
    return tuple(SUBJECTS[title] for title in titles)


def components_of(subject: SubjectPlan) -> tuple[ComponentPlan, ...]:
    """How a subject is assessed; the end-semester examination is always the last part."""
    return IN_THEORY if subject.kind == THEORY else IN_PRACTICE
