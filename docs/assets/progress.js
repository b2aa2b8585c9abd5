// The buttons of the page "Your progress".
{
  const status = document.querySelector(".course-kept");
  const count = (number, one, many) => `${number} ${number === 1 ? one : many}`;

  const describe = () => {
    if (!courseStorage.works())
      return "Your browser keeps nothing from this site: its storage is blocked or full.";
    const read = courseStorage.entries("read:").map(([, { sections }]) => sections.length);
    const answers = courseStorage.entries("quiz:").map(([, { correct }]) => correct);
    const sections = read.reduce((sum, one) => sum + one, 0);
    const right = answers.filter(Boolean).length;
    return (
      `This browser remembers ${count(sections, "section", "sections")} that you read, and ` +
      `${count(answers.length, "question", "questions")} that you answered` +
      (answers.length ? `, ${right} of them rightly.` : ".")
    );
  };

  const say = (sentence = "") => {
    status.textContent = `${sentence} ${describe()}`.trim();
  };

  const save = () => {
    const file = new Blob([courseStorage.export()], { type: "application/json" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = "course-progress.json";
    link.click();
    URL.revokeObjectURL(link.href);
  };

  const add = async () => {
    const [file] = chooser.files;
    if (!file) return;
    try {
      const number = courseStorage.import(await file.text());
      say(`Added ${count(number, "entry", "entries")}.`);
    } catch ({ message }) {
      say(`Nothing was added. ${message}`);
    }
    chooser.value = ""; // so that the same file can be chosen again
  };

  const forget = () => {
    if (!confirm("Forget all your progress in this course, in this browser?")) return;
    courseStorage.reset();
    say("All is forgotten.");
  };

  const chooser = document.createElement("input");
  chooser.type = "file";
  chooser.accept = ".json,application/json";
  chooser.hidden = true;
  chooser.addEventListener("change", add);

  const buttons = Object.entries({
    "Save to a file": save,
    "Add from a file": () => chooser.click(),
    "Forget everything": forget,
  }).map(([name, action]) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "md-button";
    button.textContent = name;
    button.addEventListener("click", action);
    return button;
  });

  const line = document.createElement("p");
  line.className = "course-buttons";
  line.append(...buttons, chooser);
  status.after(line);
  say();
}
