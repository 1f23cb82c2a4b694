"""From campaign data to Word, PDF and Excel papers as Chinese offices use them."""

__version__ = "0.1.0"
