// Names what the forms of the administration leave unnamed: fields in rows, and select2's choosers.
(() => {
  // A field of a form has a label, one in a row of a table the head of its column.
  function wordsOf(field) {
    const cell = field.closest("td");
    return field.labels?.[0] ?? (cell && cell.closest("table").tHead?.rows[0].cells[cell.cellIndex]);
  }

  function name(field) {
    const words = wordsOf(field);
    if (!words?.textContent.trim()) return;
    words.id ||= `words-of-${field.id}`;
    if (!field.labels?.length && !field.ariaLabel) field.setAttribute("aria-labelledby", words.id);
    const chooser = field.nextElementSibling?.querySelector("[role=combobox]");
    const value = chooser?.querySelector(".select2-selection__rendered");
    value?.setAttribute("aria-labelledby", words.id);
    chooser?.setAttribute("aria-labelledby", [words.id, value?.id].filter(Boolean).join(" "));
  }

  const FIELDS = "select.admin-autocomplete, td :is(input:not([type=hidden]), select, textarea)";
  const nameAll = () => document.querySelectorAll(`#content form :is(${FIELDS})`).forEach(name);
  // select2 comes with jQuery's own turn, which may be after the page has loaded.
  const inTurn = (work) => (window.django?.jQuery ? window.django.jQuery(work) : work());
  window.addEventListener("load", () => inTurn(nameAll));
  document.addEventListener("formset:added", () => setTimeout(nameAll));
})();
