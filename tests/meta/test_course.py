from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from course.manifest import ROOT

from . import drift, navigation, sources, stems, texts, unused
from .repository import Repository

Check = Callable[[Path], Iterator[str]]

CHECKS: tuple[Check, ...] = (
    drift.find_drift,
    navigation.find_navigation_errors,
    sources.find_absolute_imports,
    sources.find_banners,
    sources.find_long_files,
    sources.find_old_style,
    sources.find_package_docstrings,
    stems.find_missing_changes,
    stems.find_missing_places,
    stems.find_strays,
    texts.find_machine_paths,
    texts.find_readme_errors,
    unused.find_unshown_demos,
    unused.find_unshown_exercises,
    unused.find_unshown_recordings,
    unused.find_unused_assets,
)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_this_course_keeps_the_rule(check: Check) -> None:
    problems = list(check(ROOT))

    if problems:
        pytest.fail("\n".join(problems), pytrace=False)


def test_a_sound_course_keeps_every_rule(sound: Repository) -> None:
    problems = [problem for check in CHECKS for problem in check(sound.root)]

    assert problems == []
