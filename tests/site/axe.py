"""Look for violations of WCAG 2.2 AA and of good practice with axe-core.

Source: https://github.com/dequelabs/axe-core, doc/API.md.
"""

from collections.abc import Iterator

from playwright.sync_api import Page

from .npm import MODULES, install

SCRIPT = MODULES / "axe-core/axe.min.js"
Rules = dict[str, str | list[str]]

EVERY_RULE: Rules = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
RULES_OF_COLOUR: Rules = {
    "type": "rule",
    "values": ["color-contrast", "link-in-text-block"],
}
# Of words of code that are coloured alike in alike surroundings one is enough: without
# the others' elements a long page is examined in a fifth of the time.
KEEP_ONE_OF_EACH_COLOUR = """() => {
  const seen = new Set();
  for (const span of document.querySelectorAll(".highlight code span")) {
    const block = span.closest(".highlight");
    let key = block.className;
    for (let part = span; part !== block; part = part.parentElement)
      key += ` ${part.tagName}.${part.className}`;
    if (seen.has(key)) span.replaceWith(...span.childNodes);
    seen.add(key);
  }
  document.body.normalize();
}"""

# The theme makes a block that scrolls reachable a moment after a change of its size.
RUN = """async (runOnly) => {
  if (!window.axe) return [];
  const isLate = (block) => block.scrollWidth > block.clientWidth && block.tabIndex < 0;
  const blocks = [...document.querySelectorAll("pre > code")];
  for (let frame = 0; frame < 20 && blocks.some(isLate); frame += 1)
    await new Promise(requestAnimationFrame);
  const options = { runOnly, resultTypes: ["violations"], preload: false };
  const { violations } = await axe.run(document, options);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target }) => `${id} (${help}): ${target.join(" ")}`)
  );
}"""


def install_axe() -> str:
    """Return the script, installed if it is not; empty where there is no npm."""
    if not install():
        return ""
    return SCRIPT.read_text(encoding="utf-8")


def prepare(page: Page, script: str) -> None:
    """Load axe-core into the page, and make the page quick to examine."""
    page.evaluate(script)
    page.evaluate(KEEP_ONE_OF_EACH_COLOUR)


def find_violations(page: Page, rules: Rules = EVERY_RULE) -> Iterator[str]:
    """Yield what axe-core finds in the page as it is now; nothing without it."""
    yield from page.evaluate(RUN, rules)
