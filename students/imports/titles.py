"""The titles under which departments and learning platforms send their columns."""

import re

BELONGING = ("institution", "term")
PERSON = (
    "roll_no",
    "name",
    "first_name",
    "last_name",
    "branch",
    "semester",
    "batch",
    "section",
    "email",
)
ALIASES = {
    "roll_no": "roll_no roll rollno rollnumber rollnum rno regno regnumber registrationno "
    "registrationnumber registerno registernumber usn prn enrollmentno enrolmentno "
    "enrollmentnumber enrolmentnumber enrolment enrollment studentid studentno studentnumber "
    "admissionno admissionnumber hallticket hallticketno htno रोलनंबर रोलनम्बर अनुक्रमांक",
    "name": "name studentname nameofstudent nameofthestudent fullname student naam नाम छात्रकानाम "
    "विद्यार्थीकानाम",
    "first_name": "firstname givenname",
    "last_name": "lastname surname familyname",
    "branch": "branch branchcode department dept deptcode stream programme program शाखा",
    "semester": "semester sem semno सेमेस्टर",
    "batch": "batch batchcode",
    "institution": "institution institutioncode",
    "term": "term termcode",
    "section": "section sec division div",
    "email": "email emailid emailaddress mail",
    "attendance": "attendance attendancepercent attendancepercentage att attpercent attendancepct "
    "overallattendance termattendance attendanceinpercent attendedtotal attendedheld "
    "presenttotal उपस्थिति",
    "held": "held classesheld totalclasses classesconducted conducted lecturesheld totalheld "
    "totallectures totalconducted totaldays workingdays totalworkingdays noofworkingdays "
    "noofclasses noofclassesheld कुलदिन कार्यदिवस",
    "attended": "attended classesattended present classespresent lecturesattended totalattended "
    "totalpresent presentdays dayspresent daysattended noofpresent nopresent "
    "noofdayspresent totalpresentdays noofclassesattended totalp p उपस्थित कुलउपस्थिति",
    "excused": "excused classesexcused leave onleave totalleave",
    "subject": "subject subjectcode subjectname paper papercode course coursecode coursename "
    "courseid",
    "component": "component assessment exam test examination",
    "attempt": "attempt attemptno attemptnumber",
    "sat_term": "satterm satin",
    "score": "score mark marks marksobtained obtained obtainedmarks scored scoreobtained",
    "max": "max maximum maxmark maxmarks maxscore maximummarks maximumscore outof",
    "weight": "weight weightage",
    "state": "state status markstate studentstatus currentstatus attendancestatus presence "
    "presentabsent presentorabsent pa statuspa स्थिति",
    "class_day": "classday date day classdate dateofclass attendancedate dateofattendance "
    "lecturedate dateoflecture दिनांक तारीख तिथि",
    "period": "period periodno hour hourno lecture lectureno slot classno कालांश",
    "published": "published publish",
    "exported": "exported exportedas",
    "percent": "percent percentage प्रतिशत",
    "age": "age",
    "gender": "gender sex",
    "dropout": "dropout droppedout",
    "login_days": "logindays dayslogged",
    "video_hours": "videohours hoursofvideo",
    "forum_posts": "forumposts posts",
    "avg_score": "avgscore averagescore meanscore",
    "assignments_submitted": "assignmentssubmitted submissions submitted handedin "
    "assignmentshandedin submittedassignments noofassignmentssubmitted submittedgiven",
    "assignments_given": "assignmentsgiven assignmentsdue totalassignments assignmentsset "
    "noofassignments noofassignmentsgiven given",
    "assignments_on_time": "assignmentsontime ontime submittedontime handedinontime intime "
    "submittedintime",
}
DERIVED = (
    "sno slno srno serialno serialnumber no क्रमांक total grandtotal totalmarks average avg mean "
    "percent percentage percentile grade grades overallgrade gradepoint gradepoints rank result "
    "results remark remarks comment comments sgpa cgpa gpa risk risklevel problem problems "
    "phone phoneno mobile mobileno gender sex dob dateofbirth fathername fathersname mothername "
    "mothersname daysabsent अनुपस्थित email emailid emailaddress mail first_name firstname lastname "
    "surname password signature id integrationid rootaccount notes coursetotal currentscore "
    "finalscore currentpoints finalpoints currentgrade finalgrade unpostedcurrentscore "
    "unpostedfinalscore unpostedcurrentgrade unpostedfinalgrade lastdownloadedfromthiscourse "
    "age year yearofbirth yearofadmission admissionyear academicyear category caste religion "
    "gendermf genderfm sexmf लिंग "
    "nationality bloodgroup height aadhaar aadhaarno aadhar aadharno pin pincode address"
)
LEFT_OUT_WORDS = frozenset(DERIVED.split())
# Sums at the end of a register's row that its days tell, and nothing else holds.
SUMS = (
    "a l absent absents late totalabsent totallate totala totall daysabsent absentdays "
    "noofabsent noofdaysabsent overall totalattendance कुलअनुपस्थित"
)
SUMS_OF_REGISTERS = frozenset(SUMS.split())
# What learning platforms call the number an institution gave a student, the best one first.
OF_PLATFORMS = ("sisuserid", "idnumber", "sisloginid", "username", "loginid")
CANVAS = frozenset({"sisuserid", "sisloginid"})
OF_A_COURSE = frozenset({"section"})  # in a Canvas file: of its course, not of the student's class
PLATFORMS_NOTE = re.compile(r"\s*\((?:real|read only)\)$", re.IGNORECASE)
WORDS = {word: name for name, words in ALIASES.items() for word in [name, *words.split()]}
# Titles of parts of a mark, which by themselves name no subject.
PARTS = re.compile(
    r"(?:ia|cia|cie|ise|ese|see|mse|int|ext|internals?|externals?|mid|midterm|midsem|midsemester|"
    r"sessional|endsem|endsemester|endterm|final|finalexam|quiz|assignment|classtest|unittest|"
    r"test|ct|आंतरिक|अंतिम)(?:[0-9]{0,2}|i{1,3}|iv)"
)
# Titles above several columns that say no more than what sort of marks stands below.
GROUP = (
    "marks mark subjects subject papers scores score student students studentdetails details "
    "theorysubjects practicalsubjects coresubjects electives particulars"
)
GROUPS = frozenset(GROUP.split())
SORT = (
    "theory practical practicals lab laboratory internal internals external externals "
    "internalmarks externalmarks sessional viva tutorial"
)
SORTS = frozenset(SORT.split())
