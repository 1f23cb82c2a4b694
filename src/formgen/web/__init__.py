"""Pages for the web: HTML templates with tags → filled pages that stand alone."""

from formgen.web.template import HtmlTemplate, page_outline
from formgen.web.watermark import with_watermark

__all__ = ["HtmlTemplate", "page_outline", "with_watermark"]
