/* A block copied from a spreadsheet, and the cells of the grid it falls on; all of it or nothing. */
"use strict";

(() => {
  const folded = (text) => text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{M}\p{N}]/gu, "");

  /* Text with tabs as rows of cells; a quoted cell may hold line breaks. */
  function block(text) {
    const rows = [[]];
    const cell = /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/y;
    for (;;) {
      const [, quoted, bare, end] = cell.exec(text);
      rows[rows.length - 1].push((quoted === undefined ? bare : quoted.replace(/""/g, '"')).trim());
      if (end === "") break;
      if (end !== "\t") rows.push([]);
    }
    while (rows.length > 1 && rows[rows.length - 1].every((one) => one === "")) rows.pop();
    return rows;
  }

  /* The rows without a first one that names what they hold, such as the subject or “Marks”. */
  function withoutHead(rows, heads) {
    const known = new Set(heads.map(folded).filter((word) => word !== ""));
    const isHead = rows.length > 1 && rows[0].some((text) => known.has(folded(text)));
    return isHead ? rows.slice(1) : rows;
  }

  const refusal = (sentence, values = {}) => ({
    refusal: `${filled(sentence, values)} ${gettext("Nothing was pasted.")}`,
  });

  /* The grid's rows these lines name in their first cell; null where that is no list of the class. */
  function named(lines, grid) {
    const places = new Map(grid.rows.map((row, place) => [folded(row.roll_no), place]));
    const found = lines.map(([first]) => places.get(folded(first)));
    const isList = lines[0].length > 1 && found.filter((one) => one !== undefined).length * 2 > found.length;
    return isList ? found : null;
  }

  /* Lines by roll number: the number goes, and the name beside it. */
  function byRollNumber(lines, found, grid) {
    const unknown = lines.find((_, line) => found[line] === undefined);
    if (unknown) {
      const sentence = gettext("No student of this class has the roll number “%(number)s”.");
      return refusal(sentence, { number: unknown[0] });
    }
    if (new Set(found).size < found.length) return refusal(gettext("A roll number stands there twice."));
    const isName = (cells, line) =>
      folded(grid.rows[found[line]].name) === folded(cells[0] + cells[1]);
    const skipped = lines.every(isName) ? 2 : 1;
    return { places: found, lines: lines.map((cells) => cells.slice(skipped)) };
  }

  function byPlace(lines, grid, at) {
    const left = grid.rows.length - at.row;
    if (lines.length > left) {
      const sentence = ngettext(
        "The block has %(number)s row, and from %(name)s on there are %(left)s.",
        "The block has %(number)s rows, and from %(name)s on there are %(left)s.",
        lines.length,
      );
      return refusal(sentence, { number: lines.length, name: grid.rows[at.row].name, left });
    }
    return { places: lines.map((_, line) => at.row + line), lines };
  }

  /*
   * The edits { row, column, text } of a text pasted at { row, column } into a grid of `rows`
   * (roll_no, name, closed), `columns` and `heads`; or { refusal } with the reason. A block whose
   * first column holds the class's roll numbers goes by those, any other one by its place.
   */
  function pasted(text, grid, at) {
    const lines = withoutHead(block(text), [...grid.heads, ...grid.columns.map((one) => one.title)]);
    const found = named(lines, grid);
    const laid = found ? byRollNumber(lines, found, grid) : byPlace(lines, grid, at);
    if (laid.refusal) return laid;
    const width = Math.max(...laid.lines.map((cells) => cells.length));
    const wide = grid.columns.length - at.column;
    if (width > wide) {
      const sentence = ngettext(
        "The block has %(number)s column of marks, and there is room for %(room)s.",
        "The block has %(number)s columns of marks, and there is room for %(room)s.",
        width,
      );
      return refusal(sentence, { number: width, room: wide });
    }
    const edits = laid.lines.flatMap((cells, line) =>
      cells.map((one, across) => ({ row: laid.places[line], column: at.column + across, text: one })),
    );
    const barred = edits.find((one) => one.text !== "" && grid.rows[one.row].closed);
    if (barred) {
      const sentence = gettext("A value would fall on %(name)s, whose cells are closed.");
      return refusal(sentence, { name: grid.rows[barred.row].name });
    }
    return { edits: edits.filter((one) => !grid.rows[one.row].closed) };
  }

  Object.assign(globalThis.PerfDashGrid, { block, pasted });
})();
