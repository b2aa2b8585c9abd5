// Judges the answers to the questions of a page, and remembers in this browser which
// were right. What it says stands on the page already, in the folded answers. Each quiz
// of a page asks for this script, and the first one is enough.
if (!document.body.dataset.quiz) {
  document.body.dataset.quiz = "ready";
  const store = window.courseStorage; // without it, nothing outlives the page
  const kept = new Map();
  const questions = [...document.querySelectorAll(".course-question")];

  const keyOf = (id, revision) => `quiz:${id}:${revision}`;
  const get = (key) => store?.get(key) ?? kept.get(key);
  const set = (key, value) => store?.set(key, value) || kept.set(key, value);

  const make = (tag, text) => {
    const element = document.createElement(tag);
    element.textContent = text;
    return element;
  };
  const equal = (one, other) => one.every((part, place) => part === other[place]);
  const plain = (text) => text.replace(/\s+/g, "").replaceAll("'", '"');

  const inputs = (question) => [...question.querySelectorAll("fieldset input")];
  const lines = (question) => [...question.querySelectorAll(".course-order li")];
  const explained = (question) => [...question.querySelectorAll("dd[data-option]")];
  const isRight = (answer) => answer.dataset.correct === "true";
  const whyOf = (answer) =>
    [...answer.children].slice(1).map((part) => part.cloneNode(true));

  // Each way of answering: what to say where nothing was answered, and the judgement.
  const choose = {
    nothing: "Choose an answer first.",
    judge: (question) => {
      const chosen = inputs(question).map((input) => input.checked);
      if (!chosen.includes(true)) return undefined;
      const answers = explained(question);
      const notes = answers.filter((_, place) => chosen[place]).flatMap(whyOf);
      const missed = answers.some((answer, place) => isRight(answer) && !chosen[place]);
      const wrong = answers.some((answer, place) => !isRight(answer) && chosen[place]);
      if (missed && !wrong) notes.push(make("p", "There is more that is right."));
      answers.forEach((answer, place) => {
        const mark = isRight(answer) ? "right" : "wrong";
        const option = inputs(question)[place].parentElement;
        option.dataset.mark = chosen[place] ? mark : "";
      });
      return { correct: !missed && !wrong, notes };
    },
  };
  const ways = {
    one: choose,
    several: choose,
    fill: {
      nothing: "Fill in the blank first.",
      judge: (question) => {
        const typed = plain(inputs(question)[0].value);
        if (!typed) return undefined;
        const lists = ({ dataset }) => JSON.parse(dataset.spellings).map(plain);
        const found = explained(question).find((answer) => lists(answer).includes(typed));
        const unknown = "This is not one of the fillings that were tried.";
        return found
          ? { correct: isRight(found), notes: whyOf(found) }
          : { correct: false, notes: [make("p", unknown)] };
      },
    },
    order: {
      judge: (question) => {
        const order = lines(question).map(({ dataset }) => Number(dataset.line));
        const orders = JSON.parse(question.dataset.orders);
        if (orders.some((right) => equal(order, right)))
          return { correct: true, notes: [] };
        const same = orders.map((right) => order.findIndex((n, at) => n !== right[at]));
        const number = Math.max(...same) + 1;
        return { correct: false, notes: [make("p", `It goes wrong at line ${number}.`)] };
      },
    },
  };

  const showState = (question, key) => {
    const value = get(key);
    const words = !value ? "" : value.correct ? " (answered)" : " (not right yet)";
    question.querySelector(".course-state").textContent = words;
  };

  const showScore = () => {
    const isDone = (key) => get(key)?.correct;
    const here = new Set(
      questions.map(({ dataset }) => keyOf(dataset.question, dataset.revision))
    );
    for (const quiz of document.querySelectorAll(".course-quiz")) {
      const all = quiz.dataset.course.split(" ").map((name) => `quiz:${name}`);
      const count = (keys) => `${[...keys].filter(isDone).length} of ${[...keys].length}`;
      const score = quiz.querySelector(".course-score");
      score.hidden = false;
      score.textContent =
        `Right so far: ${count(here)} on this page, ${count(all)} in the course.`;
    }
  };

  const remember = (key, correct) => {
    const before = get(key);
    set(key, {
      correct: correct || Boolean(before?.correct),
      attempts: (before?.attempts ?? 0) + 1,
      at: new Date().toISOString(),
    });
  };

  const move = (line, step, say) => {
    const all = [...line.parentElement.children];
    const place = all.indexOf(line) + step;
    if (!all[place]) return;
    const focused = document.activeElement;
    all[place][step < 0 ? "before" : "after"](line);
    focused.focus();
    say(`Now line ${place + 1} of ${all.length}.`);
  };

  const addMoves = (question, say) => {
    for (const line of lines(question)) {
      const code = line.textContent;
      for (const [step, sign, word] of [[-1, "↑", "up"], [1, "↓", "down"]]) {
        const button = make("button", sign);
        button.type = "button";
        button.ariaLabel = `Move ${word}: ${code}`;
        button.addEventListener("click", () => move(line, step, say));
        line.append(button);
      }
    }
  };

  for (const question of questions) {
    const way = ways[question.dataset.way];
    const key = keyOf(question.dataset.question, question.dataset.revision);
    const feedback = question.querySelector(".course-feedback");
    const answers = question.querySelector(".course-answers");
    const actions = question.querySelector(".course-actions");
    const [check, again] = actions.querySelectorAll("button");
    const say = (text, ...notes) => feedback.replaceChildren(make("p", text), ...notes);

    const judge = () => {
      const result = way.judge(question);
      if (!result) return say(way.nothing);
      const { correct, notes } = result;
      say(correct ? "Right." : "Not yet.", ...notes);
      question.dataset.result = correct ? "right" : "wrong";
      answers.hidden = false;
      answers.open = correct;
      again.hidden = false;
      remember(key, correct);
      showState(question, key);
      showScore();
    };

    const clear = () => {
      for (const input of inputs(question)) {
        input.checked = false;
        if (input.type === "text") input.value = "";
        input.parentElement.dataset.mark = "";
      }
      feedback.replaceChildren();
      question.dataset.result = "";
      answers.hidden = again.hidden = true;
      (inputs(question)[0] ?? check).focus();
    };

    answers.hidden = again.hidden = true;
    actions.hidden = false;
    check.addEventListener("click", judge);
    again.addEventListener("click", clear);
    if (question.dataset.way === "fill")
      inputs(question)[0].addEventListener("keydown", ({ key }) => {
        if (key === "Enter") judge();
      });
    addMoves(question, say);
    showState(question, key);
  }
  showScore();
}
