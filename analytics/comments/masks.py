"""Comments without whom they name: names, telephone numbers and addresses are covered."""

import re
from collections.abc import Collection

from analytics.comments.keys import key
from analytics.comments.lexicons import SINGLE_SET

COVER = "[…]"
SHORTEST_NAME = 3
MAIL = re.compile(r"\S+@\S+\.\w+|(?:https?://|www\.)\S+|(?<!\w)@\w+")
NUMBER = re.compile(r"(?<!\w)\+?\d(?:[\s().-]?\d){7,}(?!\w)")  # eight digits and more
WORD = re.compile(r"[^\W\d_](?:[\u0900-\u0963]|[^\W\d_])*|\.")
TITLES_BEFORE = "mr mrs ms dr prof professor shri smt श्री श्रीमती डॉ कुमारी"
TITLES_AFTER = "sir madam maam mam ji bhaiya didi सर मैडम जी मैम"
ORDINARY = (
    "the our my your his her this that these all dear respected best good great thank thanks"
    " thanku hamare humare mere apne unke ye yeh is and or but to of for by from with because"
    " hello hi yes no ok very nice please some other new old every both"
    " हमारे मेरे अपने यह ये वह और के की का को से पर में ने सभी बहुत इस उस कि"
)
BEFORE, AFTER = frozenset(TITLES_BEFORE.split()), frozenset(TITLES_AFTER.split())
NOBODY = frozenset(ORDINARY.split()) | BEFORE | AFTER


def name_parts(names: Collection[str]) -> frozenset[str]:
    """The single words of names, as `masked` looks them up."""
    words = (word for name in names for word in WORD.findall(name.casefold()))
    return frozenset(word for word in words if len(word) >= SHORTEST_NAME)


def masked(comment: str, names: Collection[str]) -> str:
    """The comment with a cover for every number, address and name: those in `names` (see
    `name_parts`) and those that stand beside a title such as sir, ji or Mr."""
    text = NUMBER.sub(COVER, MAIL.sub(COVER, comment))
    found = [one for one in WORD.finditer(text) if one.group() != "."]
    words = [one.group().casefold().replace("’", "").replace("'", "") for one in found]
    for place in range(len(found) - 1, -1, -1):
        if _is_name(found[place].group(), words, place, names):
            text = text[: found[place].start()] + COVER + text[found[place].end() :]
    return text


def _is_name(written: str, words: list[str], place: int, names: Collection[str]) -> bool:
    word = words[place]
    if word in NOBODY:
        return False
    before = words[place - 1] if place else ""
    after = words[place + 1] if place + 1 < len(words) else ""
    ordinary = key(word) in SINGLE_SET
    if word in names:
        return not ordinary or (bool(place) and written[0].isupper())
    if before in BEFORE:
        return True
    return after in AFTER and not ordinary and len(word) >= SHORTEST_NAME
