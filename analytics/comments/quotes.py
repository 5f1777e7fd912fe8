"""The part of a comment that is quoted for a topic: what carries it, and not the whole."""

import re

from analytics.comments.readings import read

TURNS = "but|however|although|though|lekin|magar|parantu|kintu|jabki|लेकिन|मगर|परंतु|किंतु|जबकि"
CUT = re.compile(rf"(?<=[.,;!?…|।])\s+|\n+|\s+(?=(?:{TURNS})\s)", re.IGNORECASE)
TAIL = " .,;:|।…"
GAP = "…"


def quoted(comment: str, topic: str, tone: str) -> str:
    """The first part that speaks of a topic in this tone, else the first that speaks of it.

    Where none does, all of it. A gap stands for what is left out.
    """
    parts = [part for part in CUT.split(comment.strip()) if part]
    spoken = [(part, read(part).topics.get(topic)) for part in parts]
    found = [part for part, said in spoken if said == tone]
    found += [part for part, said in spoken if said]
    if not found or len(parts) < 2:
        return comment
    place = parts.index(found[0])
    before, after = GAP * (place > 0), GAP * (place < len(parts) - 1)
    words = found[0].rstrip(TAIL) if after else found[0]
    return f"{before} {words} {after}".strip()
