/* Grade and risk of what is typed, before it is stored; follows rules.js on the page. */
"use strict";

(() => {
  const rules = globalThis.PerfDashRules;
  const STATES = ["pending", "present", "absent", "withheld", "malpractice", "exempt"];
  const SCORE_DECIMALS = 2;

  class Problem extends Error {
    constructor(field, message) {
      super(message);
      this.field = field;
    }
  }

  const isBlank = (text) => text === null || text === undefined || String(text).trim() === "";

  function number(entry, field, decimals) {
    if (isBlank(entry[field])) throw new Problem(field, "A number is missing.");
    try {
      return rules.unitsOf(String(entry[field]), decimals);
    } catch (error) {
      throw new Problem(field, error.message);
    }
  }

  function positive(entry, field) {
    const units = number(entry, field, SCORE_DECIMALS);
    if (units === 0n) throw new Problem(field, "It has to be above 0.");
    return units;
  }

  /* Without a state, a score means present and none means pending. */
  function stateOf(entry) {
    if (isBlank(entry.state)) return isBlank(entry.score) ? "pending" : "present";
    if (!STATES.includes(entry.state)) throw new Problem("state", `No such state: ${entry.state}.`);
    return entry.state;
  }

  function scored(entry) {
    const state = stateOf(entry);
    const maxScore = positive(entry, "max_score");
    if (state !== "present") {
      if (!isBlank(entry.score)) throw new Problem("score", "Only a present mark has a score.");
      return { state, score: null, maxScore };
    }
    const score = number(entry, "score", SCORE_DECIMALS);
    if (score > maxScore) throw new Problem("score", "It is above its maximum.");
    return { state, score, maxScore };
  }

  function component(entry, place) {
    try {
      return { ...scored(entry), weight: positive(entry, "weight") };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      throw new Problem(`components.${place}.${error.field}`, error.message);
    }
  }

  function mark(row) {
    const parts = row.components || [];
    const { state, score, maxScore } = parts.length
      ? rules.combined(parts.map(component))
      : scored(row);
    return { state, score, maxScore, percent: rules.markPercent(state, score, maxScore) };
  }

  function attendanceOf(typed) {
    if (!typed) return null;
    if (!isBlank(typed.held) || !isBlank(typed.attended)) {
      const whole = number(typed, "held", 0);
      const part = number(typed, "attended", 0);
      if (part > whole) throw new Problem("attended", "It is more than was held.");
      return whole ? { part, whole } : null;
    }
    if (isBlank(typed.percent)) return null;
    const part = number(typed, "percent", SCORE_DECIMALS);
    if (part > rules.PERCENT_WHOLE) throw new Problem("percent", "It is above 100.");
    return { part, whole: rules.PERCENT_WHOLE };
  }

  /* The value of a reading, or undefined with its problem noted under the row's place. */
  function noting(problems, row, read) {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      problems.push({ row, field: error.field, message: error.message });
      return undefined;
    }
  }

  function shownRow(policy, one) {
    if (!one) return { state: "", score: "", max_score: "", percent_shown: "", grade: "" };
    return {
      state: one.state,
      score: one.score === null ? "" : rules.decimalText(one.score, SCORE_DECIMALS),
      max_score: rules.decimalText(one.maxScore, SCORE_DECIMALS),
      percent_shown: rules.shownPercent(policy, one.percent),
      grade: rules.subjectGrade(policy, one.percent),
    };
  }

  function figures(policy, marks, attendance) {
    const result = rules.resultFigures(policy, marks);
    const { level, bits } = rules.risk(policy, result.sum, result.count, attendance);
    return {
      average_shown: rules.shownAverage(policy, result.sum, result.count),
      attendance_shown: rules.shownAttendance(policy, attendance),
      grade: result.grade,
      risk: level,
      bits,
      registered: result.registered,
      counted: result.count,
      failed: result.failed,
      provisional: result.provisional,
      withheld: result.withheld,
    };
  }

  const withoutValues = (object) =>
    Object.fromEntries(Object.keys(object).map((name) => [name, null]));

  /*
   * What would be stored for one student's term, from the policy's definition, the rows as typed
   * ({ state, score, max_score } or { components: [{ state, score, max_score, weight }] }) and the
   * attendance as typed ({ held, attended } or { percent }). Where anything typed is refused, the
   * problems say so ({ row: place or null for attendance, field, message }) and the figures of the
   * whole are null, since nothing would be stored.
   */
  function preview(policyDefinition, rows, attendance) {
    const policy = rules.readPolicy(policyDefinition);
    const problems = [];
    const marks = rows.map((row, place) => noting(problems, place, () => mark(row)));
    const attended = noting(problems, null, () => attendanceOf(attendance));
    const whole = problems.length
      ? withoutValues(figures(policy, [], null))
      : figures(policy, marks, attended);
    return { ...whole, rows: marks.map((one) => shownRow(policy, one)), problems };
  }

  globalThis.PerfDashRules = { ...rules, preview };
})();
