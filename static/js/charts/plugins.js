// What Chart.js has not: values in one column, a labelled reference line, a total in the middle.
(() => {
  const PerfDash = (window.PerfDash ??= {});
  const { token } = PerfDash.tokens;

  function write(chart, text, x, y, { size = 12, weight = 400, color = "text", align = "right" } = {}) {
    const pen = chart.ctx;
    pen.font = `${weight} ${size}px ${chart.options.font.family}`;
    pen.fillStyle = token(color);
    pen.textAlign = align;
    pen.textBaseline = "middle";
    pen.fillText(text, x, y);
  }

  const values = {
    id: "values",
    afterDatasetsDraw(chart, _, { texts }) {
      if (!texts) return;
      chart.getDatasetMeta(0).data.forEach((bar, index) => {
        write(chart, texts[index] ?? "–", chart.width, bar.y, { weight: 600 });
      });
    },
  };

  const reference = {
    id: "reference",
    afterDatasetsDraw(chart, _, { value, label }) {
      if (value === undefined || value === null) return;
      const { top, bottom, left, right } = chart.chartArea;
      const x = Math.round(chart.scales.x.getPixelForValue(value)) + 0.5;
      const pen = chart.ctx;
      pen.save();
      pen.strokeStyle = token("text");
      pen.lineWidth = 1;
      pen.setLineDash([3, 3]);
      pen.beginPath();
      pen.moveTo(x, top - 4);
      pen.lineTo(x, bottom);
      pen.stroke();
      pen.restore();
      const half = pen.measureText(label).width / 2;
      const middle = Math.min(Math.max(x, left + half), Math.max(right, chart.width - half));
      write(chart, label, middle, top - 12, { color: "text-2", align: "center" });
    },
  };

  const centre = {
    id: "centre",
    afterDatasetsDraw(chart, _, { text, note }) {
      if (!text) return;
      const { left, right, top, bottom } = chart.chartArea;
      const x = (left + right) / 2;
      const y = (top + bottom) / 2;
      const size = text.length > 6 ? 15 : 21;
      write(chart, text, x, note ? y - 7 : y, { size, weight: 600, align: "center" });
      if (note) write(chart, note, x, y + 12, { color: "text-2", align: "center" });
    },
  };

  const last = {
    id: "last",
    afterDatasetsDraw(chart, _, { texts }) {
      const point = texts && chart.getDatasetMeta(0).data.at(-1);
      if (!point || Number.isNaN(point.y)) return;
      write(chart, texts.at(-1), point.x + 8, point.y, { weight: 600, align: "left" });
    },
  };

  const tops = {
    id: "tops",
    afterDatasetsDraw(chart, _, { texts }) {
      if (!texts) return;
      chart.getDatasetMeta(0).data.forEach((bar, index) => {
        // On a narrow screen a figure wider than its column is left to the table.
        const fits = chart.ctx.measureText(texts[index] ?? "").width <= bar.width + 2;
        if (chart.data.datasets[0].data[index] && fits) {
          write(chart, texts[index], bar.x, bar.y - 9, { weight: 600, align: "center" });
        }
      });
    },
  };

  // Where other rules begin: what lies left and right of the line is not quite the same measure.
  const breaks = {
    id: "breaks",
    afterDatasetsDraw(chart, _, { at, label }) {
      const pen = chart.ctx;
      const { top, bottom } = chart.chartArea;
      for (const index of at ?? []) {
        const here = chart.scales.x.getPixelForValue(index);
        const before = chart.scales.x.getPixelForValue(Math.max(index - 1, 0));
        const x = Math.round((here + before) / 2) + 0.5;
        pen.save();
        pen.strokeStyle = token("text");
        pen.lineWidth = 1;
        pen.setLineDash([3, 3]);
        pen.beginPath();
        pen.moveTo(x, top - 6);
        pen.lineTo(x, bottom);
        pen.stroke();
        pen.restore();
        write(chart, label, x, top - 12, { color: "text-2", align: "center" });
      }
    },
  };

  const SAMPLE = 18;

  function stroke(pen, x, y, color, dash) {
    pen.save();
    pen.strokeStyle = color;
    pen.lineWidth = 2;
    pen.setLineDash(dash);
    pen.beginPath();
    pen.moveTo(x, y);
    pen.lineTo(x + SAMPLE, y);
    pen.stroke();
    pen.restore();
  }

  // The name of each line and a sample of it, level with its last point; names that would
  // meet are moved apart.
  const ends = {
    id: "ends",
    afterDatasetsDraw(chart, _, { letters }) {
      if (!letters) return;
      const LINE_HEIGHT = 14;
      const names = chart.data.datasets.flatMap(({ label, data, borderColor, borderDash }, index) => {
        const at = data.findLastIndex((value) => value !== null);
        if (!label || at < 0) return [];
        const point = chart.getDatasetMeta(index).data[at];
        const text = label.length > letters ? `${label.slice(0, letters - 1)}…` : label;
        return [{ text, x: chart.chartArea.right + 8, y: point.y, borderColor, borderDash }];
      });
      names.sort((one, other) => one.y - other.y);
      names.forEach((one, index) => {
        if (index) one.y = Math.max(one.y, names[index - 1].y + LINE_HEIGHT);
      });
      let floor = chart.chartArea.bottom;
      for (const one of names.toReversed()) {
        one.y = Math.min(one.y, floor);
        floor = one.y - LINE_HEIGHT;
      }
      for (const { text, x, y, borderColor, borderDash } of names) {
        stroke(chart.ctx, x, y, borderColor, borderDash);
        write(chart, text, x + SAMPLE + 4, y, { align: "left" });
      }
    },
  };

  PerfDash.chartPlugins = [values, reference, centre, last, tops, breaks, ends];
})();
