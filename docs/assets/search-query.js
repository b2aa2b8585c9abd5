// Search for what was pasted, such as an error message. The theme would read some of its
// signs as a query language and take any word for a match that begins like one of it.
// Here every word must occur, if only as a beginning, because the last may be unfinished;
// when nothing holds them all, any word will do, but whole (^1 says no more than that).
{
  const [QUERY, RESULT] = [2, 3]; // the theme's numbers for messages to its worker
  const asked = []; // queries without an answer, oldest first
  const send = Worker.prototype.postMessage;

  Worker.prototype.postMessage = function (message, ...rest) {
    if (message?.type !== QUERY) return send.call(this, message, ...rest);
    if (!this.isHeard) this.addEventListener("message", hear);
    this.isHeard = true;
    ask(this, message.data.match(/[\p{L}\p{N}_.@]+/gu) ?? [], true);
  };

  const ask = (worker, words, isStrict) => {
    asked.push({ words, isStrict });
    const terms = words.map((word) => (isStrict ? `+${word}*` : `${word}^1`));
    send.call(worker, { type: QUERY, data: terms.join(" ") });
  };

  const hear = ({ currentTarget: worker, data: message }) => {
    if (message.type !== RESULT) return;
    const { words, isStrict } = asked.shift();
    if (isStrict && message.data.items.length === 0) ask(worker, words, false);
  };

  // The theme listens for keys alone; a paste with the mouse comes without one.
  document.addEventListener("input", ({ target }) => {
    if (target.matches(".md-search__input")) target.dispatchEvent(new Event("keyup"));
  });
}

// Over a network the index of the search, the heaviest file of a page, is fetched when
// somebody goes to the search, or comes from it (?h= and ?q=), and not before.
if (location.protocol !== "file:" && !/[?&][hq]=/.test(location.search)) {
  const { open, send } = XMLHttpRequest.prototype;
  const isWanted = new Promise((resolve) => {
    addEventListener("focusin", ({ target }) => {
      if (target.matches(".md-search__input")) resolve();
    });
  });

  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    this.isIndex = String(url).endsWith("/search/search_index.json");
    open.call(this, method, url, ...rest);
  };
  XMLHttpRequest.prototype.send = function (body) {
    if (this.isIndex) isWanted.then(() => send.call(this, body));
    else send.call(this, body);
  };
}
