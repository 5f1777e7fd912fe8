/* The rules of students/rules in JavaScript: whole numbers of 1e-10 percent, as BigInt. */
"use strict";

globalThis.PerfDashRules = (() => {
  const DECIMALS = 10;
  const SCALE = 10n ** BigInt(DECIMALS);
  const HUNDRED = 100n * SCALE;
  const PERCENT_WHOLE = 10000n;
  const PLAIN_DECIMAL = /^(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)$/;

  const AVERAGE_HIGH = 1;
  const AVERAGE_MEDIUM = 2;
  const ATTENDANCE_HIGH = 4;
  const ATTENDANCE_MEDIUM = 8;

  const halfUp = (numerator, denominator) =>
    (2n * numerator + denominator) / (2n * denominator);

  const percentOf = (score, maxScore) => halfUp(score * HUNDRED, maxScore);

  /* A plain number as whole units of its last place, or an Error that says what is wrong. */
  function unitsOf(text, decimals) {
    const trimmed = text.trim();
    if (!PLAIN_DECIMAL.test(trimmed)) throw new Error(filled(gettext("“%(text)s” is not a plain number."), { text: trimmed }));
    const [whole, fraction = ""] = trimmed.split(".");
    const digits = fraction.replace(/0+$/, "");
    if (digits.length > decimals) {
      throw new Error(filled(gettext("%(text)s has more than %(decimals)s decimals."), { text: trimmed, decimals }));
    }
    return BigInt((whole || "0") + digits.padEnd(decimals, "0"));
  }

  function readPolicy(definition) {
    const percent = (text) => unitsOf(text, DECIMALS);
    const { high, medium } = definition.risk;
    return {
      bands: definition.bands.map(({ letter, at_least }) => ({ letter, atLeast: percent(at_least) })),
      averageHigh: percent(high.average_below),
      averageMedium: percent(medium.average_below),
      attendanceHigh: percent(high.attendance_below),
      attendanceMedium: percent(medium.attendance_below),
      passAverage: percent(definition.pass.average_at_least),
      passSubject: percent(definition.subject_pass.percent_at_least),
    };
  }

  /* What a mark counts; null where its state does not count. */
  function markPercent(state, score, maxScore) {
    if (state === "present") return percentOf(score, maxScore);
    return state === "absent" ? 0n : null;
  }

  function grade(policy, sum, count) {
    if (!count) return "";
    return policy.bands.find((band) => sum >= band.atLeast * BigInt(count)).letter;
  }

  const subjectGrade = (policy, percent) => (percent === null ? "" : grade(policy, percent, 1));

  const subjectFailed = (policy, { state, percent }) =>
    state === "absent" || (state === "present" && percent < policy.passSubject);

  /* All figures of one result from its marks, each { state, percent }. */
  function resultFigures(policy, marks) {
    const withheld = marks.some(({ state }) => state === "withheld" || state === "malpractice");
    const counted = withheld ? [] : marks.filter(({ percent }) => percent !== null);
    const sum = counted.reduce((total, { percent }) => total + percent, 0n);
    const count = counted.length;
    return {
      sum,
      count,
      average: count ? halfUp(sum, BigInt(count)) : null,
      registered: marks.filter(({ state }) => state !== "exempt").length,
      failed: marks.filter((mark) => subjectFailed(policy, mark)).length,
      grade: grade(policy, sum, count),
      provisional: marks.some(({ state }) => state === "pending"),
      withheld,
    };
  }

  function averageBits(policy, sum, count) {
    const whole = BigInt(count);
    if (sum < policy.averageHigh * whole) return AVERAGE_HIGH;
    return sum < policy.averageMedium * whole ? AVERAGE_MEDIUM : 0;
  }

  /* Attendance is { part, whole }, or null when unknown. */
  function attendanceBits(policy, attendance) {
    if (attendance === null) return 0;
    const scaled = attendance.part * HUNDRED;
    if (scaled < policy.attendanceHigh * attendance.whole) return ATTENDANCE_HIGH;
    return scaled < policy.attendanceMedium * attendance.whole ? ATTENDANCE_MEDIUM : 0;
  }

  function risk(policy, sum, count, attendance) {
    const bits = averageBits(policy, sum, count) | attendanceBits(policy, attendance);
    if (bits & (AVERAGE_HIGH | ATTENDANCE_HIGH)) return { level: "High", bits };
    if (bits & (AVERAGE_MEDIUM | ATTENDANCE_MEDIUM)) return { level: "Medium", bits };
    return { level: count && attendance !== null ? "Low" : "unknown", bits };
  }

  /* The first of these lines that fits decides the state of a mark with components. */
  function combinedState(states) {
    const decisive = ["malpractice", "withheld", "pending"].find((state) => states.includes(state));
    if (decisive) return decisive;
    if (states.every((state) => state === "exempt")) return "exempt";
    const missed = states.every((state) => state === "absent" || state === "exempt");
    return missed ? "absent" : "present";
  }

  /* The mark of components { state, score, maxScore, weight } in hundredths, rounded once. */
  function combined(components) {
    const counting = components.filter(({ state }) => state !== "exempt");
    const taken = counting.length ? counting : components;
    const state = combinedState(components.map((part) => part.state));
    const maxScore = taken.reduce((total, { weight }) => total + weight, 0n);
    if (state !== "present") return { state, score: null, maxScore };
    let numerator = 0n;
    let denominator = 1n;
    for (const part of taken.filter((one) => one.state === "present")) {
      numerator = numerator * part.maxScore + part.score * part.weight * denominator;
      denominator *= part.maxScore;
    }
    return { state, score: halfUp(numerator, denominator), maxScore };
  }

  function decimalText(units, decimals) {
    const digits = units.toString().padStart(decimals + 1, "0");
    return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  }

  /* An exact ratio with that many places, or as many as keep its side of each line. */
  function shownRatio(numerator, denominator, lines, places) {
    const isBelow = lines.map((line) => numerator < line * denominator);
    for (let wanted = places; ; wanted += 1) {
      const power = 10n ** BigInt(wanted);
      const rounded = halfUp(numerator * power, denominator * SCALE);
      const keepsItsSide = (line, place) => rounded * SCALE < line * power === isBelow[place];
      if (lines.every(keepsItsSide)) return decimalText(rounded, wanted);
    }
  }

  const bandLines = (policy) => policy.bands.map((band) => band.atLeast);

  function shownAverage(policy, sum, count) {
    const { averageHigh, averageMedium, passAverage } = policy;
    const lines = [...bandLines(policy), averageHigh, averageMedium, passAverage];
    return count ? shownRatio(sum, BigInt(count), lines, 2) : "";
  }

  const shownPercent = (policy, percent) =>
    percent === null ? "" : shownRatio(percent, 1n, [...bandLines(policy), policy.passSubject], 2);

  function shownAttendance(policy, attendance) {
    if (attendance === null) return "";
    const lines = [policy.attendanceHigh, policy.attendanceMedium];
    return shownRatio(attendance.part * HUNDRED, attendance.whole, lines, 1);
  }

  return {
    PERCENT_WHOLE,
    attendanceBits,
    averageBits,
    combined,
    decimalText,
    grade,
    halfUp,
    markPercent,
    percentOf,
    readPolicy,
    resultFigures,
    risk,
    shownAttendance,
    shownAverage,
    shownPercent,
    subjectGrade,
    unitsOf,
  };
})();
