// A word is logged without leaving the list: the row folds to "Contact logged · Undo".
(() => {
  const asJson = { Accept: "application/json" };

  async function send(url, body) {
    const answer = await fetch(url, { method: "POST", body, headers: asJson });
    if (answer.redirected) return location.reload(); // signed out meanwhile
    return { status: answer.status, body: await answer.json() };
  }

  function tell(form, answer) {
    const list = form.querySelector("[data-problems]");
    list.replaceChildren(...answer.problems.map((words) => {
      const line = document.createElement("li");
      line.textContent = words;
      return line;
    }));
    if (answer.last) form.elements.last.value = answer.last;
  }

  function fold(row, form, answer) {
    const done = document.createElement("p");
    const words = document.createElement("span");
    const undo = document.createElement("button");
    done.className = "log-done";
    words.setAttribute("role", "status");
    words.textContent = answer.words;
    undo.type = "button";
    undo.className = "btn btn-link btn-sm";
    undo.textContent = gettext("Undo");
    undo.addEventListener("click", () => takeBack(row, form, done, answer.undo));
    done.append(words, undo);
    for (const part of row.children) part.hidden = true;
    row.dataset.liveKept = ""; // a page that follows what is stored leaves the way back
    row.append(done);
    undo.focus();
  }

  async function takeBack(row, form, done, url) {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    const answer = await send(url, body);
    if (answer?.status !== 200) return location.reload();
    done.remove();
    delete row.dataset.liveKept;
    for (const part of row.children) part.hidden = false;
    row.querySelector("summary").focus();
  }

  async function log(row, form) {
    const button = form.querySelector("button");
    button.disabled = true;
    try {
      const answer = await send(form.action, new FormData(form));
      if (answer?.status === 201) fold(row, form, answer.body);
      else if (answer) tell(form, answer.body);
    } catch {
      tell(form, { problems: [gettext("The server does not answer. Nothing was stored; try again.")] });
    } finally {
      button.disabled = false;
    }
  }

  // Rows come and go while the page follows what is stored.
  document.addEventListener("submit", (event) => {
    const row = event.target.closest("[data-work]");
    if (!row || !event.target.matches("[data-log]")) return;
    event.preventDefault();
    log(row, event.target);
  });
  document.addEventListener("toggle", ({ target }) => {
    if (target.open && target.matches("[data-work] details")) target.querySelector("textarea").focus();
  }, true);
})();
