/* Reasons and gaps in words: the sentences of students/rules/reasons.py. */
"use strict";

(() => {
  const AVERAGE_HIGH = 1, AVERAGE_MEDIUM = 2, ATTENDANCE_HIGH = 4, ATTENDANCE_MEDIUM = 8;

  function averageSentence(policy, figures) {
    if (!(figures.bits & (AVERAGE_HIGH | AVERAGE_MEDIUM))) return null;
    const level = figures.bits & AVERAGE_HIGH ? "high" : "medium";
    const line = policy.risk[level].average_below;
    return filled(gettext("The average is %(average)s, below %(line)s."), {
      average: figures.average_shown,
      line,
    });
  }

  function attendanceSentence(policy, figures) {
    if (!(figures.bits & (ATTENDANCE_HIGH | ATTENDANCE_MEDIUM))) return null;
    const level = figures.bits & ATTENDANCE_HIGH ? "high" : "medium";
    const line = policy.risk[level].attendance_below;
    return filled(gettext("Attendance is %(percent)s\u00a0%, below %(line)s\u00a0%."), {
      percent: figures.attendance_shown,
      line,
    });
  }

  function gaps(figures) {
    const found = [];
    if (figures.withheld) found.push(gettext("The result is withheld."));
    else if (!figures.counted) found.push(gettext("There is no mark yet."));
    if (figures.attendance_shown === "") found.push(gettext("There is no attendance yet."));
    return found;
  }

  /* The reasons of a risk, or what is missing to judge it. */
  function sentences(policy, figures) {
    const reasons = [averageSentence(policy, figures), attendanceSentence(policy, figures)];
    const found = reasons.filter((sentence) => sentence !== null);
    return found.length ? found : gaps(figures);
  }

  Object.assign(globalThis.PerfDashLive, { sentences });
})();
