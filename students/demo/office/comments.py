"""What the demo's students write of their trainers, in English, Hindi and romanised Hindi.

All of it is made up. A comment is an opening, a reason and sometimes a wish, of one language.
"""

from random import Random

GOOD, FAIR, POOR = "good", "fair", "poor"
PRAISED, DISLIKED = 4.0, 2.75  # from so many stars of five on; below so many
WISHES_SHARE, SILENT_SHARE = 0.3, 0.45
LANGUAGES = ("en", "en", "en", "latn", "latn", "hi")

OPENINGS = {
    ("en", GOOD): (
        "Very clear teaching.",
        "Explains every step with patience.",
        "Best classes of the course so far.",
        "Loved the live examples.",
        "Doubts are answered the same day.",
    ),
    ("en", FAIR): (
        "Good content, average delivery.",
        "Classes are okay.",
        "Knows the subject well.",
        "Some sessions were useful, some not.",
    ),
    ("en", POOR): (
        "Too fast for beginners.",
        "Classes started late again and again.",
        "Only slides, hardly any practice.",
        "Doubts are put off to the next class.",
    ),
    ("latn", GOOD): (
        "Sir bahut achha samjhate hain.",
        "Maam ka padhane ka tarika mast hai.",
        "Doubt turant clear ho jata hai.",
        "Practical bahut badhiya karwaya.",
    ),
    ("latn", FAIR): (
        "Class theek thaak hai.",
        "Padhate achha hain par time kam milta hai.",
        "Topic samajh aata hai, practice kam hai.",
    ),
    ("latn", POOR): (
        "Bahut tez padhate hain, kuch samajh nahi aata.",
        "Class roz late shuru hoti hai.",
        "Doubt poochho to daant padti hai.",
        "Sirf slides padh dete hain.",
    ),
    ("hi", GOOD): (
        "बहुत अच्छा पढ़ाते हैं।",
        "हर विषय उदाहरण देकर समझाते हैं।",
        "शंकाओं का उत्तर धैर्य से देते हैं।",
    ),
    ("hi", FAIR): (
        "पढ़ाई ठीक है।",
        "विषय का ज्ञान अच्छा है, अभ्यास कम कराते हैं।",
    ),
    ("hi", POOR): (
        "बहुत तेज़ पढ़ाते हैं, समझ में नहीं आता।",
        "कक्षा समय पर शुरू नहीं होती।",
        "प्रश्न पूछने पर उत्तर नहीं मिलता।",
    ),
}
REASONS = {
    "en": (
        "The notes after class help a lot.",
        "The lab had too few machines.",
        "Assignments are checked with remarks.",
        "The recordings come late.",
        "Mock interviews were useful.",
        "The projector in room 3 does not work.",
        "The pace suits those who know the basics.",
        "Weekly tests keep us going.",
    ),
    "latn": (
        "Notes milte hain to revision easy hai.",
        "Lab mein computer kam hain.",
        "Assignment check hoke wapas milte hain.",
        "Recording der se milti hai.",
        "Placement ki taiyari bhi karwate hain.",
        "AC kharab hai, garmi lagti hai.",
    ),
    "hi": (
        "नोट्स समय पर मिल जाते हैं।",
        "लैब में कंप्यूटर कम हैं।",
        "साप्ताहिक टेस्ट से तैयारी होती है।",
        "रिकॉर्डिंग देर से मिलती है।",
    ),
}
WISHES = {
    "en": ("Please add one more practice session.", "A weekend doubt class would help."),
    "latn": ("Ek practice class aur rakh do please.", "Weekend par doubt class honi chahiye."),
    "hi": ("कृपया एक अभ्यास कक्षा और रखें।", "सप्ताहांत में शंका समाधान कक्षा हो।"),
}


def comment(rng: Random, stars: float) -> str:
    """A comment that goes with so many stars of five; empty where somebody wrote nothing."""
    if rng.random() < SILENT_SHARE:
        return ""
    language = rng.choice(LANGUAGES)
    mood = GOOD if stars >= PRAISED else POOR if stars < DISLIKED else FAIR
    parts = [rng.choice(OPENINGS[language, mood]), rng.choice(REASONS[language])]
    if rng.random() < WISHES_SHARE:
        parts.append(rng.choice(WISHES[language]))
    return " ".join(parts)
