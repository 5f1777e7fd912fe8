// The answer follows what is typed; without this script the button asks.
(() => {
  const PAUSE = 350;
  const form = document.querySelector("form[data-try]");
  if (!form) return;
  let waiting, asked = 0;

  async function ask() {
    const turn = ++asked;
    const sent = new URLSearchParams(new FormData(form));
    const box = document.getElementById("answer");
    box.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(`${location.pathname}?${sent}`, { headers: { "X-Part": "answer" } });
      if (answer.redirected) return location.reload(); // signed out meanwhile
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("answer");
      if (turn !== asked || !fresh) return;
      box.replaceChildren(...fresh.childNodes);
      history.replaceState(null, "", `?${sent}`);
    } finally {
      if (turn === asked) box.removeAttribute("aria-busy");
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
})();
