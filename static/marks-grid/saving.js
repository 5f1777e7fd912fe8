/* Sending what is typed, and what comes back; whatever happens, nothing typed is lost. */
"use strict";

(() => {
  const grid = globalThis.PerfDashGrid;
  const JSON_TYPE = "application/json";
  const FORM_TYPE = "application/x-www-form-urlencoded";
  const SIGNED_OUT = gettext("You have been signed out. What you typed is still here.");
  const NO_ANSWER = gettext("The server did not answer. What you typed is still here; store it again in a moment.");
  const FAILED = gettext("The server could not store this. What you typed is still here; store it again in a moment.");

  function body(cells, form, snapshot) {
    const fields = new URLSearchParams({
      csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value,
      as_user: cells.settings.user,
      shown: JSON.stringify(Object.fromEntries([...cells.byName].map(([name, { token }]) => [name, token]))),
    });
    if (form.elements.maximum) fields.set("maximum", form.elements.maximum.value);
    for (const [name, text] of snapshot) fields.set(`cell-${name}`, text);
    return fields;
  }

  function send(form, fields) {
    const headers = { Accept: JSON_TYPE, "Content-Type": FORM_TYPE };
    return fetch(form.action, { method: "POST", headers, body: fields, redirect: "manual" });
  }

  /* A token of the session there is now: signing in again in another tab makes the old one useless. */
  async function renewed(form) {
    const answer = await fetch(form.action, { redirect: "manual" });
    if (!answer.ok) return answer;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.querySelector("#grid [name=csrfmiddlewaretoken]");
    if (token) form.elements.csrfmiddlewaretoken.value = token.value;
    return token ? null : answer;
  }

  async function answered(cells, form, snapshot) {
    const answer = await send(form, body(cells, form, snapshot));
    if (answer.status !== 403) return answer;
    return (await renewed(form)) || send(form, body(cells, form, snapshot));
  }

  const isOurs = (answer) => (answer.headers.get("Content-Type") || "").startsWith(JSON_TYPE);

  function failure(answer) {
    if (answer.type === "opaqueredirect") {
      return { message: SIGNED_OUT, link: `/login/?next=${encodeURIComponent(location.pathname + location.search)}` };
    }
    return { message: FAILED };
  }

  /* Cells as they are stored now; what was typed after `snapshot` was sent stays typed. */
  function taken(cells, rows, snapshot) {
    const moved = [];
    for (const { name, text, token, maximum, published } of rows.flatMap((row) => row.cells)) {
      const cell = cells.byName.get(name);
      if (!cell) continue;
      const isKept = cells.isEdited(cell) && cell.text !== snapshot.get(name);
      Object.assign(cell, { shown: text, token, maximum, published, conflict: null });
      moved.push([cell, isKept ? cell.text : text]);
    }
    cells.steps = [];
    cells.set(moved);
  }

  const isSameClass = (cells, rows) =>
    rows.length === cells.rows.length &&
    rows.every((row, place) => row.result === cells.settings.rows[place].result);

  /* Send the edits; gives { message, link, stored, problems, conflicts, reload }. */
  async function save(cells, form) {
    const snapshot = new Map(cells.edited().map(({ name, text }) => [name, text]));
    let answer;
    try {
      answer = await answered(cells, form, snapshot);
    } catch {
      return { message: NO_ANSWER };
    }
    if (!isOurs(answer)) return failure(answer);
    const told = await answer.json();
    if (!answer.ok) return told;
    taken(cells, told.grid.rows, snapshot);
    const reload = !isSameClass(cells, told.grid.rows) && !cells.edited().length;
    return { ...told, stored: true, reload };
  }

  Object.assign(grid, { save });
})();
