"""Office packages: safe reading, fast and repeatable writing."""

from formgen.ooxml.outside import (
    refuse_fetching_fields,
    refuse_outside,
    without_attached_template,
)
from formgen.ooxml.package import (
    Package,
    PackageError,
    Relationship,
    parse_part,
    read_package,
    relationships_name,
    without_thumbnail,
    written_part,
)
from formgen.ooxml.streaming import StreamedPackage, open_package
from formgen.ooxml.zipping import ZipPart, deflate, deflate_fast, stored, write_zip

__all__ = [
    "Package",
    "PackageError",
    "Relationship",
    "StreamedPackage",
    "ZipPart",
    "deflate",
    "deflate_fast",
    "open_package",
    "parse_part",
    "read_package",
    "refuse_fetching_fields",
    "refuse_outside",
    "relationships_name",
    "stored",
    "without_attached_template",
    "without_thumbnail",
    "write_zip",
    "written_part",
]
