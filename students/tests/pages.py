"""What a page says, without what differs from one answer to the next."""

import re

TOKEN = re.compile(rb'csrfmiddlewaretoken" value="\w+"|csrfToken": ?"\w+"')
CLOCK = re.compile(rb"<time\b.*?</time>|T\d\d:\d\d:\d\d\.\d+", re.DOTALL)


def steady(content: bytes) -> bytes:
    """The body without tokens and times, whose digits may read like somebody's mark."""
    return CLOCK.sub(b"", TOKEN.sub(b"", content))


def wait_until_it_fits(page):
    """Wait for the page that is coming to stand there and to need no scrolling sideways."""
    page.wait_for_load_state()
    page.wait_for_function(
        "document.documentElement"
        " && document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )
