// The texts of the scripts: English as it stands, unless another language was loaded before this.
globalThis.gettext ??= (text) => text;
globalThis.ngettext ??= (one, many, number) => (number === 1 ? one : many);

/* A text with its values in their places: filled("%(number)s rows", { number: 3 }). */
globalThis.filled = (text, values) => text.replace(/%\((\w+)\)s/g, (_, name) => values[name]);
