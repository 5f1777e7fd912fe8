"""An address answers in its one format, whatever a client says it would rather have."""

from rest_framework.negotiation import BaseContentNegotiation


class JSONAlways(BaseContentNegotiation):
    """The first parser that reads the body, and the only renderer there is."""

    def select_parser(self, request, parsers):
        from_media_type = request.content_type.partition(";")[0].strip().lower()
        return next((one for one in parsers if one.media_type == from_media_type), None)

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type
