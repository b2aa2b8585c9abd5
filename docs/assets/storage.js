// What the site remembers in this browser, and nowhere else: the sections that were read
// and the answers to the quizzes. docs/decisions/0021 documents the keys and the values.
// Other pages of the same origin may write what they like into the storage, and it may be
// blocked or full. So nothing here throws, but for `import`, and `get` gives nothing that
// does not have the form of its kind.
window.courseStorage = (() => {
  const PREFIX = "course:v1:";
  const FORMAT = "course-progress";
  const VERSION = 1;
  const LONGEST_FILE = 1_000_000; // characters; a whole course with its quizzes has 50,000
  const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/;
  const ID = /^[\w.-]{1,100}$/;

  const isObject = (value) =>
    typeof value === "object" && value !== null && !Array.isArray(value);
  const isTime = (at) =>
    typeof at === "string" && TIME.test(at) && !Number.isNaN(Date.parse(at));
  const isId = (id) => typeof id === "string" && ID.test(id);
  const later = (one, other) => (Date.parse(other.at) > Date.parse(one.at) ? other : one);

  // A key is `kind:id` or `kind:id:revision`, here without the prefix.
  const KINDS = {
    quiz: {
      key: /^quiz:[\w.-]{1,100}:[\w.-]{1,100}$/,
      fits: ({ correct, attempts, at }) =>
        typeof correct === "boolean" &&
        Number.isSafeInteger(attempts) &&
        attempts > 0 &&
        isTime(at),
      // A right answer is not lost to a wrong one.
      merge: (mine, other) =>
        mine.correct === other.correct
          ? later(mine, other)
          : [mine, other].find(({ correct }) => correct),
    },
    read: {
      key: /^read:[\w.-]{1,100}$/,
      fits: ({ sections, stop, at }) =>
        Array.isArray(sections) &&
        sections.length <= 200 &&
        sections.every(isId) &&
        isId(stop) &&
        isTime(at),
      merge: (mine, other) => ({
        ...later(mine, other),
        sections: [...new Set([...mine.sections, ...other.sections])].slice(0, 200),
      }),
    },
  };

  const kindOf = (key) => Object.values(KINDS).find((kind) => kind.key.test(key));
  const fits = (key, value) => isObject(value) && Boolean(kindOf(key)?.fits(value));
  const attempt = (action, otherwise) => {
    try {
      return action();
    } catch {
      return otherwise;
    }
  };

  // The value of a key, or undefined: there is none, it is broken, storage is blocked.
  const get = (key) => {
    const value = attempt(() => JSON.parse(localStorage.getItem(PREFIX + key)));
    return fits(key, value) ? value : undefined;
  };

  // Says whether the value was kept: not when storage is blocked or full.
  const set = (key, value) =>
    fits(key, value) &&
    attempt(() => {
      localStorage.setItem(PREFIX + key, JSON.stringify(value));
      return true;
    }, false);

  const keys = () =>
    attempt(() => Object.keys(localStorage), [])
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => key.slice(PREFIX.length))
      .sort();

  // The pairs of key and value whose key begins like this; all of them by default.
  const entries = (start = "") =>
    keys()
      .filter((key) => key.startsWith(start))
      .map((key) => [key, get(key)])
      .filter(([, value]) => value);

  // Says whether this browser keeps anything at the moment.
  const works = () =>
    attempt(() => {
      localStorage.setItem(`${PREFIX}test`, "");
      localStorage.removeItem(`${PREFIX}test`);
      return true;
    }, false);

  // Everything, as the text of a JSON file.
  const exportAll = () =>
    JSON.stringify(
      {
        format: FORMAT,
        version: VERSION,
        exported_at: new Date().toISOString(),
        entries: Object.fromEntries(entries()),
      },
      null,
      2
    );

  const read = (text) => {
    if (text.length > LONGEST_FILE) throw new Error("This file is too large for one.");
    const file = attempt(() => JSON.parse(text));
    if (!isObject(file) || file.format !== FORMAT)
      throw new Error("This is not a file that “Save to a file” made.");
    if (file.version !== VERSION)
      throw new Error("This file has another version than this copy of the course.");
    const found = isObject(file.entries) ? Object.entries(file.entries) : [["entries"]];
    const wrong = found.find(([key, value]) => !fits(key, value));
    if (wrong) throw new Error(`The file is damaged at “${wrong[0].slice(0, 60)}”.`);
    return found;
  };

  // Adds what an exported file holds, all or nothing, and returns how many entries it has.
  // Throws an Error whose message is for the reader.
  const importAll = (text) => {
    const found = read(text);
    const before = found.map(([key]) => [key, get(key)]);
    const isKept = found.every(([key, value], place) => {
      const [, mine] = before[place];
      return set(key, mine ? kindOf(key).merge(mine, value) : value);
    });
    if (isKept) return found.length;
    for (const [key, mine] of before) {
      if (mine) set(key, mine);
      else remove(key);
    }
    throw new Error("Your browser has no room for it, or keeps nothing from this site.");
  };

  const remove = (key) => attempt(() => localStorage.removeItem(PREFIX + key));

  // Forgets everything of this course. Whoever calls it asks the reader first.
  const reset = () => keys().forEach(remove);

  return { get, set, entries, works, export: exportAll, import: importAll, reset };
})();
