"""Two institutions with everything in them, and the words by which a leak would be noticed."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from analytics.deliveries.calendars import ONE
from analytics.deliveries.making import make as make_report
from analytics.deliveries.making import order
from analytics.mark_sheets.contents import contents_of
from analytics.models import Alert, Contact, MarkSheet, ModelVersion, ReportSchedule, SavedView
from analytics.prediction.code_versions import code_version
from analytics.prediction.packages import LEARNER, learner_there
from analytics.tests.prediction import made_versions
from analytics.tests.walk import people
from analytics.tests.walk.people import (
    ACCOUNTANT,
    CLASS_TEACHER,
    FACULTY,
    HEAD,
    MANAGER,
    MENTOR,
    PRINCIPAL,
    REGISTRAR,
    STUDENT,
    SUPERUSER,
)
from analytics.tests.walk.trained import trained
from students.jobs.folders import RESULT, make_folder
from students.models import (
    ApiToken,
    AttendanceChange,
    Batch,
    CameraConsent,
    CameraMinute,
    CameraSession,
    Channel,
    ChannelDay,
    ClassCharge,
    ClassSession,
    Component,
    Condonation,
    Declaration,
    DeclaredResult,
    Doubt,
    EngagementChange,
    Group,
    ImportMapping,
    ImportRun,
    Job,
    MarkChange,
    Mentorship,
    Offering,
    PlannedClasses,
    PolicyAssignment,
    Post,
    Publication,
    RecordChange,
    Role,
    SamePerson,
    StructureAlias,
    StudentBackground,
    Subject,
    SubjectAttendance,
    Teaching,
    TermResult,
)
from students.models.copies import digest, line_of
from students.models.declaring import declare
from students.models.sessions import OF_CLASS
from students.models.sheets import Cohort, sheet_rows
from students.rules.units import SCALE
from students.tests import factories as make

OWN, OURS, OTHER, MISSING = "own", "ours", "other", "missing"
OWNERSHIPS = (OWN, OURS, OTHER, MISSING)
NO_SUCH = 7_000_000_000

HOUSE = {PRINCIPAL, REGISTRAR, SUPERUSER}
CLASS = HOUSE | {HEAD, CLASS_TEACHER}

# What may be read by whom; a word read by anybody else has leaked.
CANARIES = {
    "Qown Ananya": CLASS | {FACULTY, MENTOR, STUDENT, ACCOUNTANT},
    "QOWN1": CLASS | {FACULTY, MENTOR, STUDENT, ACCOUNTANT},
    "71.37": CLASS | {FACULTY, MENTOR, STUDENT},  # mathematics, published
    "63.91": CLASS | {MENTOR},  # physics, not published
    "67.64": CLASS | {MENTOR},  # the average of both
    "Qagreed own": CLASS | {MENTOR},  # with the student, as noted by the mentor
    "Qagreed ours": HOUSE,
    "0.7319": CLASS | {MENTOR},  # what a version guesses of them
    "0.6823": HOUSE,
    "0.5931": {SUPERUSER},
    "active than 37": CLASS | {MENTOR},
    "active than 42": HOUSE,
    "active than 58": {SUPERUSER},
    "Qgender": set(),  # of one person nobody reads it
    "Qagreed other": {SUPERUSER},
    "Qmate Bhavna": CLASS | {FACULTY},
    "81.53": CLASS | {FACULTY},
    "47.29": CLASS,
    "64.41": CLASS,
    "Qours Chetan": HOUSE | {ACCOUNTANT},
    "QOURS1": HOUSE | {ACCOUNTANT},
    "52.43": HOUSE,
    "44.87": HOUSE,
    "48.65": HOUSE,
    "4,317.29": HOUSE | {ACCOUNTANT, STUDENT},  # a fee that is due
    "5,218.37": HOUSE | {ACCOUNTANT},
    "6,119.43": {SUPERUSER},
    "Qpraised": {PRINCIPAL, HEAD, FACULTY, SUPERUSER},  # said of the trainer of the batch
    "Qelsewhere": {SUPERUSER},
    "Qopen day": HOUSE | {MANAGER},  # a post
    "Qdoubt own": HOUSE | {ACCOUNTANT},
    "Qdoubt ours": HOUSE | {ACCOUNTANT},
    "Qdoubt other": {SUPERUSER},
    "Qnext": {SUPERUSER},
    "QNEXT": {SUPERUSER},
    "33.19": {SUPERUSER},
    "28.73": {SUPERUSER},
    "30.96": {SUPERUSER},
}

UNUSED = "dropout"  # what no version in use guesses
DUES = {"QOWN1": "4317.29", "QOURS1": "5218.37", "QNEXT1": "6119.43"}
GUESSES = {"QOWN1": (731_900, 0.37), "QOURS1": (682_300, 0.42), "QNEXT1": (593_100, 0.58)}


@dataclass
class World:
    """The users by who they are, and the row of each kind and ownership."""

    users: dict
    rows: dict[str, dict[str, object]]  # by ownership, then by model name

    def number(self, kind: str, ownership: str) -> int | None:
        """The primary key of a row, one that nobody has, or None where there is no such row."""
        if ownership == MISSING:
            return NO_SUCH
        row = self.rows[ownership].get(kind)
        if ownership == OURS and row == self.rows[OWN].get(kind):
            return None
        return row and row.pk

    def path(self, address, of, ownership: str) -> str | None:
        """The address of a row, one that nobody has, or None; `of` is its row in the table."""
        number = self.number(of.kind, ownership)
        if of.address and number and ownership != MISSING:
            return of.address(self.rows[ownership][of.kind])
        words = self.words(of, ownership, address.words)
        return address.path(**words | of.besides) if words else None

    def words(self, row, ownership: str, words: tuple[str, ...]) -> dict:
        """What fills the words of an address about a row of the table; empty without such a row."""
        number = self.number(row.kind, ownership)
        if number is None or ownership == MISSING or not row.words:
            return dict.fromkeys(words, number) if number is not None else {}
        record = self.rows[ownership][row.kind]
        return {word: getattr(record, column) for word, column in row.words.items()}


def build() -> World:
    """Make everything, through the doors that keep results right."""
    home = make.institution(group=Group.objects.create(name="Trust"))
    next_door = make.institution(
        "QNEXT", name="Qnext College", group=Group.objects.create(name="Qnext Trust")
    )
    term, next_term = make.term(home), make.term(next_door, code="QNEXT-TERM")
    with TermResult.objects.refreshing():
        results = _results(term, next_term)
    mathematics = results[OWN].marks.get(subject__title="Mathematics")
    mathematics.published = True
    mathematics.save()
    for place in (home, next_door):
        seen_from_outside(place)
    users = people.people_of(results[OWN], mathematics.subject)
    trained(results[OWN], users[FACULTY].staff_records.get(), "Qpraised: explains very clearly")
    other_staff = make.staff(next_door, "Qnext trainer")
    trained(results[OTHER], other_staff, "Qelsewhere: explains very clearly")
    Subject.objects.update(credits=4)
    its_class = Cohort(term, results[OURS].branch, results[OURS].semester)
    declare(its_class, digest(sheet_rows(its_class.results())))
    around = {
        OWN: users[FACULTY],
        OURS: users[PRINCIPAL],
        OTHER: make.member(Role.REGISTRAR, next_door, name="qnext-registrar"),
    }
    for owner, by in (around | {OWN: users[MENTOR]}).items():
        contact_with(results[owner], by, f"Qagreed {owner}")
    # A principal does not change their own account, nor an administrator one that sees marks.
    accounts = {**around, OWN: users[ACCOUNTANT], OURS: users[MANAGER]}
    return World(
        users,
        {owner: rows_around(results[owner], around[owner], accounts[owner]) for owner in around},
    )


def _results(term, next_term):
    for number in range(3):  # so that no figure of a class is the figure of one person
        _result(term, f"FILL{number}", f"Filler {number}", "IT", "", (60 + number, 70 + number))
    return {
        OWN: _result(term, "QOWN1", "Qown Ananya", "CSE", "A", (71.37, 63.91)),
        "mate": _result(term, "QMATE1", "Qmate Bhavna", "CSE", "A", (81.53, 47.29)),
        OURS: _result(term, "QOURS1", "Qours Chetan", "IT", "", (52.43, 44.87)),
        OTHER: _result(next_term, "QNEXT1", "Qnext Divya", "QNEXT-CSE", "A", (33.19, 28.73)),
    }


def seen_from_outside(place):
    """A channel with a day and a post of yesterday; the next institution's name is a canary."""
    channel = Channel.objects.create(institution=place, platform="instagram", handle=place.code)
    yesterday = timezone.now() - datetime.timedelta(days=1)
    counts = {"reach": 300, "impressions": 400}
    ChannelDay.objects.create(
        channel=channel, on=timezone.localdate(yesterday), followers=200, **counts
    )
    Post.objects.create(
        channel=channel,
        number=f"{place.code}-1",
        title=f"Qopen day of {place.name}",
        published_at=yesterday,
        likes=30,
        comments=2,
        **counts,
    )


