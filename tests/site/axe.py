"""Look for violations of WCAG 2.2 AA and of good practice with axe-core.

Source: https://github.com/dequelabs/axe-core, doc/API.md.
"""

from collections.abc import Iterator, Sequence

from playwright.sync_api import Page

from .npm import MODULES, install

SCRIPT = MODULES / "axe-core/axe.min.js"
Rules = dict[str, str | list[str]]  # which to run

EVERY_RULE: Rules = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
COLOURS = ["color-contrast", "link-in-text-block"]
RULES_OF_COLOUR: Rules = {"type": "rule", "values": COLOURS}
# Of words of code that are coloured alike in alike surroundings one is enough, and of
# words that a diff marks: without the others' elements a long page is examined in a
# fifth of the time.
KEEP_ONE_OF_EACH_COLOUR = """() => {
  const seen = new Set();
  for (const part of document.querySelectorAll(".highlight code :is(span, ins, del)")) {
    const block = part.closest(".highlight");
    let key = block.className;
    for (let inner = part; inner !== block; inner = inner.parentElement)
      key += ` ${inner.tagName}.${inner.className}`;
    if (seen.has(key)) part.replaceWith(...part.childNodes);
    seen.add(key);
  }
  document.body.normalize();
}"""

# The theme makes a block that scrolls reachable a moment after a change of its size.
RUN = """async ([runOnly, leftOut]) => {
  if (!window.axe) return [];
  const isLate = (block) => block.scrollWidth > block.clientWidth && block.tabIndex < 0;
  const blocks = [...document.querySelectorAll("pre > code")];
  for (let frame = 0; frame < 20 && blocks.some(isLate); frame += 1)
    await new Promise(requestAnimationFrame);
  const rules = Object.fromEntries(leftOut.map((rule) => [rule, { enabled: false }]));
  const options = { runOnly, rules, resultTypes: ["violations"], preload: false };
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


def find_violations(
    page: Page, rules: Rules = EVERY_RULE, left_out: Sequence[str] = ()
) -> Iterator[str]:
    """Yield what axe-core finds in the page as it is now; nothing without it."""
    yield from page.evaluate(RUN, [rules, list(left_out)])
