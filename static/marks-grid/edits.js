/* The cells of the grid: what was shown, what is typed, the way back, and a copy for a reload. */
"use strict";

(() => {
  const grid = globalThis.PerfDashGrid;
  const PREFIX = "perfdash-grid:";
  const MOST_STEPS = 200;

  class Cells {
    constructor(settings, key) {
      this.settings = settings;
      this.key = key;
      this.byName = new Map();
      this.rows = settings.rows.map((row, place) => row.cells.map((cell, column) => this._made(cell, place, column)));
      this.steps = [];
      this.maximum = null;
      this.listeners = [];
    }

    _made({ name, text, token, maximum, published }, row, column) {
      const cell = { name, row, column, shown: text, text, token, maximum, published, conflict: null };
      this.byName.set(name, cell);
      return cell;
    }

    isEdited(cell) {
      return grid.usual(this.settings.words, cell.text) !== cell.shown;
    }

    edited() {
      return [...this.byName.values()].filter((cell) => this.isEdited(cell));
    }

    problem(cell) {
      if (!this.isEdited(cell)) return null;
      const found = grid.judged(this.settings.words, cell, cell.text);
      return found.reason ? found : null;
    }

    problems() {
      return this.edited().filter((cell) => this.problem(cell));
    }

    /* Change some cells as one step that can be taken back; texts is [[cell, text], …]. */
    change(texts) {
      const moved = texts.filter(([cell, text]) => cell.text !== text);
      if (!moved.length) return;
      this.steps.push(moved.map(([cell]) => [cell, cell.text]));
      if (this.steps.length > MOST_STEPS) this.steps.shift();
      this.set(moved);
    }

    /* Take back the last step; the cell it began at, or null. */
    undo() {
      const step = this.steps.pop();
      if (!step) return null;
      this.set(step);
      return step[0][0];
    }

    set(texts) {
      for (const [cell, text] of texts) cell.text = text;
      this.keep();
      this.tell(texts.map(([cell]) => cell));
    }

    tell(cells) {
      for (const listener of this.listeners) listener(cells);
    }

    discard() {
      this.steps = [];
      const back = this.edited().map((cell) => [cell, cell.shown]);
      for (const cell of this.byName.values()) cell.conflict = null;
      this.set(back);
    }

    /* What is typed survives a reload of this tab, and no longer: marks are not left behind. */
    keep() {
      const typed = this.edited().map(({ name, text, shown, token }) => [name, { text, shown, token }]);
      if (typed.length) sessionStorage.setItem(this.key, JSON.stringify({ maximum: this.maximum, typed }));
      else sessionStorage.removeItem(this.key);
    }

    /* Put back what was typed before a reload, beside what it was typed over; how many cells. */
    restore() {
      const kept = JSON.parse(sessionStorage.getItem(this.key) || '{"typed": []}');
      const found = kept.typed.filter(([name]) => this.byName.has(name));
      for (const [name, one] of found) Object.assign(this.byName.get(name), one);
      this.maximum = kept.maximum || null;
      this.tell(found.map(([name]) => this.byName.get(name)));
      return found.length;
    }
  }

  /* The name under which one person's typing in one grid is kept; that of others goes. */
  function keyFor(user) {
    const own = `${PREFIX}${user}:`;
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith(PREFIX) && !key.startsWith(own)) sessionStorage.removeItem(key);
    }
    return `${own}${location.pathname}${location.search}`;
  }

  Object.assign(grid, { Cells, keyFor });
})();
