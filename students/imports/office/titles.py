"""Further titles under which offices send their columns: those of Hindi files and of print-outs."""

ROLL_NO = (
    "roll,rollno,usn,prn,enrollment,enrolment,enrollment number,enrolment number,reg number,"
    "registration number,admission number,admn number,student number,अनुक्रमांक,रोल नंबर,"
    "रोल नम्बर,प्रवेश क्रमांक,प्रवेश संख्या,नामांकन क्रमांक,पंजीयन क्रमांक,छात्र क्रमांक"
)
NAME = "name of the student,नाम,छात्र का नाम,विद्यार्थी का नाम,पूरा नाम"
COURSE = "कोर्स,पाठ्यक्रम,शाखा,department,dept"
BATCH = "बैच,बैच कोड"
TRAINER = (
    "faculty name,faculty code,faculty id,name of faculty,name of the faculty,instructor name,"
    "teacher name,name of trainer,name of the trainer,which trainer,your trainer,"
    "प्रशिक्षक,प्रशिक्षक का नाम,शिक्षक,शिक्षक का नाम"
)
AMOUNT = "amt,amount rs,amount in rs,amount inr,राशि,रकम"
RECEIVED = (
    "amt recd,amt received,amt paid,amount recd,amount received,recd,paid amt,fees paid,"
    "received amount,recd amount,collected,amount collected"
)
# By the name of a field, or by sheet and field where the same name is another thing.
FURTHER = {
    "roll_no": ROLL_NO,
    "name": NAME,
    "trainers.name": "faculty name,name of faculty,name of the faculty,name of trainer,teacher,"
    "teacher name,employee name,staff name,instructor name,नाम,प्रशिक्षक का नाम,शिक्षक का नाम",
    "trainers.code": "faculty code,faculty id,emp code,employee no,employee number,staff no,"
    "कर्मचारी क्रमांक,कर्मचारी कोड",
    "email": "email-id,mail id,ईमेल,ई-मेल",
    "course": COURSE,
    "batch": BATCH,
    "ratings.batch": f"{BATCH},your batch,which batch",
    "trainer": TRAINER,
    "starts_on": "starting date,date of start,commencement date,प्रारंभ तिथि,आरंभ तिथि",
    "ends_on": "ending date,completion date,date of completion,समाप्ति तिथि",
    "admitted_on": "doj,doa,admission dt,joining dt,joining,joined,प्रवेश तिथि,प्रवेश दिनांक",
    "left_on": "date left,left date,छोड़ने की तिथि",
    "joined_on": "कार्यभार तिथि,नियुक्ति तिथि",
    "born_on": "जन्म तिथि,जन्मतिथि",
    "phone": "मोबाइल,मोबाइल नंबर,फोन,दूरभाष",
    "guardian": "पिता का नाम,अभिभावक,अभिभावक का नाम,माता का नाम",
    "receipt": "no of receipt,bill no,invoice no,रसीद,रसीद क्रमांक,रसीद संख्या",
    "paid_on": "दिनांक,तिथि,भुगतान तिथि",
    "amount": AMOUNT,
    "payments.amount": f"{AMOUNT},{RECEIVED}",
    "dues.amount": f"{AMOUNT},देय राशि,शुल्क,फीस",
    "mode": "pay mode,payment through,भुगतान का तरीका,माध्यम",
    "dues.code": "किस्त,क़िस्त,किस्त क्रमांक",
    "due_on": "देय तिथि,अंतिम तिथि,due dt",
    "rating": "stars given,your rating,how would you rate your trainer,रेटिंग",
    "ratings.rated_on": "दिनांक,तिथि,submitted at,date and time",
    "comment": "any comment,any comments,any suggestion,any suggestions,your comments,टिप्पणी,सुझाव,"
    "other comments,what went well,what was good,what did you like,what do you like,strengths,"
    "what should be better,what should improve,what should be improved,what can be improved,"
    "what could be improved,what can be better,what could be better,areas of improvement,"
    "areas for improvement,what did you not like,what do you not like,weaknesses",
}


def further(sheet: str, field: str) -> tuple[str, ...]:
    """The further titles of a field of a sheet."""
    return tuple(FURTHER.get(f"{sheet}.{field}", FURTHER.get(field, "")).split(","))
