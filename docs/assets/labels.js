// Names and keyboard access that the theme leaves out of what it builds by script.
{
  const mend = () => {
    document.querySelector(".md-search")?.setAttribute("aria-label", "Search");
    for (const buttons of document.querySelectorAll(".md-code__nav"))
      buttons.setAttribute("role", "presentation");
    for (const frame of document.querySelectorAll(".md-typeset__scrollwrap"))
      frame.tabIndex = 0;
  };
  mend();
  new MutationObserver(mend).observe(document.body, { childList: true, subtree: true });
}

// Paper is white: a page that is printed has the light colours.
{
  const { dataset } = document.body;
  let onScreen;
  matchMedia("print").addEventListener("change", ({ matches }) => {
    if (matches) onScreen = dataset.mdColorScheme;
    dataset.mdColorScheme = matches ? "default" : onScreen;
  });
}