def _result(term, roll_no, name, branch, section, scores):
    place = term.institution
    batch, _ = Batch.objects.get_or_create(
        institution=place, code_key=f"{branch}24", defaults={"code": f"{branch}24"}
    )
    student = make.student(place, roll_no, name)
    if roll_no != "QMATE1":
        make.fee_due(student, amount=DUES.get(roll_no, 1000))
    result = make.result(term, student, branch, section=section, batch=batch)
    make.attendance(result, held=97, attended=61)
    for title, score in zip(("Mathematics", "Physics"), scores, strict=True):
        mark = make.mark(result, f"Qnext {title}" if place.code == "QNEXT" else title, score)
        SubjectAttendance.objects.create(result=result, subject=mark.subject, held=41, attended=29)
    return result


def rows_around(result, user, account) -> dict:
    """One row of every model of the register that belongs to this result, by model name."""
    place, term = result.institution, result.term
    mark = result.marks.first()
    staff = make.staff(place, f"Colleague at {place}")
    subject = make.subject(place, f"{place} Chemistry {result.pk}")
    where = {"term": term, "branch": result.branch, "semester": 4, "section": f"Z{result.pk}"}
    mentee = make.student(place, f"{place.code}-M{result.pk}", f"Mentee {result.pk}")
    file_name = f"{place.code}-{result.pk}.csv"
    run = {"kind": "marks", "state": "stored", "door": "admin", "file_name": file_name}
    presence = make.presences(result, "A", f"Workshop at {place}")[0]
    assigned, _ = PolicyAssignment.objects.get_or_create(
        institution=place, from_term=term, defaults={"version": result.policy_version}
    )
    lessons = {"titles": ["Enrol"], "readings": ["roll_no"], "fingerprint": f"{result.pk}"}
    made = [
        ImportMapping.objects.create(institution=place, kind="marks", **lessons),
        StructureAlias.objects.create(
            institution=place, text=f"{place.code} Chem {result.pk}", subject=subject
        ),
        taken_once(Teaching.objects.create(staff=staff, subject=subject, **where)),
        ClassCharge.objects.create(staff=staff, **where),
        Mentorship.objects.create(staff=staff, student=mentee),
        ImportRun.objects.create(institution=place, term=term, **run),
        Component.objects.create(
            subject=subject, term=term, kind="quiz", code=f"{place} Q1", max_score=20, weight=20
        ),
        RecordChange.objects.create(
            kind="made", model="student", record_id=result.student_id, record=str(result.student)
        ),
        Condonation.objects.create(
            result=result, subject=mark.subject, down_to=50, reason="Ill", reference="Rule 1"
        ),
        presence.session,
        presence,
        planned_like(presence.session),
        MarkChange.objects.filter(student_id=result.student_id).first(),
        AttendanceChange.objects.filter(student_id=result.student_id).first(),
        ApiToken.objects.issue(user, f"Token of {place}")[0],
        Contact.objects.get(student=result.student),
        alert_about(result),
        *online(result, subject),
        SavedView.objects.create(
            owner=user, shared_with=place, name=f"View of {place}", slug="heatmap"
        ),
    ]
    rows = (place, place.group, result.student, result, mark, result.term_attendance)
    rows += (result.subject_attendances.first(), account, account.memberships.first())
    rows += (result.policy_version, assigned, *made, *unused(place, result.pk))
    rows += (finished_job(user, place), *declared(result), declaration_of(result))
    rows += (model_of(place), *reports_for(account, place), sheet_of(result))
    rows += (doubt_about(result), namesakes(result, mentee), room_of(result))
    return {row._meta.model_name: row for row in rows if row is not None}


