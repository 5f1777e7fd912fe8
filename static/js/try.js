// The answer follows what is typed; without this script the button asks.
(() => {
  const PAUSE = 350;
  const form = document.querySelector("form[data-try]");
  const box = document.getElementById("answer");
  if (!form || !box) return;
  let waiting, asked = 0;

  // What is shown was said of other amounts: without an answer it must not stand as if it were one.
  function markStale() {
    box.classList.add("is-stale");
    box.querySelector("[data-try-stale]").hidden = false;
  }

  function show(fresh) {
    box.replaceChildren(...fresh.childNodes);
    box.dataset.look = fresh.dataset.look;
    box.classList.remove("is-stale");
  }

  // A look that was written down is sent along, so that every pause in typing is not one more.
  async function ask() {
    const turn = ++asked;
    const sent = new URLSearchParams(new FormData(form));
    box.setAttribute("aria-busy", "true");
    try {
      const headers = { "X-PerfDash-Look": box.dataset.look };
      const answer = await fetch(`${location.pathname}?${sent}`, { headers });
      if (answer.redirected) return location.reload(); // signed out meanwhile
      if (answer.status >= 500) throw new Error(`status ${answer.status}`);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (turn !== asked) return;
      const fresh = page.getElementById("answer");
      if (!fresh) return location.assign(`?${sent}`); // no version to ask any more: it says why
      show(fresh);
      history.replaceState(null, "", `?${sent}`);
    } catch {
      if (turn === asked) markStale();
    } finally {
      if (turn === asked) box.removeAttribute("aria-busy");
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
})();
