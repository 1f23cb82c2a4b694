"""Settings of the whole document."""

from __future__ import annotations

from formgen.layout.reading.settings import DocumentSettings
from tests.layout.reading.resolving import styles_of


def settings(inner: str) -> DocumentSettings:
    return styles_of(settings=inner).settings


def test_without_the_part_the_standards_defaults_hold() -> None:
    assert styles_of().settings == DocumentSettings()
    assert DocumentSettings().compatibility == 12


def test_every_setting_is_read() -> None:
    mode = '<w:compatSetting w:name="compatibilityMode" w:uri="u" w:val="15"/>'
    found = settings(
        '<w:defaultTabStop w:val="420"/><w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:evenAndOddHeaders/><w:mirrorMargins/><w:gutterAtTop w:val="1"/>'
        f"<w:compat>{mode}</w:compat>"
    )
    assert found == DocumentSettings(
        default_tab=21,
        even_and_odd_headers=True,
        mirror_margins=True,
        gutter_at_top=True,
        compatibility=15,
    )


def test_settings_turned_off_are_off() -> None:
    found = settings(
        '<w:evenAndOddHeaders w:val="0"/><w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:defaultTabStop w:val="0"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:val="x"/></w:compat>'
    )
    assert found == DocumentSettings()
