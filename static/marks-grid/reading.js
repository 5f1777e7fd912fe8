/* What a text typed into a cell means; the same as students/grids/texts.py, which has the last word. */
"use strict";

(() => {
  const rules = globalThis.PerfDashRules;
  const NUMBER = /^-?[0-9]+(\.[0-9]+)?$/;
  const LONGEST = 40;
  const BLANK = "[\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+";
  const OUTER_BLANKS = new RegExp(`^${BLANK}|${BLANK}$`, "g"); // those that Python strips

  /* 72.50 as 72.5, 60.00 as 60. */
  const plain = (units) => rules.decimalText(units, 2).replace(/\.?0+$/, "");

  const bare = (typed) => typed.replace(OUTER_BLANKS, "");

  const problem = (reason, mend) => ({ state: null, score: null, text: null, reason, mend });

  function number(words, text) {
    if (/%$/.test(text)) {
      return problem(gettext("It is a percent."), gettext("Write the mark itself."));
    }
    const [, score] = /^([0-9.]+)\s*\/\s*[0-9.]+$/.exec(text) || [];
    if (score !== undefined) return problem(gettext("It holds score and maximum in one."), filled(gettext("Write %(number)s."), { number: score }));
    if (/^[0-9]+,[0-9]{1,2}$/.test(text)) {
      return problem(gettext("It has a comma where the point stands."), filled(gettext("Write %(number)s."), { number: text.replace(",", ".") }));
    }
    if (!NUMBER.test(text)) {
      const isForeign = /^\p{N}+$/u.test(text) && !/^[0-9]+$/.test(text);
      return problem(isForeign ? gettext("It is not written in the digits 0 to 9.") : gettext("It is not a number."), words.mend);
    }
    if (/\.[0-9]{2}[0-9]*[1-9]/.test(text)) {
      return problem(gettext("It has more than two decimals."), gettext("Round it to two decimals."));
    }
    if (/^-0*[1-9]|^-0*\.0*[1-9]/.test(text)) {
      return problem(gettext("It is below 0."), gettext("Scores lie between 0 and the maximum."));
    }
    const units = rules.unitsOf(text.replace("-", ""), 2);
    return { state: "present", score: plain(units), text: plain(units), units };
  }

  /* { state, score, text as the grid shows it }, or { reason, mend } where it means no mark. */
  function meaning(words, typed) {
    const text = bare(typed);
    if (typed.length > LONGEST) return problem(gettext("It is too long for a mark."), words.mend);
    if (text === "" || words.not_yet.includes(text)) return { state: "pending", score: null, text: "" };
    const state = words.states[text.toUpperCase().replace(/\.+$/, "")];
    if (state === "present") return problem(gettext("Present needs a score."), words.mend);
    if (state === "pending") return { state, score: null, text: "" };
    if (state) return { state, score: null, text: words.shown[state] };
    return number(words, text);
  }

  /* The meaning of what stands in a cell { shown, maximum }, a problem where it cannot be stored. */
  function judged(words, cell, typed) {
    const found = meaning(words, typed);
    if (cell.shown !== "" && words.not_yet.includes(bare(typed))) {
      return problem(
        filled(gettext("A mark is already there (%(mark)s), and a dash says nothing."), { mark: cell.shown }),
        gettext("Press Esc to keep it, or empty the cell to take it back."),
      );
    }
    if (found.units !== undefined && found.units > rules.unitsOf(cell.maximum, 2)) {
      const reason = filled(gettext("It is above the maximum %(maximum)s."), { maximum: cell.maximum });
      return problem(reason, gettext("Correct the mark."));
    }
    return found;
  }

  /* A text as the grid would show it; one that means no mark, as it was typed. */
  const usual = (words, typed) => meaning(words, typed).text ?? bare(typed);

  globalThis.PerfDashGrid = { meaning, judged, usual, plain };
})();
