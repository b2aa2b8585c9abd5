"""Mark in a sentence what the reader does: `[[Save it as `race.py`.]]`.

The words stay as they are on the page. The mark tells the reader that there is
something to do, and the robot reader that it has to understand this sentence.
"""

import re
from xml.etree.ElementTree import Element

from markdown.inlinepatterns import InlineProcessor

PATTERN = r"\[\[(.+?)\]\]"


class StepProcessor(InlineProcessor):
    """Turns the marks into an element; what is inside stays Markdown."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Markdown's name
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 - the base class has it
    ) -> tuple[Element, int, int]:
        """Return the element and where the marks begin and end."""
        step = Element("span", {"class": "course-step"})
        step.text = m[1]
        return step, m.start(), m.end()
