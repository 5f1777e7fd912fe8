/* The marks grid on its page: cells, figures, notes and the button, brought together. */
"use strict";

(() => {
  const grid = globalThis.PerfDashGrid;
  const form = document.getElementById("grid");
  const settings = JSON.parse(document.getElementById("grid-settings").textContent);
  const cells = new grid.Cells(settings, grid.keyFor(settings.user));
  const part = (name) => form.querySelector(`[data-grid-${name}]`);
  const store = part("save");
  const discard = part("discard");

  function say(message, link) {
    part("note").replaceChildren(message || "");
    if (!link) return;
    const words = { href: link, target: "_blank", text: gettext("Sign in again in a new tab") };
    part("note").append(" ", grid.element("a", words), gettext(", then store."));
  }

  function showCell(cell) {
    const input = document.getElementById(`cell-${cell.name}`);
    if (!input) return;
    if (input.value !== cell.text) input.value = cell.text;
    const isBad = Boolean(cells.problem(cell));
    input.toggleAttribute("aria-invalid", isBad);
    if (isBad) input.setAttribute("aria-invalid", "true");
    if (isBad) input.setAttribute("aria-describedby", `problem-${cell.name}`);
    else input.removeAttribute("aria-describedby");
    input.classList.toggle("in-conflict", Boolean(cell.conflict));
    input.parentElement.classList.toggle("is-edited", cells.isEdited(cell));
  }

  function showFigures(place) {
    const row = settings.rows[place];
    const figures = grid.figures(settings, row, cells.rows[place]);
    for (const slot of form.querySelectorAll(`tr[data-row="${row.result}"] [data-figure]`)) {
      slot.textContent = (figures && figures[slot.dataset.figure]) || ("empty" in slot.dataset ? "" : "–");
    }
  }

  function showFoot() {
    const { unsaved, published, bad } = grid.notes.status(cells);
    const number = cells.edited().length;
    const state = number ? grid.element("strong", { text: unsaved }) : gettext("Nothing unsaved");
    part("status").replaceChildren(state, published);
    if (bad) part("status").append(", ", grid.element("a", { href: "#grid-problems", text: bad }));
    store.textContent = number
      ? filled(ngettext("Store %(number)s mark", "Store %(number)s marks", number), { number })
      : gettext("Store marks");
    store.disabled = number === 0;
    discard.hidden = number === 0;
  }

  cells.listeners.push((moved) => {
    moved.forEach(showCell);
    for (const place of new Set(moved.map((cell) => cell.row))) showFigures(place);
    grid.notes.problems(cells, part("problems"));
    showFoot();
  });

  function choose(conflict, whose) {
    const cell = cells.byName.get(conflict.name);
    Object.assign(cell, { shown: conflict.theirs_text, token: conflict.token, conflict: null });
    cells.set([[cell, whose === "theirs" ? conflict.theirs_text : cell.text]]);
  }

  function meet(list) {
    for (const one of list) cells.byName.get(one.name).conflict = one;
    grid.notes.conflicts(part("conflicts"), list, choose);
    cells.tell(list.map((one) => cells.byName.get(one.name)));
    if (list.length) part("conflicts").scrollIntoView({ block: "nearest" });
  }

  /* What stands in the way before anything is sent; null where nothing does. */
  function obstacle() {
    const bad = cells.problems().length;
    const open = [...cells.byName.values()].filter((cell) => cell.conflict).length;
    if (bad) {
      const words = ngettext(
        "%(number)s value cannot be stored as typed; nothing was sent.",
        "%(number)s values cannot be stored as typed; nothing was sent.",
        bad,
      );
      return filled(words, { number: bad });
    }
    if (open) {
      const words = ngettext(
        "Choose first which of both values to keep: %(number)s mark.",
        "Choose first which of both values to keep: %(number)s marks.",
        open,
      );
      return filled(words, { number: open });
    }
    return null;
  }

  /* A refusal of the server that the page could not know of, such as a student who left. */
  function sentence({ name, place, text, reason, mend }) {
    const cell = cells.byName.get(name);
    const where = place || (cell && grid.notes.placeOf(cells, cell));
    return [where && `${where}:`, text && `“${text}”.`, reason, mend].filter(Boolean).join(" ");
  }

  function refused({ message, link, problems = [], conflicts = [] }) {
    say([message, ...problems.map(sentence)].join(" "), link);
    meet(conflicts);
  }

  async function save() {
    const why = obstacle();
    if (why) {
      say(why);
      const [first] = cells.problems();
      return first && document.getElementById(`cell-${first.name}`)?.focus();
    }
    store.disabled = true;
    store.textContent = gettext("Storing …");
    const told = await grid.save(cells, form);
    showFoot();
    if (!told.stored) return refused(told);
    if (told.reload) return location.reload();
    settled(told);
    return say(told.message);
  }

  function settled({ grid: now }) {
    meet([]);
    document.querySelector("[data-grid-entered]").textContent = now.entered;
    const maximum = document.getElementById("maximum");
    if (maximum && !now.unsettled) maximum.closest("p").remove();
    if (part("maximum")) part("maximum").textContent = now.maximum;
  }

  function setMaximum(text) {
    cells.maximum = text;
    const { state, text: number } = grid.meaning(settings.words, text);
    if (state !== "present" || number === "0") return;
    for (const cell of cells.byName.values()) cell.maximum = number;
    if (part("maximum")) part("maximum").textContent = number;
    cells.keep();
    cells.tell([...cells.byName.values()]);
  }

  form.addEventListener("input", () => say(""));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (!store.disabled) save();
  });
  discard.addEventListener("click", () => {
    cells.discard();
    meet([]);
    say("");
  });
  window.addEventListener("beforeunload", (event) => {
    if (cells.edited().length) event.preventDefault();
  });
  const maximum = document.getElementById("maximum");
  if (maximum) maximum.addEventListener("input", () => setMaximum(maximum.value));

  new grid.Keys(form.querySelector("table"), cells, say);
  part("only").hidden = false;
  const restored = cells.restore();
  if (maximum && cells.maximum) {
    maximum.value = cells.maximum;
    setMaximum(cells.maximum);
  }
  showFoot();
  const otherwise = !maximum && cells.maximum && cells.maximum !== settings.maximum;
  const lookAgain = filled(
    gettext("Marks here are out of %(now)s by now, not %(before)s: look again at each."),
    { now: settings.maximum, before: cells.maximum },
  );
  const isBack = gettext("What you had typed before is here again; it is not stored yet.");
  if (restored) say(`${isBack} ${otherwise ? lookAgain : ""}`);
})();
