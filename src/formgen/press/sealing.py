"""A PDF → the same, to be opened with a password only."""

from __future__ import annotations

import io
import stringprep
import unicodedata

from pypdf import PdfReader, PdfWriter

from formgen.problems import UsageError

_ALGORITHM = "AES-256"
"""Of ISO 32000-2, 7.6.4: revision 6."""
_MOST_BYTES = 127
"""Of a password in UTF-8. The standard lets readers cut longer ones off; Chrome and Edge do not,
and would never open the file."""
_PROHIBITED = (
    stringprep.in_table_a1,
    stringprep.in_table_c12,
    stringprep.in_table_c21_c22,
    stringprep.in_table_c3,
    stringprep.in_table_c4,
    stringprep.in_table_c5,
    stringprep.in_table_c6,
    stringprep.in_table_c7,
    stringprep.in_table_c8,
    stringprep.in_table_c9,
)
"""Tables of RFC 3454 whose characters no password has (RFC 4013, 2.3 and 2.5)."""
_PLAIN = "请只用字母、数字、常用汉字和标点"


def sealed(pdf: bytes, password: str) -> bytes:
    """The PDF encrypted with AES-256, to be opened with the password only.

    It is the user's password and the owner's at once: whoever opens the file may do all with it.
    Every call takes new random keys, as the standard demands, so equal input gives other bytes.

    Raises:
        UsageError: the password is empty, too long, or has characters that a PDF's cannot have.
    """
    prepared = prepared_password(password)
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    writer.encrypt(prepared, prepared, algorithm=_ALGORITHM)
    content = io.BytesIO()
    writer.write(content)
    return content.getvalue()


def prepared_password(password: str) -> str:
    """The password as a PDF takes it, SASLprep (ISO 32000-2, 7.6.4.3.3; RFC 4013).

    Full-width letters become plain ones.

    Raises:
        UsageError: nothing is left of it, it is longer than 127 bytes in UTF-8, or a character is
            not allowed; never says which.
    """
    mapped = "".join(
        " " if stringprep.in_table_c12(sign) else sign
        for sign in password
        if not stringprep.in_table_b1(sign)
    )
    prepared = unicodedata.normalize("NFKC", mapped)
    if not prepared:
        raise UsageError("密码是空的，不能加密", hint="请输入密码")
    if any(within(sign) for sign in prepared for within in _PROHIBITED):
        raise UsageError("密码里有不能用的字符", hint=_PLAIN)
    if len(prepared.encode()) > _MOST_BYTES:
        raise UsageError(
            "密码太长", hint=f"最多 {_MOST_BYTES} 个字母，或 {_MOST_BYTES // 3} 个汉字"
        )
    if not _runs_one_way(prepared):
        raise UsageError("密码里从左到右和从右到左写的文字混在一起", hint=_PLAIN)
    return prepared


def _runs_one_way(text: str) -> bool:
    """Whether text that runs from the right has no other in it (RFC 3454, 6)."""
    if not any(map(stringprep.in_table_d1, text)):
        return True
    ends = stringprep.in_table_d1(text[0]) and stringprep.in_table_d1(text[-1])
    return ends and not any(map(stringprep.in_table_d2, text))
