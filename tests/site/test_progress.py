"""The page "Your progress": saving, adding and forgetting what the browser keeps."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, FilePayload, Page

TIME = "2026-01-01T10:00:00.000Z"
LATER = "2026-01-02T10:00:00.000Z"
READ = {"sections": ["you-will", "table"], "stop": "table", "at": TIME}
RIGHT = {"correct": True, "attempts": 2, "at": TIME}
WRONG = {"correct": False, "attempts": 1, "at": LATER}
ENTRIES: dict[str, Any] = {"quiz:ch04-race-409:1": RIGHT, "read:ch02_first_table": READ}

# Room is left for some entries, not for all.
FILL = """() => {
  localStorage.setItem("room", "x".repeat(1000));
  for (let size = 2 ** 22, number = 0; size >= 1; number += 1)
    try {
      localStorage.setItem(`full-${number}`, "x".repeat(size));
    } catch {
      size /= 2;
    }
  localStorage.removeItem("room");
}"""

NOTHING = "This browser remembers 0 sections that you read"


def file_of(entries: object, **changes: object) -> str:
    file = {"format": "course-progress", "version": 1, "entries": entries}
    return json.dumps(file | changes)


BAD_FILES = {
    "empty": ("", "not a file that"),
    "no JSON": ("{", "not a file that"),
    "a list": ("[]", "not a file that"),
    "null": ("null", "not a file that"),
    "another format": (file_of({}, format="other"), "not a file that"),
    "a later version": (file_of({}, version=2), "has another version"),
    "no entries": (file_of(None), "damaged at “entries”"),
    "another key": (file_of({"other": READ}), "damaged at “other”"),
    "a prototype": (
        '{"format": "course-progress", "version": 1, "entries": {"__proto__": {}}}',
        "damaged at “__proto__”",
    ),
    "HTML as a key": (file_of({"read:<img src=x>": READ}), "at “read:<img src=x>”"),
    "HTML as an anchor": (
        file_of({"read:a": READ | {"sections": ["<img>"]}}),
        "damaged at “read:a”",
    ),
    "no list": (file_of({"read:a": READ | {"sections": "a"}}), "at “read:a”"),
    "too many": (file_of({"read:a": READ | {"sections": ["a"] * 201}}), "at “read:a”"),
    "no time": (file_of({"read:a": READ | {"at": "today"}}), "damaged at “read:a”"),
    "no day": (
        file_of({"read:a": READ | {"at": TIME.replace("01-01", "19-01")}}),
        "damaged at “read:a”",
    ),
    "no bool": (file_of({"quiz:a:1": RIGHT | {"correct": 1}}), "at “quiz:a:1”"),
    "no attempt": (file_of({"quiz:a:1": RIGHT | {"attempts": 0}}), "at “quiz:a:1”"),
    "one of two": (file_of({"quiz:a:1": RIGHT, "quiz:b:1": None}), "at “quiz:b:1”"),
    "too large": (" " * 1_000_001, "too large"),
}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a new profile."""
    with browser.new_context() as context:
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("filechooser", lambda _: None)  # from now on it opens no window
        yield page


@pytest.fixture
def progress(page: Page, site: Path) -> Page:
    """The page of a browser that remembers two things, and one of another site."""
    page.goto((site / "progress.html").as_uri())
    for key, value in ENTRIES.items():
        keep(page, f"course:v1:{key}", json.dumps(value))
    keep(page, "another-site", "its value")
    page.reload()
    return page


def test_the_page_says_what_is_kept(progress: Page) -> None:
    assert status(progress) == (
        "This browser remembers 2 sections that you read, and 1 question that you "
        "answered, 1 of them rightly."
    )


def test_what_is_saved_brings_everything_back(progress: Page, tmp_path: Path) -> None:
    saved = save(progress, tmp_path)
    progress.on("dialog", lambda dialog: dialog.accept())
    press(progress, "Forget everything")
    assert status(progress).startswith(f"All is forgotten. {NOTHING}")
    assert kept(progress) == {}
    assert progress.evaluate("localStorage['another-site']") == "its value"

    add(progress, saved.read_text(encoding="utf-8"))

    assert status(progress).startswith("Added 2 entries. This browser remembers 2 ")
    assert kept(progress) == ENTRIES