def doubt_about(result) -> Doubt:
    """A payment of a tenth of what came, held doubtful."""
    student, place = result.student, result.institution
    owner = {"QOWN1": "own", "QOURS1": "ours"}.get(student.roll_no, "other")
    run = {"kind": "payments", "state": "stored", "door": "admin", "file_name": f"Q{place.pk}.csv"}
    return Doubt.objects.create(
        institution=place,
        run=ImportRun.objects.create(institution=place, **run),
        model="payment",
        record_id=make.payment(student, 1230, mode="cash").pk,
        record=f"Qdoubt {owner}",
        column="amount",
        value="1230",
        proposal="123",
        reason="It is ten times a due.",
    )


def room_of(result) -> CameraSession:
    """A minute of the room of the batch, counted by camera under the institution's consent."""
    place, now = result.institution, timezone.now()
    said = dict.fromkeys(("purpose", "notice", "lawful_basis", "contact"), f"Q{place.code}")
    consent = CameraConsent.objects.filter(institution=place).first()
    consent = consent or CameraConsent.objects.create(
        institution=place, is_on=True, region="india", retention_days=30, **said
    )
    session = CameraSession.objects.create(
        institution=place,
        batch=result.batch,
        consent=consent,
        started_at=now,
        heard_at=now,
        source="camera",
        every_ms=1000,
        detector="Q",
        delete_on=timezone.localdate() + datetime.timedelta(days=30),
    )
    CameraMinute.objects.create(
        session=session, number=0, faces=9, focused=3, neutral=1, distracted=1, faceless=2
    )
    return session


