// The map works without this: a link to a panel shows it and goes to it. Here the page
// stays where it is when something is chosen, the column or line of what was chosen is
// shown, and Escape leads back to its link.
{
  const grid = document.querySelector(".course-grid");
  const linkTo = (panel) => grid.querySelector(`a[href="#${panel.id}"]`);
  const chosen = () => {
    const panel = document.getElementById(location.hash.slice(1));
    return panel?.matches(".course-panel") ? panel : null;
  };

  const cellsOf = (link) => {
    const head = link.closest("th");
    if (head.scope === "row") return head.parentElement.children;
    const rows = [...grid.tBodies[0].rows];
    return [head, ...rows.map((row) => row.cells[head.cellIndex + 1])];
  };

  const show = () => {
    const panel = chosen() ?? document.querySelector(".course-panel");
    for (const cell of grid.querySelectorAll(".course-chosen"))
      cell.classList.remove("course-chosen");
    grid.querySelector("[aria-current]")?.removeAttribute("aria-current");
    const link = linkTo(panel);
    link.setAttribute("aria-current", "true");
    for (const cell of cellsOf(link)) cell.classList.add("course-chosen");
  };

  const choose = (link) => {
    const { scrollX, scrollY } = window;
    location.hash = link.hash;
    scrollTo({ left: scrollX, top: scrollY, behavior: "instant" });
    chosen().scrollIntoView({ block: "nearest", behavior: "instant" });
  };

  document.querySelector(".course-map").addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#map-"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    choose(link);
  });
  document.querySelector(".course-panels").addEventListener("keydown", (event) => {
    if (event.key === "Escape") linkTo(event.target.closest(".course-panel")).focus();
  });
  addEventListener("hashchange", show);
  show();
}
