"""What every page tells the browser, beside what Django sends by itself."""

from csp.constants import NONE, SELF

# Nothing from another host, no inline script or style, in no frame.
DIRECTIVES = {
    "default-src": [SELF],
    "img-src": [SELF, "data:"],
    "form-action": [SELF],
    "object-src": [NONE],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}

HEADERS = {
    # On a shared computer nobody reads a page with the back button after its reader signed out.
    "Cache-Control": "private, no-store",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
}


def page_headers(get_response):
    """Middleware: add HEADERS to a response, except where the view has set its own."""

    def respond(request):
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return respond
