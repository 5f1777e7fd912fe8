// The only door from the stylesheet to the canvas: colours and the font are read, never written here.
(() => {
  const PerfDash = (window.PerfDash ??= {});

  const token = (name) =>
    getComputedStyle(document.documentElement).getPropertyValue(`--pd-${name}`).trim();

  // A key is what the server names a mark by ("a-plus", "high", "bar"); its class holds the colour.
  function keyColor(key) {
    const probe = document.createElement("span");
    probe.className = `key-${key}`;
    probe.hidden = true;
    document.body.append(probe);
    const color = getComputedStyle(probe).color;
    probe.remove();
    return color;
  }

  // Not enough data is drawn hatched, so that it survives black and white.
  function hatch(color) {
    const tile = document.createElement("canvas");
    tile.width = tile.height = 6;
    const pen = tile.getContext("2d");
    pen.strokeStyle = color;
    pen.lineWidth = 1.6;
    pen.beginPath();
    for (const shift of [-6, 0, 6]) {
      pen.moveTo(shift, 6);
      pen.lineTo(shift + 6, 0);
    }
    pen.stroke();
    return pen.createPattern(tile, "repeat");
  }

  const fill = (key) => (key === "unknown" ? hatch(keyColor(key)) : keyColor(key));

  function applyDefaults(Chart) {
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    Chart.defaults.locale = "en-IN"; // as the tables group their digits
    Chart.defaults.font.size = 12;
    Chart.defaults.font.lineHeight = 1.3;
    Chart.defaults.color = token("text-2");
    Chart.defaults.borderColor = token("hair");
    Chart.defaults.responsive = true;
    Chart.defaults.maintainAspectRatio = false;
    Chart.defaults.animation = false;
    Chart.defaults.resizeDelay = 80;
    Chart.defaults.plugins.legend.display = false;
    Chart.defaults.plugins.title.display = false;
    Object.assign(Chart.defaults.plugins.tooltip, {
      backgroundColor: token("text"),
      titleColor: token("surface"),
      bodyColor: token("surface"),
      displayColors: false,
      cornerRadius: 4,
      padding: 8,
    });
    Object.assign(Chart.defaults.datasets.bar, {
      barThickness: 18,
      borderRadius: 2,
      borderSkipped: "start",
    });
    Object.assign(Chart.defaults.elements.arc, { borderWidth: 2, borderColor: token("surface") });
  }

  PerfDash.tokens = { token, fill, keyColor, applyDefaults };
})();
