// From the server's answer to a Chart.js configuration, one function for each kind of chart.
(() => {
  const PerfDash = (window.PerfDash ??= {});
  const { token, fill } = PerfDash.tokens;
  const LABEL_LETTERS = 18;

  // Long names take two lines; the table has them whole.
  function lines(label) {
    if (label.length <= LABEL_LETTERS) return label;
    const cut = label.lastIndexOf(" ", LABEL_LETTERS);
    const [first, rest] = cut > 0 ? [label.slice(0, cut), label.slice(cut + 1)] : ["", label];
    const second = rest.length > LABEL_LETTERS ? `${rest.slice(0, LABEL_LETTERS - 1)}…` : rest;
    return first ? [first, second] : second;
  }

  function coloured({ data: { labels, datasets } }) {
    const inTheme = ({ keys = [], label, data }) => {
      const fills = data.map((_, index) => fill(keys[index] ?? "bar-muted"));
      return { label, data, backgroundColor: fills, hoverBackgroundColor: fills };
    };
    return { labels, datasets: datasets.map(inTheme) };
  }

  function tooltip(payload) {
    const text = ({ dataIndex, dataset, raw }) =>
      `${dataset.label ?? ""} ${payload.table?.[dataIndex]?.value ?? raw}`.trim();
    return { callbacks: { label: text } };
  }

  function bar(payload) {
    const { scales = {}, plugins = {} } = payload.options ?? {};
    const texts = (payload.table ?? []).map((row) => row.value);
    const top = plugins.reference ? 24 : 4;
    return {
      type: "bar",
      data: coloured(payload),
      options: {
        indexAxis: "y",
        layout: { padding: { top, right: 56 } },
        scales: {
          x: { display: false, min: 0, max: 100, ...scales.x },
          y: {
            grid: { display: false },
            border: { display: false },
            ticks: {
              autoSkip: false,
              color: token("text"),
              font: { size: 13 },
              crossAlign: "far",
              callback: (index) => lines(payload.data.labels[index]),
            },
          },
        },
        plugins: { values: { texts }, ...plugins, tooltip: tooltip(payload) },
      },
    };
  }

  function round(payload) {
    const { plugins = {} } = payload.options ?? {};
    return {
      type: payload.type,
      data: coloured(payload),
      options: {
        cutout: payload.type === "doughnut" ? "64%" : 0,
        layout: { padding: 1 },
        plugins: { ...plugins, tooltip: tooltip(payload) },
      },
    };
  }

  const KINDS = { bar, doughnut: round, pie: round };

  PerfDash.chartConfiguration = (payload) => KINDS[payload.type](payload);
})();
