/* What is said around the grid: how much is unsaved, what cannot be stored, what both changed. */
"use strict";

(() => {
  const grid = globalThis.PerfDashGrid;

  function element(tag, { text, ...attributes } = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    if (text !== undefined) made.textContent = text;
    made.append(...children);
    return made;
  }

  const badWords = (number) =>
    filled(
      ngettext("%(number)s value cannot be stored as typed", "%(number)s values cannot be stored as typed", number),
      { number },
    );
  const linkTo = (name, text) => element("a", { href: `#cell-${name}`, text });

  /* What the foot says while something is typed and not stored. */
  function status(cells) {
    const edited = cells.edited();
    if (!edited.length) return { unsaved: "", published: "", bad: "" };
    const published = edited.filter((cell) => cell.published).length;
    const bad = cells.problems().length;
    return {
      unsaved: filled(gettext("%(number)s unsaved"), { number: edited.length }),
      published: published ? filled(gettext(", %(number)s of them published"), { number: published }) : "",
      bad: bad ? badWords(bad) : "",
    };
  }

  function placeOf(cells, cell) {
    const { rows, columns } = cells.settings;
    return `${rows[cell.row].name}, ${columns[cell.column].title}`;
  }

  function problemItem(cells, cell) {
    const { reason, mend } = cells.problem(cell);
    const value = element("b", { class: "bad-value", text: cell.text.trim() || gettext("empty") });
    const link = linkTo(cell.name, placeOf(cells, cell));
    return element("li", { id: `problem-${cell.name}` }, link, " ", value, ` ${reason} ${mend}`);
  }

  /* The list of cells that cannot be stored as typed, below the grid. */
  function problems(cells, section) {
    const bad = cells.problems();
    section.replaceChildren();
    if (!bad.length) return;
    section.append(
      element("h2", { text: badWords(bad.length) }),
      element("ul", {}, ...bad.map((cell) => problemItem(cells, cell))),
    );
  }

  function choice(conflict, whose, words, ...more) {
    const radio = element("input", { type: "radio", name: `choice-${conflict.name}`, value: whose });
    const label = whose === "mine" ? gettext("Keep mine:") : gettext("Take theirs:");
    return element("label", {}, radio, ` ${label} `, element("b", { text: words }), ...more);
  }

  function conflictField(conflict, choose) {
    const before = filled(gettext("was %(value)s when you opened the grid"), { value: conflict.shown });
    const was = element("span", { class: "quiet", text: ` ${before}` });
    const who = element("span", { class: "quiet", text: ` ${conflict.who}` });
    const field = element(
      "fieldset",
      { class: "conflict" },
      element("legend", {}, linkTo(conflict.name, conflict.place), was),
      choice(conflict, "mine", conflict.mine),
      choice(conflict, "theirs", conflict.theirs, who),
    );
    field.addEventListener("change", ({ target }) => choose(conflict, target.value));
    return field;
  }

  /* Both values of every cell that a colleague changed as well; `choose` is told which is kept. */
  function conflicts(section, list, choose) {
    section.replaceChildren();
    if (!list.length) return;
    const words = ngettext(
      "%(number)s mark changed by a colleague as well: choose, then store again",
      "%(number)s marks changed by a colleague as well: choose, then store again",
      list.length,
    );
    const heading = filled(words, { number: list.length });
    section.append(element("h2", { text: heading }), ...list.map((one) => conflictField(one, choose)));
  }

  Object.assign(grid, { element, linkTo, notes: { status, placeOf, problems, conflicts } });
})();
