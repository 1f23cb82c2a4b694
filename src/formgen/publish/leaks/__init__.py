"""A file that is to be published → the private values in it, in sight or out of sight.

A file is taken apart into passages (`files.py` and the modules it names, one a format): text of
people, text of programs, bytes. What is looked for is decided in `needles.py`, how both sides are
spelt in `folding.py`, how they are found in `index.py`; `patterns.py` knows the numbers of
persons by their shape.
"""

from formgen.publish.leaks.guard import MOST_LEAKS, Guard
from formgen.publish.leaks.model import DIGEST, Leak, Secret

__all__ = ["DIGEST", "MOST_LEAKS", "Guard", "Leak", "Secret"]
