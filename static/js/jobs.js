// The page of a job asks each second how far it is, and goes on when it is done.
(() => {
  const card = document.querySelector("[data-job]");
  if (!card) return;
  const bar = card.querySelector("progress");
  const words = card.querySelector("[data-words]");
  const steps = card.querySelectorAll("[data-step]");
  const cancel = card.querySelector("[data-cancel]");
  const heading = document.querySelector("h1");

  const WORDS = { done: gettext("done"), now: gettext("now"), "to come": gettext("to come") };

  function show(standing) {
    heading.textContent = standing.heading;
    words.textContent = standing.words;
    if (standing.total) {
      bar.max = standing.total;
      bar.value = standing.done;
    } else {
      bar.removeAttribute("value");
    }
    standing.steps.forEach(([name, state], place) => showStep(steps[place], name, state));
    if (cancel) cancel.disabled = !standing.cancellable;
  }

  function showStep(step, name, state) {
    if (step.dataset.step === state) return;
    step.dataset.step = state;
    step.querySelector("span").textContent = `: ${WORDS[state]}`;
    if (state === "now") step.setAttribute("aria-current", "step");
    else step.removeAttribute("aria-current");
  }

  async function look() {
    try {
      const answer = await fetch(card.dataset.job, { headers: { accept: "application/json" } });
      if (answer.redirected || !answer.ok) return location.reload(); // signed out, or gone
      const standing = await answer.json();
      if (!standing.under_way) return location.replace(standing.url);
      show(standing);
    } catch {
      words.textContent = gettext("The server does not answer; the work may go on all the same.");
    }
    setTimeout(look, 1000);
  }

  setTimeout(look, 500);
})();
