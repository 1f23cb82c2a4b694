"""The first page of each 公示: the whole letter with its issuers, none of it on the next page."""

from __future__ import annotations

import re

import pytest
from pypdf import PdfReader

from formgen.campaign.public_notice import PublicNotice
from tests.campaigns.conftest import Built

PERIOD = re.compile(
    r"公示(?:期|时间)：\d{4}年\d+月\d+日（星期.）至\d+月\d+日（星期.），共5个工作日。"
)


@pytest.fixture
def notice(built: Built) -> PublicNotice:
    assert built.campaign.public_notice is not None
    return built.campaign.public_notice


@pytest.fixture
def pages(built: Built) -> list[list[str]]:
    """The lines of the PDF's pages, without spaces."""
    documents = [one for one in built.campaign.documents if one.public and one.announces == "公示"]
    (document,) = documents
    return [
        ["".join(line.split()) for line in page.extract_text().splitlines()]
        for page in PdfReader(built.listed_file(document, ".pdf")).pages
    ]


def test_the_letter_with_its_weekdays_and_issuers_fills_the_first_page_only(
    pages: list[list[str]], notice: PublicNotice
) -> None:
    text = "".join(pages[0])
    assert PERIOD.search(text)
    end = text.rpartition("附件：")[2]
    assert all(words in end for words in (*notice.issuers, str(notice.issued)))
    assert "附件" in pages[1]


def test_issuers_stand_side_by_side_so_that_no_seal_lies_on_another(
    pages: list[list[str]], notice: PublicNotice
) -> None:
    assert any(all(issuer in line for issuer in notice.issuers) for line in pages[0])
