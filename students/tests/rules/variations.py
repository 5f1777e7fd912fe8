"""A made register in which it is known who has two records: variations, siblings, twins, namesakes.

Names are the demo's; what is varied is what offices vary. Nothing here was fitted to the rule: the
kinds were written down before it was measured.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from students.demo.names import FAMILY, GIVEN
from students.rules.same_person import Person

IN_DEVANAGARI = {
    "Aditi": "अदिति", "Ananya": "अनन्या", "Arjun": "अर्जुन", "Aarti": "आरती", "Kiran": "किरण",
    "Komal": "कोमल", "Gauri": "गौरी", "Tanvi": "तन्वी", "Deepak": "दीपक", "Nandini": "नंदिनी",
    "Nikhil": "निखिल", "Pallavi": "पल्लवी", "Pranav": "प्रणव", "Madhuri": "माधुरी", "Rohan": "रोहन",
    "Vaibhav": "वैभव", "Siddharth": "सिद्धार्थ", "Sneha": "स्नेहा", "Rahul": "राहुल", "Pooja": "पूजा",
    "Sanjay": "संजय", "Lakshmi": "लक्ष्मी", "Jyoti": "ज्योति", "Vikram": "विक्रम", "Shruti": "श्रुति",
    "Apte": "आपटे", "Kadam": "कदम", "Kulkarni": "कुलकर्णी", "Gaikwad": "गायकवाड", "Gokhale": "गोखले",
    "Chavan": "चव्हाण", "Jadhav": "जाधव", "Joshi": "जोशी", "Tiwari": "तिवारी", "Deshpande": "देशपांडे",
    "Deshmukh": "देशमुख", "Pawar": "पवार", "Patil": "पाटील", "Bhosale": "भोसले", "Mishra": "मिश्रा",
    "Yadav": "यादव", "Verma": "वर्मा", "Sharma": "शर्मा", "Shinde": "शिंदे", "Shukla": "शुक्ला",
    "Singh": "सिंह", "Gupta": "गुप्ता", "Chaudhary": "चौधरी", "Mehta": "मेहता", "Reddy": "रेड्डी",
}  # fmt: skip
ALIKE = (("Anita", "Amita"), ("Rita", "Gita"), ("Sunil", "Sushil"), ("Rohan", "Rohit"))
SPELLINGS = (
    ("ee", "i"),
    ("oo", "u"),
    ("aa", "a"),
    ("sh", "s"),
    ("v", "w"),
    ("i", "ee"),
    ("th", "t"),
)
BOTH = tuple(name for name in GIVEN if name in IN_DEVANAGARI)
BOTH_FAMILY = tuple(name for name in FAMILY if name in IN_DEVANAGARI)


@dataclass
class Register:
    """Records by number; `twice` says which pairs are one person, and how the second varies;
    `apart` which are two people that look alike, and how."""

    people: dict[int, Person] = field(default_factory=dict)
    twice: dict[tuple[int, int], str] = field(default_factory=dict)
    apart: dict[tuple[int, int], str] = field(default_factory=dict)

    def add(self, person: Person) -> int:
        """Its number."""
        self.people[len(self.people) + 1] = person
        return len(self.people)


def register(rng: Random, each: int = 60, others: int = 6000) -> Register:
    """`each` pairs of every kind, among `others` who are nobody else."""
    made = Register()
    for _ in range(others):
        made.add(somebody(rng))
    for kind, vary in VARIATIONS.items():
        for _ in range(each):
            one = _both_scripts(rng) if kind == "in Devanagari" else somebody(rng)
            made.twice[made.add(one), made.add(vary(one, rng))] = kind
    for kind, another in LOOKALIKES.items():
        for _ in range(each):
            one, other = another(somebody(rng), rng)
            made.apart[made.add(one), made.add(other)] = kind
    return made


def somebody(rng: Random) -> Person:
    """One whose record says most things: offices leave some out."""
    given, family = rng.choice(GIVEN), rng.choice(FAMILY)
    middle = f" {rng.choice(GIVEN)}" if rng.random() < 0.3 else ""
    return Person(
        f"{given}{middle} {family}",
        _mail(given, rng) if rng.random() < 0.8 else "",
        _phone(rng) if rng.random() < 0.9 else "",
        _born(rng) if rng.random() < 0.9 else "",
        f"{rng.choice(GIVEN)} {family}" if rng.random() < 0.6 else "",
    )


def _both_scripts(rng: Random) -> Person:
    return somebody(rng)._replace(name=f"{rng.choice(BOTH)} {rng.choice(BOTH_FAMILY)}")


def _mail(given: str, rng: Random) -> str:
    return f"{given.lower()}{rng.randrange(10**6)}@example.org"


def _phone(rng: Random) -> str:
    return f"9{rng.randrange(10**9):09d}"


def _born(rng: Random) -> str:
    return f"{rng.randrange(2001, 2008)}-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d}"


def _varied(vary: Callable[[str, Random], str]) -> Callable[[Person, Random], Person]:
    """Another record of the same person: the name varied, and one thing else not said."""

    def record(one: Person, rng: Random) -> Person:
        left_out = rng.choice(("mail", "phone", "born", "guardian"))
        return one._replace(name=vary(one.name, rng), **{left_out: ""})

    return record


def _slip(name: str, rng: Random) -> str:
    place = rng.randrange(1, len(name) - 1)
    letter = rng.choice("abcdefghijklmnopqrstuvwxyz")
    how = rng.randrange(3)
    if how == 0:
        return name[:place] + letter + name[place + 1 :]
    if how == 1:
        return name[:place] + name[place + 1 :]
    return name[: place - 1] + name[place] + name[place - 1] + name[place + 1 :]


def _spelt(name: str, rng: Random) -> str:
    usual = [(found, other) for found, other in SPELLINGS if found in name.lower()]
    found, other = rng.choice(usual) if usual else ("a", "aa")
    return name.lower().replace(found, other, 1).title()


def _initial(name: str, rng: Random) -> str:
    given, *rest = name.split()
    return " ".join([f"{given[0]}.", *rest])


def _short(name: str, rng: Random) -> str:
    return " ".join((name.split()[0], name.split()[-1]))


def _around(name: str, rng: Random) -> str:
    *first, last = name.split()
    return ", ".join((last, " ".join(first)))


def _devanagari(name: str, rng: Random) -> str:
    return " ".join(IN_DEVANAGARI[part] for part in name.split())


def _honoured(name: str, rng: Random) -> str:
    return f"{rng.choice(('Mr.', 'Ms', 'Dr.', 'Shri', 'Kum.'))} {name.upper()}"


def _moved(one: Person, rng: Random) -> Person:
    return one._replace(mail=_mail("new", rng), phone=f"+91 {one.phone}")


def _day_and_month(one: Person, rng: Random) -> Person:
    year, month, day = (one.born or "2004-05-03").split("-")
    return one._replace(born=f"{year}-{day}-{month}", mail="")


VARIATIONS = {
    "a slip of the pen": _varied(_slip),
    "another spelling": _varied(_spelt),
    "family name first": _varied(_around),
    "an initial": _varied(_initial),
    "middle name left out": _varied(_short),
    "in Devanagari": _varied(_devanagari),
    "with a title": _varied(_honoured),
    "a new mail address": _moved,
    "day and month changed round": _day_and_month,
}


def _sibling(one: Person, rng: Random) -> tuple[Person, Person]:
    one = one._replace(phone=one.phone or _phone(rng), guardian=one.guardian or "Suresh Rao")
    family = one.name.split()[-1]
    given = rng.choice([name for name in GIVEN if name != one.name.split()[0]])
    mail = one.mail and _mail(given, rng)
    return one, one._replace(name=f"{given} {family}", born=_born(rng), mail=mail)


def _twin(one: Person, rng: Random) -> tuple[Person, Person]:
    one, other = _sibling(one._replace(born=one.born or _born(rng)), rng)
    return one, other._replace(born=one.born)


def _alike_twin(one: Person, rng: Random) -> tuple[Person, Person]:
    one, other = _twin(one, rng)
    family, (first, second) = one.name.split()[-1], rng.choice(ALIKE)
    return one._replace(name=f"{first} {family}"), other._replace(name=f"{second} {family}")


def _namesake(one: Person, rng: Random) -> tuple[Person, Person]:
    return one, somebody(rng)._replace(name=one.name)


def _born_together(one: Person, rng: Random) -> tuple[Person, Person]:
    one = one._replace(born=one.born or _born(rng), mail=one.mail or _mail("own", rng))
    other = somebody(rng)._replace(name=one.name, born=one.born, mail=_mail("own", rng))
    return one._replace(phone=_phone(rng)), other._replace(phone=_phone(rng))


LOOKALIKES = {
    "siblings with one telephone": _sibling,
    "twins": _twin,
    "twins with names one letter apart": _alike_twin,
    "namesakes": _namesake,
    "namesakes born on one day": _born_together,
}
