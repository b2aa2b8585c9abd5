// Remembers, in this browser only, which sections of a chapter were read and where the
// reader stopped. A section counts when its end has been on the screen for a second,
// and nothing is kept before the reader has done something on the page.
{
  const PATIENCE = 1000; // milliseconds
  const WHOLE = 0.9; // of a heading, for fractions of pixels
  const MARGIN = "-100px 0px 0px"; // what stands higher, a link has led to; see `watch`
  const [, stem] = location.pathname.match(/\/chapters\/(ch\d\d_\w+)\.html$/) ?? [];
  const headings = [...document.querySelectorAll("article h2[id]")];
  const ended = new Set(); // ids of sections whose end was seen
  let isReader = false;

  const stop = () => {
    const above = headings.filter(
      (heading) => heading.getBoundingClientRect().top < innerHeight / 2
    );
    return (above.at(-1) ?? headings[0]).id;
  };

  const keep = () => {
    if (!isReader) return;
    const key = `read:${stem}`;
    const before = courseStorage.get(key)?.sections ?? [];
    const sections = [...new Set([...before, ...ended])];
    courseStorage.set(key, { sections, stop: stop(), at: new Date().toISOString() });
  };

  // A section ends where the next one begins, the last one where the article does. A
  // link to that next one puts its heading at the top, and the section was not read.
  const watch = () => {
    const end = document.createElement("div");
    headings[0].closest("article").append(end);
    const ends = [...headings.slice(1), end];
    const timers = new Map();
    const observer = new IntersectionObserver(
      (changes) => {
        for (const { target, intersectionRatio } of changes) {
          clearTimeout(timers.get(target));
          if (intersectionRatio < WHOLE) continue;
          const { id } = headings[ends.indexOf(target)];
          timers.set(target, setTimeout(() => (ended.add(id), keep()), PATIENCE));
        }
      },
      { rootMargin: MARGIN, threshold: WHOLE }
    );
    for (const end of ends) observer.observe(end);
  };

  // What comes at once is the browser's work, such as going to the place of a link.
  const listen = () => {
    for (const event of ["scroll", "keydown", "pointerdown"])
      addEventListener(event, () => ((isReader = true), keep()), { once: true });
    addEventListener("visibilitychange", keep);
    addEventListener("pagehide", keep);
  };

  if (stem && headings.length) {
    watch();
    setTimeout(listen, PATIENCE);
  }
}
