"""What somebody is shown of early warning, and others of the class with a guess."""

from analytics.tests.chances.conftest import guessed
from students.tests import factories as make
from students.tests.pages import steady

URL = "/dashboards/early-warning/"


def page_of(client, person, address=URL):
    client.force_login(person)
    return client.get(address)


def text_of(client, person, address=URL):
    return steady(page_of(client, person, address).content).decode().replace("\u00a0", " ")


def classmate(result, name, chance, by, **values):
    """Somebody else of the class, with a guess."""
    of = make.result(result.term, make.student(result.institution, name.upper(), name))
    one = make.enrolment(of, **values)
    guessed(by, one, chance)
    return one
