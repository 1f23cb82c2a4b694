"""Office packages: safe reading, fast and repeatable writing."""

from formgen.ooxml.package import (
    Package,
    PackageError,
    Relationship,
    parse_part,
    read_package,
    relationships_name,
)
from formgen.ooxml.zipping import ZipPart, deflate, deflate_fast, stored, write_zip

__all__ = [
    "Package",
    "PackageError",
    "Relationship",
    "ZipPart",
    "deflate",
    "deflate_fast",
    "parse_part",
    "read_package",
    "relationships_name",
    "stored",
    "write_zip",
]
