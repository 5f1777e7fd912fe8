"""Long lists by number of students: the first page, and one in the middle, come to by its link."""

import re
from collections.abc import Callable, Mapping
from html import unescape

ON = re.compile(r'rel="next" href="([^"]+)"')
LISTS = {  # the address, the parameter of its pages, rows on one
    "students": ("/students/?", "page", 50),
    "students by name": ("/students/?sort=name", "page", 50),
    "students by average": ("/students/?sort=-average", "page", 50),
    "students without mentor": ("/quality/records/mentor/?", "page", 50),
    "students, administration": ("/admin/students/student/?", "p", 50),
    "students’ terms, administration": ("/admin/students/termresult/?", "p", 50),
    "marks, administration": ("/admin/students/mark/?", "p", 50),
}
Fetch = Callable[[str], bytes]


def list_jobs(fetch: Fetch, students: int) -> Mapping[str, Callable[[], bytes]]:
    """By title what fetches a page of each list, as `fetch` does for who is signed in.

    The administration counts up to ten thousand rows: a page beyond is found by its link as well.
    """
    jobs = {}
    for title, (address, parameter, rows) in LISTS.items():
        middle = students // rows // 2
        jobs[f"{title}, page 1"] = lambda address=address: fetch(address)
        deep = _by_link(fetch, address, f"{parameter}={middle}")
        jobs[f"{title}, page {middle + 1:,}"] = lambda deep=deep: fetch(deep)
    return jobs


def _by_link(fetch: Fetch, address: str, page: str) -> str:
    """The address to which the page before the one meant leads."""
    before = fetch(f"{address}&{page}").decode()
    return address.partition("?")[0] + unescape(ON.search(before)[1])
