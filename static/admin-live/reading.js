/* What is typed on the page of a student's term, as the rules' preview reads it. */
"use strict";

(() => {
  const ATTENDANCE = "subject_attendances";

  /* The rows of a table that count: neither the template of a new one nor those that are to go. */
  function rowsOf(prefix) {
    const rows = document.querySelectorAll(`#${prefix}-group tbody tr.form-row:not(.empty-form)`);
    return [...rows].filter((row) => !row.querySelector('[name$="-DELETE"]')?.checked);
  }

  const control = (row, name) => row.querySelector(`[name$="-${name}"]`);
  const shown = (row, name) => row.querySelector(`[data-field="${name}"]`);

  function text(row, name) {
    const typed = control(row, name);
    return (typed ? typed.value : shown(row, name)?.dataset.value || "").trim();
  }

  const isStored = (row) => row.classList.contains("has_original");
  const isBlank = (row, names) => !isStored(row) && names.every((name) => text(row, name) === "");

  /* The component marks by the number of the mark they belong to. */
  function parts() {
    const byMark = new Map();
    for (const row of rowsOf("parts")) {
      if (isBlank(row, ["state", "score"])) continue;
      const { max, weight } = control(row, "component").dataset;
      const part = { state: text(row, "state"), score: text(row, "score"), max_score: max, weight };
      const mark = text(row, "mark");
      byMark.set(mark, [...(byMark.get(mark) || []), { row, part }]);
    }
    return byMark;
  }

  function marks(prefix, partsByMark, names) {
    return rowsOf(prefix)
      .filter((row) => !isBlank(row, names))
      .map((row) => {
        const own = partsByMark.get(text(row, "id")) || [];
        const entry = { attempt: text(row, "attempt") || "1" };
        if (own.length) entry.components = own.map(({ part }) => part);
        else for (const name of ["state", "score", "max_score"]) entry[name] = text(row, name);
        return { row, entry, parts: own.map((one) => one.row) };
      });
  }

  function attendance() {
    const term = rowsOf("term_attendance")[0];
    const names = ["held", "attended", "excused", "percent"];
    const rows = rowsOf(ATTENDANCE).filter((row) => !isBlank(row, ["subject", "held", "attended"]));
    const subjects = rows.map((row) =>
      Object.fromEntries(names.slice(0, 3).map((name) => [name, text(row, name)])),
    );
    const typed = { subjects };
    if (term) for (const name of names) typed[name] = text(term, name);
    return { typed, term, rows };
  }

  /* A subject has to be chosen, and each one once. */
  function subjectProblems(marksAndRows) {
    const seen = new Set();
    const problems = [];
    for (const { row, key } of marksAndRows) {
      if (text(row, "subject") === "") problems.push([row, "subject", gettext("Choose a subject.")]);
      else if (seen.has(key)) problems.push([row, "subject", gettext("This subject is there twice.")]);
      seen.add(key);
    }
    return problems;
  }

  /* Everything typed: marks with their rows, attendance, and what the tables alone can refuse. */
  function read() {
    const byMark = parts();
    const typed = marks("marks", byMark, ["subject", "state", "score"]);
    const later = marks("later", byMark, ["subject", "state", "score", "sat_term"]);
    const attended = attendance();
    const keyed = (row) => ({ row, key: `${text(row, "subject")}:${text(row, "attempt") || 1}` });
    const problems = [
      ...subjectProblems([...typed, ...later].map(({ row }) => keyed(row))),
      ...subjectProblems(attended.rows.map(keyed)),
    ];
    return { marks: [...typed, ...later], attendance: attended, problems };
  }

  globalThis.PerfDashLive = { read, control, shown };
})();
