"""A failure in plain words: what was promised, what came, where, and what to read."""

from dataclasses import dataclass
from pathlib import Path

from ..manifest import Chapter
from ..pages import page_of
from ..workspace import shown
from .verdict import Failure
from .words import is_loading, tell


@dataclass(frozen=True)
class Place:
    """A line in the learner's own file, and what is there."""

    file: Path
    line: int
    name: str = ""

    def __str__(self) -> str:
        return f"{shown(self.file)}:{self.line}"


@dataclass(frozen=True)
class Explanation:
    """The parts of an answer; empty ones are left out when it is shown.

    `page` is an address, `printed` the end of what the program printed.
    """

    promise: str
    given: str
    sent: str
    expected: str
    came: str
    place: Place | None
    note: str
    section: str
    page: str
    printed: str


def explain(
    failure: Failure, chapter: Chapter, chapters: Path, copy: Path
) -> Explanation:
    """Explain a failure met in `chapters`, which is a copy of the folder `copy`.

    `chapter` is the one that is checked; the broken promise may be an earlier one's.
    """
    expected, came, note = tell(failure)
    place = _place(failure)
    headline, page = _headline(failure, chapter)
    return Explanation(
        **headline,
        sent=_sent(failure),
        expected=_at_home(expected, chapters, copy),
        came=_at_home(came, chapters, copy),
        place=place and _own(place, chapters, copy),
        note=note,
        page=page,
        printed=_printed(failure),
    )


def _headline(failure: Failure, chapter: Chapter) -> tuple[dict[str, str], str]:
    """Return the promise, its parameters and its section, and the page to read."""
    item, step = failure.item, failure.item.step
    promise, given, section, title = item.sentence, item.given, step.section, step.title
    if is_loading(failure):
        promise, given = "The chapter can be loaded", ""
        section, title = "what-is-new", "What is new"
    else:
        chapter = step.chapter
    read = f'chapter {chapter.number}, "{title}"'
    headline = {"promise": promise, "given": given, "section": read}
    return headline, f"{page_of(chapter).as_uri()}#{section}"


def _sent(failure: Failure) -> str:
    if not failure.facts.get("request"):
        return ""
    request: list[str] = failure.facts["request"]
    return " ".join(request).rstrip()


def _place(failure: Failure) -> tuple[str, int, str] | None:
    facts = failure.facts
    if failure.frames:
        return failure.frames[-1]
    if facts.get("endpoint"):
        return tuple(facts["endpoint"])
    return tuple(facts["model"]) if facts.get("model") else None


def _own(place: tuple[str, int, str], chapters: Path, copy: Path) -> Place | None:
    file, line, name = place
    try:
        inside = Path(file).relative_to(chapters / copy.name)
    except ValueError:
        return None
    return Place(copy / inside, line, "" if name.startswith("<") else name)


def _at_home(text: str, chapters: Path, copy: Path) -> str:
    return text.replace(str(chapters), str(copy.parent))


def _printed(failure: Failure) -> str:
    output = failure.facts.get("output", {"size": 0, "end": ""})
    if not output["end"].strip():
        return ""
    cut = output["size"] - len(output["end"].encode())
    head = f"({cut:,} bytes before this are left out)\n" if cut > 0 else ""
    end: str = output["end"]
    return head + end.rstrip()
