"""How often Python looks for objects that hold each other in a circle."""

import gc

NEW_OBJECTS = 50_000  # that are still held, before the newest are looked at; Python's own is 700


def look_less_often():
    """Leave out for good what is there when the process has started, and look at the rest seldom.

    By itself Python goes through all of Django again and again while rows are read, for the rows
    that are there at once; none of them lies in a circle. See docs/decisions/046.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, *gc.get_threshold()[1:])
