"""How a person is drawn: the initials of a name in either script."""

import unicodedata

from django import template

register = template.Library()
VIRAMA = 9  # the combining class of the sign that joins two consonants into one akshara


def first_akshara(word):
    """Give the first written unit of a word: a letter with its marks and joined consonants."""
    end = 1
    while end < len(word):
        joined = unicodedata.combining(word[end - 1]) == VIRAMA
        if not joined and not unicodedata.category(word[end]).startswith("M"):
            break
        end += 1
    return word[:end].upper()


@register.filter
def initials(name):
    """Give the initials of the first and last word; one akshara where the script is not Latin."""
    words = [word for word in str(name).split() if word[0].isalpha()]
    if not words:
        return ""
    first = first_akshara(words[0])
    if len(words) == 1 or not first.isascii():
        return first
    return first + first_akshara(words[-1])
