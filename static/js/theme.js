// Sets the theme before the first paint where the choice is "as the device", and follows the device.
(() => {
  const root = document.documentElement;
  const device = window.matchMedia("(prefers-color-scheme: dark)");
  root.dataset.js = "";

  function cookieChoice() {
    const match = document.cookie.match(/(?:^|; )theme=(light|dark|auto)/);
    return match ? match[1] : "auto";
  }

  function apply() {
    const choice = root.dataset.themeChoice || cookieChoice();
    const theme = choice === "auto" ? (device.matches ? "dark" : "light") : choice;
    root.dataset.bsTheme = theme;
    root.dataset.theme = theme;
  }

  apply();
  device.addEventListener("change", apply);
})();
