"""Outputs of commands that the robot writes down, for the fence `console`."""

from pathlib import Path

from course.errors import CourseError


class Recordings:
    """Recordings of one page in `folder`; the format is that of docs/decisions/0017."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.texts: dict[str, list[str]] = {}

    def add(self, name: str, command: str, output: str) -> None:
        """Add a command and its output to the recording STEM/NAME.KIND."""
        lines = [line.rstrip() for line in output.rstrip().splitlines()]
        typed = "$ " + command.replace("\n", "\n> ")
        text = "".join(f"{line}\n" for line in (typed, *lines))
        self.texts.setdefault(name, []).append(text)

    def write(self) -> None:
        """Write all of them. Raises CourseError when a file cannot be written."""
        for name, texts in self.texts.items():
            file = self.folder / name
            try:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text("\n".join(texts), encoding="utf-8")
            except OSError as error:
                problem = f"{file} cannot be written ({error.strerror})."
                raise CourseError(problem) from None