def namesakes(result, mentee) -> SamePerson:
    """Somebody said of two students that they are two people."""
    first, second = sorted((result.student_id, mentee.pk))
    return SamePerson.objects.create(first_id=first, second_id=second, verdict="other")


def online(result, subject) -> tuple:
    """An enrolment with a week and a background, the days of the course, and what was told."""
    enrolment = make.enrolment(result, subject.title)
    make.week(enrolment)
    StudentBackground.objects.create(result=result, gender="Qgender")
    told = EngagementChange.objects.filter(student_id=result.student_id).first()
    guessed(enrolment)
    days = {"starts_on": result.term.starts_on, "ends_on": result.term.ends_on}
    return enrolment, told, Offering.objects.create(subject=subject, term=result.term, **days)


def guessed(enrolment):
    """What the version in use at the institution says of the enrolment."""
    place, roll_no = enrolment.result.institution, enrolment.result.student.roll_no
    by = ModelVersion.objects.active(place, "at_risk")
    if by is None:
        by = made_versions.version(
            place, measures={"weeks": [], "baselines": {}}, inputs=["told_clicks"]
        )
        made_versions.use(by, place)
    chance, share = GUESSES[roll_no]
    made_versions.guess(by, enrolment, millionths=chance, inputs=[share], pulls={"activity": 1.0})


def contact_with(result, by, agreed: str):
    """A word of three days ago with the student, to be followed up since yesterday."""
    today = timezone.localdate()
    on, follow_up_on = (today - datetime.timedelta(days=days) for days in (3, 1))
    word = Contact(note="A word", agreed=agreed, on=on, follow_up_on=follow_up_on)
    word.log(by, result, 0)


