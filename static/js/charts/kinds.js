// From the server's answer to a Chart.js configuration, one function for each kind of chart.
(() => {
  const PerfDash = (window.PerfDash ??= {});
  const { token, fill, keyColor: keyed } = PerfDash.tokens;
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
              font: { size: 13, lineHeight: 1.1 }, // two lines of one name stand closer than two names
              crossAlign: "far",
              callback: (index) => lines(payload.data.labels[index]),
            },
          },
        },
        plugins: { values: { texts }, ...plugins, tooltip: tooltip(payload) },
      },
    };
  }

  // Time runs along the bottom; the value axis may begin above zero, and leaves room for a calm line.
  function line(payload) {
    const known = payload.data.datasets.flatMap(({ data }) => data.filter((value) => value !== null));
    const { plugins = {} } = payload.options ?? {};
    const color = token("bar");
    const point = { pointRadius: 3.5, pointBackgroundColor: color, pointBorderColor: token("surface") };
    return {
      type: "line",
      data: {
        labels: payload.data.labels,
        datasets: payload.data.datasets.map(({ label, data }) => ({
          label, data, borderColor: color, borderWidth: 2, tension: 0, spanGaps: true, ...point,
        })),
      },
      options: {
        layout: { padding: { top: 20, right: 44 } },
        scales: {
          x: { grid: { display: false }, ticks: { maxRotation: 0, autoSkipPadding: 12 } },
          y: {
            min: Math.max(0, Math.floor(Math.min(...known) / 5) * 5 - 5),
            max: Math.min(100, Math.ceil(Math.max(...known) / 5) * 5 + 5),
            border: { display: false },
            ticks: { maxTicksLimit: 5 },
          },
        },
        plugins: { last: { texts: (payload.table ?? []).map((row) => row.value) }, ...plugins, tooltip: tooltip(payload) },
      },
    };
  }

  // Several lines, each named at its end and told apart by its dashes too; one without a name is a
  // thin bound of the line before it.
  const DASHES = [[], [7, 4], [2, 3], [10, 3, 2, 3], [5, 2], [1, 2]];

  function lineStyle({ label, data, key }, index) {
    const color = keyed(key);
    const thin = { borderWidth: 1, borderDash: [2, 3], pointHitRadius: 0 };
    const own = { borderWidth: 2, borderDash: DASHES[index % DASHES.length] };
    const point = { pointRadius: 0, pointHoverRadius: 4, pointBackgroundColor: color };
    return { label, data, borderColor: color, tension: 0, ...point, ...(label ? own : thin) };
  }

  function several(payload) {
    const { scales = {}, plugins = {} } = payload.options ?? {};
    const { labels, datasets } = payload.data;
    const letters = Math.max(0, ...datasets.map(({ label }) => Math.min(label.length, LABEL_LETTERS)));
    const text = ({ dataset, formattedValue }) => `${dataset.label} ${formattedValue}`;
    const named = ({ dataset }) => Boolean(dataset.label);
    return {
      type: "line",
      data: { labels, datasets: datasets.map(lineStyle) },
      options: {
        interaction: { mode: "index", intersect: false },
        layout: { padding: { top: 12, right: 36 + 7 * letters } },
        scales: {
          x: { grid: { display: false }, ticks: { maxRotation: 0, autoSkipPadding: 12 }, ...scales.x },
          y: { border: { display: false }, ticks: { maxTicksLimit: 5 }, ...scales.y },
        },
        plugins: { ends: { letters: LABEL_LETTERS }, ...plugins, tooltip: { filter: named, callbacks: { label: text } } },
      },
    };
  }

  // A histogram: how many lie between two values, counts printed on top.
  function columns(payload) {
    const { plugins = {} } = payload.options ?? {};
    const texts = (payload.table ?? []).map((row) => row.value);
    return {
      type: "bar",
      data: coloured(payload),
      options: {
        layout: { padding: { top: 18 } },
        datasets: { bar: { barThickness: "flex", categoryPercentage: 1, barPercentage: 0.94 } },
        scales: {
          x: { grid: { display: false }, ticks: { maxRotation: 0 } },
          y: { display: false, beginAtZero: true },
        },
        plugins: { tops: { texts }, ...plugins, tooltip: tooltip(payload) },
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

  const KINDS = { bar, line, lines: several, columns, doughnut: round, pie: round };

  PerfDash.chartConfiguration = (payload) => KINDS[payload.type](payload);
})();
