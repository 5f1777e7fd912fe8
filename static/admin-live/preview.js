/* Grade and risk as they are typed, computed here from the policy that will hold. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const panel = document.getElementById("live-preview");
  const settings = document.getElementById("live-settings");
  if (!panel || !settings) return;
  const live = globalThis.PerfDashLive;
  const { policy, policies, states } = JSON.parse(settings.textContent);

  const slot = (name) => panel.querySelector(`[data-live="${name}"]`);
  const chosenPolicy = () => policy || policies[document.getElementById("id_term")?.value];

  function put(element, text) {
    if (element && element.textContent !== text) element.textContent = text;
  }

  function show(figures, sentences) {
    put(slot("average"), figures.average_shown || "–");
    put(slot("grade"), figures.grade || "–");
    put(slot("attendance"), figures.attendance_shown ? `${figures.attendance_shown}\u00a0%` : "–");
    for (const badge of panel.querySelectorAll("[data-level]")) {
      badge.hidden = badge.dataset.level !== (figures.risk || "unknown");
    }
    const list = slot("sentences");
    const items = [...list.children].map((item) => item.textContent);
    if (items.join("\n") === sentences.join("\n")) return;
    list.replaceChildren(
      ...sentences.map((sentence) => {
        const item = document.createElement("li");
        item.textContent = sentence;
        return item;
      }),
    );
  }

  function clearProblems() {
    for (const note of document.querySelectorAll(".live-problem")) note.remove();
    for (const typed of document.querySelectorAll('[data-live-invalid=""]')) {
      delete typed.dataset.liveInvalid;
      typed.removeAttribute("aria-invalid");
    }
  }

  function point(row, field, message) {
    const typed = row && live.control(row, field);
    if (!typed) return;
    const note = document.createElement("span");
    note.className = "live-problem";
    note.textContent = message;
    typed.dataset.liveInvalid = "";
    typed.setAttribute("aria-invalid", "true");
    typed.after(note);
  }

  /* The row and the field that a problem of the rules speaks of. */
  function placeOf(problem, typed) {
    const [list, place, field] = problem.field.split(".");
    if (problem.row === null) {
      if (list === "subjects") return [typed.attendance.rows[place], field];
      return [typed.attendance.term, problem.field];
    }
    const mark = typed.marks[problem.row];
    return list === "components" ? [mark.parts[place], field] : [mark.row, problem.field];
  }

  /* What a mark comes to from its components stands in its row. */
  function showCombined(typed, rows) {
    typed.marks.forEach(({ row, parts }, place) => {
      if (!parts.length) return;
      put(live.shown(row, "state"), states[rows[place].state] || "–");
      for (const name of ["score", "max_score"]) {
        put(live.shown(row, name), rows[place][name] || "–");
      }
    });
  }

  function refresh() {
    clearProblems();
    const rules = chosenPolicy();
    const typed = live.read();
    for (const [row, field, message] of typed.problems) point(row, field, message);
    if (!rules) return show({}, [gettext("Choose the term: its policy gives grade and risk.")]);
    const entries = typed.marks.map(({ entry }) => entry);
    const figures = globalThis.PerfDashRules.preview(rules, entries, typed.attendance.typed);
    for (const problem of figures.problems) point(...placeOf(problem, typed), problem.message);
    showCombined(typed, figures.rows);
    const count = typed.problems.length + figures.problems.length;
    if (count) {
      const words = ngettext(
        "One value cannot be stored as typed.",
        "%(number)s values cannot be stored as typed.",
        count,
      );
      return show({}, [filled(words, { number: count })]);
    }
    return show(figures, live.sentences(rules, figures));
  }

  const form = panel.closest("form");
  for (const event of ["input", "change", "formset:added", "formset:removed"]) {
    form.addEventListener(event, refresh);
  }
  globalThis.django?.jQuery?.(form).on("change", "select", refresh);
  refresh();
});
