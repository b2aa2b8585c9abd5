"""The robot follows a small page: what it does, and what it does not let pass."""

from collections.abc import Callable
from pathlib import Path

import pytest

from course.robot.follow import Report

from .conftest import MAIN_2, PAGE, SmallSite

Follow = Callable[[str, str], Report]


def test_a_page_that_is_true_is_followed_to_its_end(small_site: SmallSite) -> None:
    report = small_site.follow()

    assert report.difference == ""
    shop = small_site.folder / "work" / "ch02_greet" / "shop"
    assert (shop / "chapters/ch02_greet/main.py").read_text() == MAIN_2
    assert list(report.asides.values()) == ["Not a step: only with Docker."]


def test_the_report_counts(small_site: SmallSite) -> None:
    report = small_site.follow()

    # Run: four files, four commands and one output. Compared: two outputs, an error, a
    # test's code, three files of the chapter, and two of what is new.
    assert (report.steps, report.run, report.compared) == (7, 8, 9)


def test_the_reader_works_outside_of_ci(
    follow: Follow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")

    report = follow("## Exercises", '```bash\ntest -z "$CI"\n```\n\n## Exercises')

    assert report.difference == ""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[[Create `names.py`:]]", "", "There is no file chapters/ch02_greet/names.py"),
        ("[[Create `names.py`:]]", "[[Create `name.py`:]]", "The text says name.py"),
        ("Create `names.py`", "Add it at the end of `main.py`", "text says main.py"),
        ("[[Save this as", "[[Keep this as", "does not understand: Keep this"),
        ("delete the function `greet`", "delete the function `meet`", "no `meet`"),
        ("[[Put it back.]]", "", "$ python show.py\nThis failed (exit code 1)"),
        ("[[Run `python show.py` again.]]", "", "This did not come:\nNameError"),
        ("directly below `START`", "directly above `START`", "has `LAST = 9`"),
        ("below `LAST`, and", "at the end of `names.py`, and", "says names.py"),
        ("replace the imports, and ", "", "does not say where `imports` goes"),
        ("replace `count` and `main`", "replace `count`", "where `main` goes"),
        ("replace `count` and `main`", "replace `count` and `mein`", "no `mein`"),
        (' aside="only with Docker."', "", "$ docker compose up\nThis failed"),
        ("## You will\n", "## You will\n\n```bash\ntrue\n```\n", "It is never tried"),
        ("[[Put it back.]]", "[[Put it back.]] [[Put it back.]]", "no change to put"),
        ("# 2. Greet", "# 2. Greet\n\n[[Stop the server.]]", "No server runs"),
        ("## The whole", "[[Add it at the end:]]\n\n## The whole", "shows none below"),
        ("```console ch02_greet/words.console\necho a \\\nb\n", "```text\n", "aside"),
    ],
)
def test_a_mistake_is_noticed(follow: Follow, old: str, new: str, said: str) -> None:
    if said == "aside":
        with pytest.raises(Exception, match="needs aside"):
            follow(old, new)
        return

    report = follow(old, new)

    assert said.lower() in report.difference.lower()


def test_a_difference_names_its_place(follow: Follow) -> None:
    report = follow("[[Put it back.]]", "[[Put this away.]]")

    assert report.difference == (
        'ch02_greet, "Start", the step "Put this away.":\n'
        "The robot does not understand: Put this away"
    )


def test_another_output_is_a_difference(small_site: SmallSite) -> None:
    small_site.page("chapters/ch02_greet").write_text(
        small_site.page("chapters/ch02_greet")
        .read_text()
        .replace("Hello Ann count: 9", "Hello Ann count: 8"),
    )

    report = small_site.follow()

    assert "the page shows: Hello Ann count: 8" in report.difference
    assert "but there came: Hello Ann count: 9" in report.difference


def test_a_file_that_the_page_does_not_name_is_a_difference(follow: Follow) -> None:
    report = follow(
        "```bash\npython show.py\n", "```bash\ntouch chapters/ch02_greet/x\n"
    )

    assert "chapters/ch02_greet/x is in the folder" in report.difference


def test_a_gap_on_the_page_stands_for_anything(small_site: SmallSite) -> None:
    page = small_site.page("chapters/ch02_greet")
    page.write_text(page.read_text().replace("count: 9", "count: …"))

    assert small_site.follow().difference == ""


def test_typed_outputs_are_recorded(small_site: SmallSite, tmp_path: Path) -> None:
    page = small_site.page("chapters/ch02_greet")
    page.write_text(page.read_text().replace("a b\n</code>", "old\n</code>"))

    assert "the page shows: old" in small_site.follow().difference
    assert small_site.follow(tmp_path / "new").difference == ""

    recorded = tmp_path / "new" / "ch02_greet" / "words.console"
    assert recorded.read_text() == "$ echo a \\\n> b\na b\n"


def test_a_page_that_stops_half_way_records_nothing(
    small_site: SmallSite, tmp_path: Path
) -> None:
    small_site.write("chapters/ch02_greet", f"{PAGE}\n[[Dance.]]\n")

    report = small_site.follow(tmp_path / "new")

    assert "does not understand: Dance" in report.difference
    assert not (tmp_path / "new").exists()
