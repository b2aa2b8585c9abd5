"""The errors that the tool explains: one sentence each, and an exit code."""


class CourseError(Exception):
    """Something did not work; the message is one sentence with a next step."""

    exit_code = 1


class UsageError(CourseError):
    """The command was given something that it cannot use."""

    exit_code = 2


class ManifestError(CourseError):
    """The manifest is wrong; the message says what and where."""


class UnknownChapterError(ManifestError, UsageError):
    """There is no chapter of that name; the message lists those that exist."""

    exit_code = UsageError.exit_code
