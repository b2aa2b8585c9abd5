"""Every colour of code can be read on every ground that it stands on."""

import re

import pytest

from course.manifest import ROOT

READABLE = 4.5  # WCAG 2.2, 1.4.3, level AA, for text of this size
STYLES = (ROOT / "docs/assets/course.css").read_text(encoding="utf-8")
GROUNDS = (
    "md-code-bg-color",
    "md-code-hl-color--light",
    "course-added",
    "course-removed",
    "course-output",
)
INKS = re.findall(r"--(md-code-(?:fg|hl-\w+)-color):", STYLES)


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, as WCAG 2.2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, as WCAG 2.2 defines it."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def colours_of(scheme: str) -> dict[str, str]:
    [rules] = re.findall(
        rf'\[data-md-color-scheme="{scheme}"\] {{(.*?)}}', STYLES, re.S
    )
    return dict(re.findall(r"--([\w-]+): (#\w{6});", rules))


@pytest.mark.parametrize("scheme", ["default", "slate"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_code_is_readable_on_every_ground(scheme: str, ground: str) -> None:
    colours = colours_of(scheme)

    contrasts = {ink: contrast(colours[ink], colours[ground]) for ink in INKS}

    assert len(contrasts) == 13
    assert {ink: c for ink, c in contrasts.items() if c < READABLE} == {}
