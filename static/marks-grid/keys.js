/* The keyboard in the grid: moving, editing, taking back, pasting, as in a spreadsheet. */
"use strict";

(() => {
  const grid = globalThis.PerfDashGrid;

  class Keys {
    constructor(table, cells, say) {
      Object.assign(this, { table, cells, say, isEditing: false, before: null });
      table.addEventListener("focusin", ({ target }) => this._enter(target));
      table.addEventListener("dblclick", ({ target }) => target.matches("input") && this._edit());
      table.addEventListener("input", ({ target }) => this._type(target));
      table.addEventListener("keydown", (event) => this._press(event));
      table.addEventListener("focusout", ({ target }) => this._leave(target));
      table.addEventListener("paste", (event) => this._paste(event));
    }

    cellOf(input) {
      return this.cells.byName.get(input.id.replace("cell-", ""));
    }

    inputOf(cell) {
      return document.getElementById(`cell-${cell.name}`);
    }

    go(cell) {
      const input = cell && this.inputOf(cell);
      if (input) input.focus();
    }

    _enter(input) {
      if (!input.matches("input")) return;
      this.isEditing = false;
      this.before = this.cellOf(input).text;
      input.select();
    }

    /* F2 or a double click: arrows now move within the text. */
    _edit() {
      this.isEditing = true;
      document.activeElement.setSelectionRange(999, 999);
    }

    _type(input) {
      this.cells.set([[this.cellOf(input), input.value]]);
    }

    /* All that was typed into one cell is one step to take back. */
    _settle(input) {
      const cell = this.cellOf(input);
      const typed = cell.text;
      if (typed === this.before) return;
      cell.text = this.before;
      this.cells.change([[cell, typed]]);
      this.before = typed;
    }

    _leave(input) {
      if (input.matches("input")) this._settle(input);
    }

    _restore(input) {
      this.isEditing = false;
      this.cells.set([[this.cellOf(input), this.before]]);
      input.select();
    }

    _undo(input) {
      this._settle(input);
      const cell = this.cells.undo();
      if (!cell) return;
      this.go(cell);
      Object.assign(this, { before: cell.text, isEditing: false });
      document.activeElement.select();
    }

    _empty(input) {
      this.cells.set([[this.cellOf(input), ""]]);
      this._settle(input);
    }

    /* The next cell that may be typed in, so many rows down and columns across. */
    _step(input, down, across) {
      const { rows } = this.cells;
      let { row, column } = this.cellOf(input);
      do {
        row += down;
        column += across;
      } while (rows[row]?.[column] && !this.inputOf(rows[row][column]));
      if (rows[row]?.[column]) this.go(rows[row][column]);
      else this._settle(input);
    }

    _end(input, { isLast, isWhole }) {
      const row = this.cells.rows[this.cellOf(input).row];
      const all = (isWhole ? this.cells.rows.flat() : row).filter((cell) => this.inputOf(cell));
      this.go(isLast ? all.at(-1) : all[0]);
    }

    /* What a key does in this cell; null where it is left to the browser. */
    _meaning(event, input) {
      const { key, shiftKey, ctrlKey, metaKey } = event;
      const isCommand = ctrlKey || metaKey;
      if (isCommand && key.toLowerCase() === "z" && !shiftKey) return () => this._undo(input);
      if (isCommand && !["Home", "End"].includes(key)) return null;
      const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [shiftKey ? -1 : 1, 0] };
      if (!this.isEditing) Object.assign(moves, { ArrowLeft: [0, -1], ArrowRight: [0, 1] });
      if (moves[key]) return () => this._step(input, ...moves[key]);
      if (key === "Escape") return () => this._restore(input);
      if (key === "F2") return () => this._edit();
      if (this.isEditing) return null;
      if (key === "Delete") return () => this._empty(input);
      if (key === "Home" || key === "End") {
        return () => this._end(input, { isLast: key === "End", isWhole: isCommand });
      }
      return null;
    }

    _press(event) {
      const input = event.target;
      if (!input.matches("input") || event.isComposing || event.altKey) return;
      const act = this._meaning(event, input);
      if (!act) return;
      event.preventDefault();
      act();
    }

    _paste(event) {
      const text = event.clipboardData.getData("text/plain");
      const isBlock = /[\t\r\n]/.test(text.replace(/[\r\n]+$/, ""));
      if (!event.target.matches("input") || (this.isEditing && !isBlock)) return;
      event.preventDefault();
      const at = this.cellOf(event.target);
      this._settle(event.target);
      const found = grid.pasted(text, this.cells.settings, at);
      if (found.refusal) return this.say(found.refusal);
      this.cells.change(found.edits.map((one) => [this.cells.rows[one.row][one.column], one.text]));
      this.before = at.text;
      const number = found.edits.length;
      const words = ngettext(
        "%(number)s cell pasted; Ctrl+Z takes them back.",
        "%(number)s cells pasted; Ctrl+Z takes them back.",
        number,
      );
      return this.say(filled(words, { number }));
    }
  }

  Object.assign(grid, { Keys });
})();
