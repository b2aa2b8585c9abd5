"""Each revision, on each database, keeps what `checks` promises."""

import pytest

from .checks import CHECKS, compare_chapter
from .place import Place
from .revisions import REVISIONS, STEMS


@pytest.mark.parametrize("revision", REVISIONS)
@pytest.mark.parametrize("check", [name for name in CHECKS if name != "compare"])
def test_a_revision_keeps_what_it_promises(
    place: Place, check: str, revision: str
) -> None:
    wrong = CHECKS[check](place, revision)

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("stem", STEMS)
def test_the_migrations_make_what_the_models_make(place: Place, stem: str) -> None:
    wrong = compare_chapter(place, stem)

    assert not wrong, "\n".join(wrong)
