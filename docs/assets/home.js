// How far the reader is, from what docs/assets/reading.js keeps in this browser.
{
  const chapters = [...document.querySelectorAll(".course-chapters > li")].map((item) => {
    const sections = JSON.parse(item.dataset.sections);
    const kept = courseStorage.get(`read:${item.dataset.stem}`);
    const isRead = ([id]) => kept?.sections.includes(id);
    const page = item.querySelector("a");
    return { item, sections, kept, isRead, page, number: item.value };
  });

  const make = (tag, text = "", css = "") => {
    const element = document.createElement(tag);
    element.textContent = text;
    element.className = css;
    return element;
  };

  const showBar = ({ item, sections, kept, isRead }) => {
    if (!kept) return;
    const done = sections.filter(isRead).length;
    const line = make("div", "", "course-read");
    const bar = make("span", "", "course-bar");
    const part = make("span");
    part.style.inlineSize = `${(100 * done) / sections.length}%`;
    bar.append(part);
    line.append(bar, make("span", `${done} of ${sections.length} sections`));
    item.append(line);
  };

  // Where to go on: where the reader stopped, if there is more to read; otherwise the
  // first section after it that was not read, here or in the next chapters.
  const findNext = () => {
    const last = chapters
      .filter(({ kept }) => kept)
      .sort((one, other) => Date.parse(one.kept.at) - Date.parse(other.kept.at))
      .at(-1);
    if (!last) return undefined;
    const stop = last.sections.findIndex(([id]) => id === last.kept.stop);
    const rest = chapters.slice(chapters.indexOf(last)).flatMap((chapter) => {
      const from = chapter === last ? Math.max(stop, 0) : 0;
      return chapter.sections.slice(from).map((section) => ({ chapter, section }));
    });
    return rest.find(({ chapter, section }) => !chapter.isRead(section));
  };

  const showNext = ({ chapter, section: [id, title] }) => {
    const link = document.querySelector(".course-next");
    link.textContent = `chapter ${chapter.number}, `;
    link.append(make("em", title));
    link.href = `${chapter.page.getAttribute("href")}#${id}`;
    link.closest(".course-resume").hidden = false;
  };

  chapters.forEach(showBar);
  const next = findNext();
  if (next) showNext(next);
}