def alert_about(result) -> Alert:
    """An alert with the average, below a line that no policy has."""
    result = TermResult.objects.get(pk=result.pk)  # as derived since
    figures = {"mark_sum": result.mark_sum, "mark_count": result.mark_count}
    today = timezone.localdate()
    return Alert.objects.create(
        student=result.student,
        term=result.term,
        result=result,
        kind="new_high",
        level="High",
        since=today,
        raised_on=today,
        average_line=90 * SCALE,
        **figures,
    )


def model_of(place) -> ModelVersion:
    """A version of a model there that could be put to use, and is not."""
    found = ModelVersion.objects.filter(institution=place, target=UNUSED).first()
    learnt = {"code_version": code_version(), "libraries": {LEARNER: learner_there()}}
    proven = {"verdict": ModelVersion.Verdict.BETTER}
    return found or made_versions.version(place, target=UNUSED, **learnt, **proven)


def reports_for(account, place) -> tuple:
    """A report made for somebody, and one that comes to them."""
    today = timezone.localdate()
    every = {"every": ReportSchedule.Every.DAILY, "done_to": today - ONE}
    who = {"report": "fee-pending", "institution": place, "recipient": account}
    return make_report(order(**who, day=today)), ReportSchedule.objects.create(**who, **every)


def sheet_of(result) -> MarkSheet:
    """A mark sheet as it was given out, with nothing on it but what its own may read."""
    printed = contents_of([result.pk]).printed.get(result.pk)
    place = {"institution": "Q", "student": "Q", "roll_no": "Q", "term": "Q", "branch": "Q"}
    said = {"batch": "", "semester": 1, "papers": [], "provisional": True, "verdict": ""}
    empty = place | said | {"average": "", "grade": ""}
    return MarkSheet.objects.create(result=result, printed=printed or empty, language="en")


def finished_job(owner, place) -> Job:
    """An export with its file, as its owner finds it."""
    job = Job.objects.create(
        key=f"job-of-{owner.pk}", kind="export", state="done", owner=owner, institution=place
    )
    (make_folder(job.key) / RESULT).write_bytes(b"rows")
    return job


def declared(result) -> tuple[Declaration, DeclaredResult]:
    """A published result, of a class besides the one whose sheet is declared by its form."""
    declaration = Declaration.objects.create(
        institution=result.institution,
        term=result.term,
        branch=result.branch,
        semester=result.semester + 1,
        number=1,
    )
    Publication.objects.create(declaration=declaration)
    (row,) = sheet_rows(TermResult.objects.filter(pk=result.pk))
    line = line_of(row)
    # Publishing it would have published its marks: of those that are not it holds none.
    public = set(result.marks.filter(published=True).values_list("subject__code", flat=True))
    line["papers"] = [paper for paper in line["papers"] if paper["code"] in public]
    return declaration, DeclaredResult.objects.create(declaration=declaration, **line)


def declaration_of(result) -> Declaration | None:
    """What is declared of the class of this result, and not yet published."""
    of_class = result.term_id, result.branch_id, result.semester
    return Declaration.objects.of_class(*of_class).last()


def taken_once(taught: Teaching) -> Teaching:
    """The same, a class of which was held."""
    where = {name: getattr(taught, name) for name in OF_CLASS}
    ClassSession.objects.create(on=datetime.date(2026, 8, 3), period=2, **where)
    return taught


def planned_like(session) -> PlannedClasses:
    """Classes planned for the class and subject of a session."""
    where = {name: getattr(session, name) for name in OF_CLASS}
    return PlannedClasses.objects.create(planned=40, **where)


def unused(place, number) -> list:
    """Parts of an institution on which nothing hangs, so that they can be removed."""
    code = f"{place.code}-{number}"
    return [
        make.term(place, code=code, year=2020),
        make.branch(place, code),
        make.subject(place, f"{place.code} {number}"),
        make.staff(place, f"{place} {number}"),
        Batch.objects.create(institution=place, code=code),
    ]
