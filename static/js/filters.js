// A filter bar sends itself on each change: the address gets the choice, the page comes back filtered.
(() => {
  const REMEMBERED = "perfdash-filter";

  function send(form) {
    for (const field of form.elements) {
      if (field.name && !field.value) field.disabled = true;
    }
    form.submit();
  }

  function restore(form) {
    for (const field of form.elements) field.disabled = false;
    const name = sessionStorage.getItem(REMEMBERED);
    const field = name && form.elements.namedItem(name);
    sessionStorage.removeItem(REMEMBERED);
    if (field) field.focus();
  }

  for (const form of document.querySelectorAll("form[data-filters]")) {
    restore(form);
    form.addEventListener("change", (event) => {
      if (form.matches(":popover-open")) return;
      sessionStorage.setItem(REMEMBERED, event.target.name);
      send(form);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(form);
    });
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) restore(form);
    });
  }
})();
