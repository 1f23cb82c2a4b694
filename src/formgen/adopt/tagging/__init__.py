"""A blank form and what was understood of it → the same form with tags, its look unchanged."""

from formgen.adopt.tagging.form import tagged

__all__ = ["tagged"]
