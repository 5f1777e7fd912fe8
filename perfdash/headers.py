"""What every page tells the browser, beside what Django and django-csp send."""

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
