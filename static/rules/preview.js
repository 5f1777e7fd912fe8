/* Grade and risk of what is typed, before it is stored; follows rules.js on the page. */
"use strict";

(() => {
  const rules = globalThis.PerfDashRules;
  const STATES = ["pending", "present", "absent", "withheld", "malpractice", "exempt"];
  const WITHOUT_SCORE = ["pending", "absent", "exempt"];
  const noScore = (state) =>
    ({
      pending: gettext("Pending has no score."),
      absent: gettext("Absent has no score."),
      exempt: gettext("Exempt has no score."),
    })[state];
  const SCORE_DECIMALS = 2;
  const LARGEST_MAXIMUM = 10000n;
  const MOST_HELD = 2000n;

  class Problem extends Error {
    constructor(field, message) {
      super(message);
      this.field = field;
    }
  }

  const isBlank = (text) => text === null || text === undefined || String(text).trim() === "";

  function number(entry, field, decimals) {
    if (isBlank(entry[field])) throw new Problem(field, gettext("A number is missing."));
    try {
      return rules.unitsOf(String(entry[field]), decimals);
    } catch (error) {
      throw new Problem(field, error.message);
    }
  }

  function positive(entry, field) {
    const units = number(entry, field, SCORE_DECIMALS);
    if (units === 0n) throw new Problem(field, gettext("It has to be above 0."));
    if (units > LARGEST_MAXIMUM * 100n) {
      throw new Problem(field, filled(gettext("It is above %(limit)s."), { limit: LARGEST_MAXIMUM }));
    }
    return units;
  }

  /* Without a state, a score means present and none means pending. */
  function stateOf(entry) {
    if (isBlank(entry.state)) return isBlank(entry.score) ? "pending" : "present";
    if (!STATES.includes(entry.state)) throw new Problem("state", `No such state: ${entry.state}.`);
    return entry.state;
  }

  /* Withheld and malpractice may keep a score; it does not count. */
  function scored(entry) {
    const state = stateOf(entry);
    const maxScore = positive(entry, "max_score");
    if (state !== "present" && isBlank(entry.score)) return { state, score: null, maxScore };
    if (WITHOUT_SCORE.includes(state)) {
      throw new Problem("score", noScore(state));
    }
    const score = number(entry, "score", SCORE_DECIMALS);
    if (score > maxScore) throw new Problem("score", gettext("It is above its maximum."));
    return { state, score, maxScore };
  }

  /* Each entry read; a problem in one names its place in the list. */
  function each(list, entries, read) {
    return entries.map((entry, place) => {
      try {
        return read(entry);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        throw new Problem(`${list}.${place}.${error.field}`, error.message);
      }
    });
  }

  function mark(row) {
    const parts = each("components", row.components || [], (entry) => ({
      ...scored(entry),
      weight: positive(entry, "weight"),
    }));
    const { state, score, maxScore } = parts.length ? rules.combined(parts) : scored(row);
    if (maxScore > LARGEST_MAXIMUM * 100n) {
      throw new Problem("max_score", filled(gettext("The weights add up to more than %(limit)s."), { limit: LARGEST_MAXIMUM }));
    }
    const declared = isBlank(row.attempt) || String(row.attempt).trim() === "1";
    return { state, score, maxScore, declared, percent: rules.markPercent(state, score, maxScore) };
  }

  function classes(entry) {
    const whole = number(entry, "held", 0);
    const part = number(entry, "attended", 0);
    const excused = isBlank(entry.excused) ? 0n : number(entry, "excused", 0);
    if (whole > MOST_HELD) throw new Problem("held", filled(gettext("It is above %(limit)s."), { limit: MOST_HELD }));
    if (part + excused > whole) throw new Problem("attended", gettext("It is more than was held."));
    return { part, whole };
  }

  function reported(typed) {
    const part = number(typed, "percent", SCORE_DECIMALS);
    if (part > rules.PERCENT_WHOLE) throw new Problem("percent", gettext("It is above 100."));
    return { part, whole: rules.PERCENT_WHOLE };
  }

  function ofTerm(typed) {
    const isCounted = !isBlank(typed.held) || !isBlank(typed.attended);
    if (isBlank(typed.percent)) return isCounted ? classes(typed) : null;
    if (isCounted) throw new Problem("percent", gettext("Enter classes or a percent, not both."));
    return reported(typed);
  }

  /* Registers by subject win over the term's own; no class held is unknown. */
  function attendanceOf(typed) {
    if (!typed) return null;
    const subjects = each("subjects", typed.subjects || [], classes);
    const term = ofTerm(typed);
    const part = subjects.reduce((total, one) => total + one.part, 0n);
    const whole = subjects.reduce((total, one) => total + one.whole, 0n);
    if (whole) return { part, whole };
    return term && term.whole ? term : null;
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
    const declared = marks.filter((one) => one.declared);
    const result = rules.resultFigures(policy, declared);
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
   * What would be stored for one student's term, from the policy's definition and what is typed:
   * rows: { state, score, max_score } or { components: [{ state, score, max_score, weight }] },
   *   with an attempt where it is not the first; later attempts do not change the result;
   * attendance: { subjects: [{ held, attended, excused }], held, attended, excused, percent },
   *   all of them optional.
   * Where anything typed is refused, the problems say so ({ row: place, or null for attendance,
   * field, message }) and the figures of the whole are null, since nothing would be stored.
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
