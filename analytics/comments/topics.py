"""What comments speak of, and the words by which that is known: English, Hindi, Hindi in Latin.

Of each topic lists of words that name it, that praise it, that complain of it. An entry may be
of several words. Spellings that sound alike need one entry (see `keys.py`).
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Topic:
    """`names` leave the tone to the words around them; `vague` ones count where nothing else is
    spoken of in the same thought. `timely` praises and `late` complains of a thing that was named
    before, such as recordings, rather than of this topic; `is_thing`: it can be late itself."""

    slug: str
    title: str
    names: str
    praise: str = ""
    complaint: str = ""
    vague: str = ""
    timely: str = ""
    late: str = ""
    is_thing: bool = False


TOPICS = (
    Topic(
        "pace",
        _("Pace"),
        "pace, speed, raftar, gati, रफ़्तार, गति, course completion",
        "syllabus complete, syllabus completed on time, right pace, good pace, comfortable pace,"
        " aaram se padhate, आराम से पढ़ाते, completed the syllabus",
        "fast, too fast, rush, hurry, hurried, slow, too slow, jaldi jaldi, jaldi, jaldbazi, tez,"
        " bahut tez, dheere, bahut dheere, जल्दी जल्दी, जल्दी, तेज, धीरे, जल्दबाज़ी,"
        " syllabus incomplete, syllabus not complete, syllabus pura nahi, सिलेबस पूरा नहीं",
        "syllabus, सिलेबस, पाठ्यक्रम",
    ),
    Topic(
        "clarity",
        _("Clarity"),
        "explain, explanation, explained, concept, understanding, basics, samjhana, language,"
        " bhasha, भाषा, समझाने, समझाना, अवधारणा",
        "clear, clearly, clarity, easy to understand, understandable, simple way, simple language,"
        " easy way, easy language, samajh aata, samajh aa jata, samajh me aata, samjh aata,"
        " samjhate, aasan bhasha, saral, aasan, समझ आता, समझ में आता, समझ आ जाता, समझाते,"
        " सरल, आसान, स्पष्ट, crystal clear, in depth, step by step",
        "confusing, confused, confuse, unclear, difficult to understand, hard to understand,"
        " samajh nahi aata, samajh nahi aaya, samajh me nahi aata, samjh nahi aata, kuch samajh"
        " nahi, sar ke upar, bouncer, समझ नहीं आता, समझ में नहीं आता, समझ नहीं आया, उलझन,"
        " dont understand, cannot understand, do not understand, over our heads, mumbles,"
        " not audible, reads from slides, reads slides, ppt padhte",
        "padhate, padhane, padhana, padhai, padhaya, teaching, teach, teaches, पढ़ाने, पढ़ाते,"
        " पढ़ाई, पढ़ाया, पढ़ाना",
    ),
    Topic(
        "doubts",
        _("Doubts answered"),
        "doubt, question, query, queries, sawal, prashn, शंका, प्रश्न, सवाल, डाउट",
        "clear doubts, doubts clear, solves doubts, solve doubts, solved my doubts, answers every"
        " question, answers all, clears all doubts, doubt solve, doubt clear karte, sawal ka jawab"
        " dete, शंका दूर, शंका समाधान, सवालों के जवाब देते, डाउट क्लियर, welcomes questions,"
        " encourages questions, answers questions",
        "ignores questions, ignores doubts, ignore doubts, avoids questions, doubts are ignored,"
        " doubt nahi sunte, doubts nahi sunte, doubt clear nahi, doubts clear nahi, sawal nahi"
        " sunte, jawab nahi dete, जवाब नहीं देते, सवाल नहीं सुनते, डाउट क्लियर नहीं,"
        " angry when asked, doubts not cleared, doubts not solved, doubts remain, no doubt session",
    ),
    Topic(
        "material",
        _("Material"),
        "notes, material, materials, handout, slides, ppt, pdf, book, recordings, recorded,"
        " assignment sheet, नोट्स, सामग्री, किताब, examples, example, udaharan, उदाहरण",
        "real life examples, good notes, helpful notes, real examples, practical examples",
        "no notes, notes nahi, notes not, outdated, purane notes, पुराने नोट्स, नोट्स नहीं,"
        " no examples, old slides, out of date",
        is_thing=True,
    ),
    Topic(
        "practicals",
        _("Practicals"),
        "practical, practicals, lab, labs, hands on, project, projects, coding, workshop, exercise,"
        " practice, प्रैक्टिकल, लैब, अभ्यास, प्रयोग, प्रोजेक्ट, live project",
        "lots of practice, hands on practice",
        "only theory, theory only, sirf theory, bas theory, too theoretical, theoretical, no"
        " practical, no practicals, no lab, lab not, practical nahi, practical kam, kam practical,"
        " practice kam, kam practice,"
        " less practical, सिर्फ थ्योरी, केवल थ्योरी, प्रैक्टिकल नहीं, प्रैक्टिकल कम",
    ),
    Topic(
        "punctuality",
        _("Punctuality"),
        "punctuality, timing, timings, time table, samay, समय, class time, regularity",
        "punctual, regular, regularly, niyamit, नियमित, never cancels",
        "cancel, cancelled, cancels, absent, irregular, class nahi hoti, class nahi lete,"
        " क्लास नहीं होती, bunk, leaves early, wastes time, time waste, time pass, टाइम पास,"
        " समय बर्बाद",
        timely="on time, in time, time par, time pe, samay par, samay pe, समय पर",
        late="late, comes late, der se, late aate, देर से, लेट",
    ),
    Topic(
        "manner",
        _("Manner"),
        "behaviour, behavior, nature, attitude, vyavhar, swabhav, व्यवहार, स्वभाव, manner",
        "friendly, polite, patient, patience, kind, supportive, humble, approachable, caring,"
        " respectful, encouraging, motivates, motivate, motivating, pyar se, dhairya, vinamra,"
        " विनम्र, धैर्य, प्यार से, प्रेरित, मिलनसार, cooperative, down to earth, never gets angry",
        "rude, rudely, angry, arrogant, shouts, shout, scolds, insult, insults, partial,"
        " partiality,"
        " biased, favouritism, gussa, chillate, daant, bhedbhav, strict, too strict, गुस्सा,"
        " डांटते,"
        " चिल्लाते, पक्षपात, भेदभाव, सख्त, harsh, sarcastic, impatient, unapproachable",
    ),
    Topic(
        "knowledge",
        _("Knowledge"),
        "knowledge, subject, gyan, jankari, ज्ञान, जानकारी, विषय, command, experience, expertise",
        "knowledgeable, expert, experienced, deep knowledge, good command, command over, strong"
        " command, well prepared, vidwan, विद्वान, जानकार, अनुभवी, great knowledge",
        "lacks knowledge, no knowledge, unprepared, not prepared, wrong answers, taiyari nahi,"
        " knowledge kam, ज्ञान नहीं, ज्ञान कम, तैयारी नहीं, does not know, doesnt know",
    ),
    Topic(
        "interest",
        _("Interest"),
        "interaction, interactive, lecture, lectures, activity, activities",
        "interesting, engaging, fun, lively, energetic, enjoy, enjoyed, enjoyable,"
        " very interactive, maza, mazedar, majedar, rochak, रोचक, मज़ा, मजेदार, दिलचस्प, inspiring",
        "boring, bore, bored, boriyat, monotonous, dull, sleepy, neend, lengthy, not interactive,"
        " one sided, no interaction, उबाऊ, बोरिंग, नींद, बोर",
        "session, sessions",
    ),
    Topic(
        "tests",
        _("Tests and feedback"),
        "test, tests, quiz, quizzes, exam, exams, marks, marking, feedback, assignment,"
        " assignments, homework, paper, pariksha, परीक्षा, टेस्ट, अंक, असाइनमेंट, होमवर्क,"
        " mock test, grading",
        "fair marking, regular tests, useful feedback, helpful feedback, timely feedback",
        "unfair, unfair marking, no feedback, not checked, never checked, check nahi, copies not"
        " checked, चेक नहीं, no tests, test nahi",
        is_thing=True,
    ),
)
BY_SLUG = {one.slug: one for one in TOPICS}
