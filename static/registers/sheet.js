// A register by keyboard: arrows move from student to student, a letter marks and moves on.
(() => {
  const STATES = { p: "present", l: "late", a: "absent", e: "excused", "-": "" };
  const WORDS = {
    present: gettext("present"),
    late: gettext("late"),
    absent: gettext("absent"),
    excused: gettext("excused"),
    "": gettext("not on the roll"),
  };

  const form = document.querySelector("[data-register]");
  if (!form) return;
  const rows = [...form.querySelectorAll(".register-row")];
  if (!rows.length) return;
  const radios = (row) => [...row.querySelectorAll("input[type=radio]")];
  const checked = (row) => row.querySelector("input[type=radio]:checked");
  const stateOf = (row) => checked(row)?.value ?? "";
  const opened = rows.map(stateOf).join();
  let sent = false;

  function count() {
    const counts = { present: 0, late: 0, absent: 0, excused: 0, "": 0 };
    for (const row of rows) counts[stateOf(row)] += 1;
    for (const [state, number] of Object.entries(counts)) {
      const place = form.querySelector(`[data-count="${state}"]`);
      place.querySelector("strong").textContent = number;
      place.hidden = !number && state !== "present" && state !== "absent";
    }
  }

  function mark(row, state) {
    const radio = radios(row).find((one) => one.value === state);
    if (!radio) return;
    radio.checked = true;
    radio.focus();
    count();
    const name = row.querySelector(".register-name").textContent;
    form.querySelector("[data-said]").textContent = `${name}: ${WORDS[state]}`;
  }

  function go(row, steps) {
    const next = rows[rows.indexOf(row) + steps];
    if (!next) return;
    checked(next)?.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  function aside(row, steps) {
    const all = radios(row);
    const place = all.indexOf(checked(row)) + steps;
    if (all[place]) mark(row, all[place].value);
  }

  function act(row, key) {
    if (key === "ArrowDown") return go(row, 1) ?? true;
    if (key === "ArrowUp") return go(row, -1) ?? true;
    if (key === "ArrowRight") return aside(row, 1) ?? true;
    if (key === "ArrowLeft") return aside(row, -1) ?? true;
    if (key === "Home") return go(row, -rows.indexOf(row)) ?? true;
    if (key === "End") return go(row, rows.length - 1 - rows.indexOf(row)) ?? true;
    if (key === " ") return mark(row, stateOf(row) === "absent" ? "present" : "absent") ?? true;
    const state = STATES[key.toLowerCase()];
    if (state === undefined) return false;
    mark(row, state);
    go(row, 1);
    return true;
  }

  form.addEventListener("keydown", (event) => {
    const row = event.target.closest(".register-row");
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    if (act(row, event.key)) event.preventDefault();
  });
  form.addEventListener("change", count);
  form.addEventListener("submit", () => { sent = true; });
  window.addEventListener("beforeunload", (event) => {
    if (!sent && rows.map(stateOf).join() !== opened) event.preventDefault();
  });

  count();
  const first = form.querySelector(".register-differs") ?? rows[0];
  if (first && !location.hash) checked(first)?.focus({ preventScroll: !form.querySelector(".register-differs") });
})();