def test_a_saved_file_says_what_it_is(progress: Page, tmp_path: Path) -> None:
    keep(progress, "course:v1:read:broken", "{")

    file = json.loads(save(progress, tmp_path).read_text(encoding="utf-8"))

    assert file.pop("exported_at") > TIME
    assert file == {"format": "course-progress", "version": 1, "entries": ENTRIES}


def test_nothing_is_forgotten_without_a_yes(progress: Page) -> None:
    with progress.expect_event("dialog") as question:
        progress.once("dialog", lambda dialog: dialog.dismiss())
        press(progress, "Forget everything")

    message = "Forget all your progress in this course, in this browser?"
    assert question.value.message == message
    assert kept(progress) == ENTRIES


def test_a_bad_file_is_refused_and_nothing_is_lost(
    progress: Page, faults: list[str]
) -> None:
    for name, (text, reason) in BAD_FILES.items():
        add(progress, text)

        assert status(progress).startswith("Nothing was added. "), name
        assert reason in status(progress), name
        assert kept(progress) == ENTRIES, name
    assert progress.locator("article img").count() == 0
    assert faults == []


def test_adding_loses_nothing_of_either_side(progress: Page) -> None:
    theirs = READ | {"sections": ["engine", "table"], "stop": "engine", "at": LATER}
    add(
        progress,
        file_of(
            {
                "read:ch02_first_table": theirs,
                "quiz:ch04-race-409:1": WRONG,
                "quiz:ch04-race-409:2": WRONG,
            }
        ),
    )

    assert kept(progress) == {
        "quiz:ch04-race-409:1": RIGHT,
        "quiz:ch04-race-409:2": WRONG,
        "read:ch02_first_table": {
            "sections": ["you-will", "table", "engine"],
            "stop": "engine",
            "at": LATER,
        },
    }


def test_a_file_for_which_there_is_no_room_changes_nothing(progress: Page) -> None:
    progress.evaluate(FILL)
    many = {f"quiz:question-{number}:1": RIGHT for number in range(50)}

    add(progress, file_of({"quiz:ch04-race-409:1": WRONG, **many}))

    assert "has no room" in status(progress)
    assert kept(progress) == ENTRIES


def test_the_buttons_work_with_the_keyboard(progress: Page) -> None:
    progress.get_by_role("button", name="Save to a file").focus()

    with progress.expect_download():
        progress.keyboard.press("Enter")
    progress.keyboard.press("Tab")
    with progress.expect_file_chooser():
        progress.keyboard.press("Enter")
    progress.keyboard.press("Tab")
    progress.on("dialog", lambda dialog: dialog.accept())
    progress.keyboard.press("Enter")

    assert kept(progress) == {}


def test_without_a_script_the_page_says_so(browser: Browser, site: Path) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto((site / "progress.html").as_uri())

        assert status(page) == "Without JavaScript nothing is remembered."


def keep(page: Page, key: str, value: str) -> None:
    page.evaluate("([key, value]) => localStorage.setItem(key, value)", [key, value])


def kept(page: Page) -> dict[str, Any]:
    return dict(page.evaluate("courseStorage.entries()"))


def status(page: Page) -> str:
    return page.get_by_role("status").filter(has_text=" ").inner_text()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def save(page: Page, folder: Path) -> Path:
    with page.expect_download() as download:
        press(page, "Save to a file")
    assert download.value.suggested_filename == "course-progress.json"
    download.value.save_as(folder / "course-progress.json")
    return folder / "course-progress.json"


def add(page: Page, text: str) -> None:
    """Choose a file with the text, and wait until the page has said something."""
    page.evaluate("document.querySelector('.course-kept').textContent = ''")
    with page.expect_file_chooser() as chooser:
        press(page, "Add from a file")
    file: FilePayload = {
        "name": "progress.json",
        "mimeType": "application/json",
        "buffer": text.encode(),
    }
    chooser.value.set_files(file)
    page.locator(".course-kept", has_text="added").wait_for()
