// Draws every [data-chart] of the page: loads its figures, shows how that went, follows the theme.
(() => {
  const PerfDash = window.PerfDash;
  const SLOW_AFTER_MS = 300;
  const drawn = new Map();

  async function figures(box) {
    const written = box.parentElement.querySelector(':scope > script[type="application/json"]');
    if (written) return JSON.parse(written.textContent);
    const answer = await fetch(box.dataset.url, { headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) throw new Error(`status ${answer.status}`);
    return answer.json();
  }

  // The segment or bar that is pointed at leads to the same students as its row in the table.
  function leadToStudents(payload) {
    const target = (elements) => elements.length && payload.table?.[elements[0].index]?.url;
    return {
      onClick(_, elements) {
        const url = target(elements);
        if (url) window.location.assign(url);
      },
      onHover(event, elements) {
        event.native.target.style.cursor = target(elements) ? "pointer" : "default";
      },
    };
  }

  function configuration(payload) {
    const { type, data, options } = PerfDash.chartConfiguration(payload);
    return { type, data, options: { ...options, ...leadToStudents(payload) } };
  }

  function draw(box, payload) {
    const canvas = box.querySelector("canvas");
    if (payload.title) canvas.setAttribute("aria-label", payload.title);
    const before = drawn.get(box);
    if (before?.payload.type === payload.type) return change(before, payload);
    before?.chart.destroy();
    drawn.set(box, { payload, chart: new Chart(canvas, configuration(payload)) });
  }

  function change(one, payload) {
    one.payload = payload;
    const { data, options } = configuration(payload);
    one.chart.data = data;
    one.chart.options = options;
    one.chart.update("none");
  }

  function showFailure(box) {
    const place = box.querySelector(".chart-failed");
    const words = document.createElement("p");
    const again = document.createElement("button");
    words.textContent = gettext("This chart could not be loaded.");
    again.type = "button";
    again.className = "btn btn-sm btn-outline-secondary";
    again.textContent = gettext("Try again");
    again.addEventListener("click", () => load(box));
    place.replaceChildren(words, again);
    box.dataset.state = "failed";
    const table = box.closest(".chart-card")?.querySelector(".chart-table");
    if (table) table.open = true;
  }

  async function load(box) {
    box.setAttribute("aria-busy", "true");
    delete box.dataset.state;
    const slow = setTimeout(() => (box.dataset.state = "slow"), SLOW_AFTER_MS);
    try {
      const payload = await figures(box);
      clearTimeout(slow);
      delete box.dataset.state;
      draw(box, payload);
    } catch (error) {
      clearTimeout(slow);
      console.error(`chart ${box.dataset.chart}: ${error.message}`);
      showFailure(box);
    }
    box.setAttribute("aria-busy", "false");
  }

  function redraw() {
    PerfDash.tokens.applyDefaults(Chart);
    for (const one of drawn.values()) change(one, one.payload);
  }

  // The page has changed below the charts: new ones are drawn, those that are gone are let go.
  function follow() {
    for (const [box, { chart }] of drawn) {
      if (box.isConnected) continue;
      chart.destroy();
      drawn.delete(box);
    }
    for (const table of document.querySelectorAll(".chart-table:not([data-ready])")) close(table);
    document.querySelectorAll("[data-chart]").forEach(load);
  }

  function close(table) {
    table.open = false;
    table.dataset.ready = "";
  }

  // Paper is light and narrow, with two charts beside each other or one in its whole width: the
  // canvas is drawn anew before printing, and back afterwards.
  function widthOnPaper({ width }) {
    const alone = width > 0.6 * document.documentElement.clientWidth;
    return Math.min(width, alone ? 650 : 310);
  }

  function followPrinting() {
    const root = document.documentElement;
    let theme = null;
    window.addEventListener("beforeprint", () => {
      theme = root.dataset.bsTheme;
      root.dataset.bsTheme = "light";
      for (const { chart } of drawn.values()) chart.resize(widthOnPaper(chart), chart.height);
      redraw();
    });
    window.addEventListener("afterprint", () => {
      root.dataset.bsTheme = theme;
      for (const { chart } of drawn.values()) chart.resize();
      redraw();
    });
  }

  document.querySelectorAll(".chart-table").forEach(close);
  Chart.register(...PerfDash.chartPlugins);
  PerfDash.tokens.applyDefaults(Chart);
  document.querySelectorAll("[data-chart]").forEach(load);
  new MutationObserver(redraw).observe(document.documentElement, {
    attributes: true,
    attributeFilter: ["data-bs-theme"],
  });
  followPrinting();
  document.addEventListener("perfdash:changed", follow);
})();
