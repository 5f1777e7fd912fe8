/* Mark, percent and grade of a row as it is typed; of the whole record where that may be seen. */
"use strict";

(() => {
  const rules = globalThis.PerfDashRules;
  const grid = globalThis.PerfDashGrid;

  /* A cell as the rules' preview reads it; null where there is no mark and none is typed. */
  function entry(words, cell, weight) {
    const { state, score } = grid.meaning(words, cell.text);
    if (cell.token === "" && state === "pending") return null;
    return { state, score: score ?? "", max_score: cell.maximum, ...(weight ? { weight } : {}) };
  }

  function ownEntry(settings, cells) {
    const entries = cells.map((cell, place) => entry(settings.words, cell, settings.columns[place].weight));
    if (settings.columns[0].weight === null) return entries[0];
    const components = entries.filter((one) => one !== null);
    return components.length ? { components } : null;
  }

  function markText(words, { state, score, max_score }) {
    if (state !== "present") return words.shown[state] && state !== "pending" ? words.shown[state] : "";
    const text = (decimal) => grid.plain(rules.unitsOf(decimal, 2));
    return filled(gettext("%(score)s of %(maximum)s"), { score: text(score), maximum: text(max_score) });
  }

  /* "2 of 3 so far" where the grade is made of some of the components alone. */
  function soFar(settings, own, first) {
    const entered = own && own.components ? own.components.length : 0;
    const all = settings.columns.length;
    const isPart = first.grade && entered && entered < all;
    return isPart ? filled(gettext("%(entered)s of %(all)s so far"), { entered, all }) : "";
  }

  /* The figures of a row by the names of their cells in the table; null where a cell is refused. */
  function figures(settings, row, cells) {
    if (cells.some((cell) => grid.judged(settings.words, cell, cell.text).reason)) return null;
    const own = ownEntry(settings, cells);
    const entries = [...(own ? [own] : []), ...(row.others || [])];
    const found = rules.preview(settings.policies[row.policy], entries, row.attendance || null);
    const [first] = own ? found.rows : [{ state: "pending", percent_shown: "", grade: "" }];
    const shown = { mark: markText(settings.words, first), percent: first.percent_shown, grade: first.grade };
    shown.so_far = soFar(settings, own, first);
    if (!row.others) return shown;
    const risk = { High: gettext("High"), Medium: gettext("Medium"), Low: gettext("Low") }[found.risk] ?? gettext("Not enough data");
    return { ...shown, average: found.average_shown, "term-grade": found.grade, risk };
  }

  Object.assign(grid, { figures });
})();
