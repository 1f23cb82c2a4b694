"""A form that came back as a PDF → what stands in it.

Only text is taken: pictures stay in the PDF.
"""

from formgen.collect.pdf_form.form import read_pdf_form

__all__ = ["read_pdf_form"]
