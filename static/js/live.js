// A page that follows what is stored: asks whether anything has changed, and then shows it in place.
(() => {
  const ASK_EVERY_MS = 1400;
  const SLOWEST_MS = 60_000;
  const JUST_NOW_MS = 60_000;
  const main = document.querySelector("[data-live]");
  if (!main) return;
  const stamped = new WeakMap();
  let wait = ASK_EVERY_MS;
  let timer = null;
  let asking = false;
  let withheld = false;
  let stopped = false;

  // What somebody points at or types into stays as it is until they have left it.
  const HELD = ["form", "[data-live-held]"]
    .flatMap((one) => [`${one}:hover`, `${one}:focus-within`])
    .concat("[data-live-kept]")
    .join(", ");
  const holds = (node) => [node, ...node.querySelectorAll("*")].some(isHeld);
  const isHeld = (node) => node.matches(HELD) || isTypedInto(node);

  // A form with something written in it is somebody's, even while they read on elsewhere.
  function isTypedInto(form) {
    return form.matches("form[method=post]") && [...form.elements].some(isChanged);
  }

  function isChanged(field) {
    if (field.type === "hidden") return false;
    if (field.options) return [...field.options].some((one) => one.selected !== one.defaultSelected);
    if (field.type === "checkbox") return field.checked !== field.defaultChecked;
    return field.defaultValue !== undefined && field.value !== field.defaultValue;
  }

  const isTyping = () => [...document.forms].some(isTypedInto);

  // Where this page is no longer to be had: what somebody has written stays, with a word of what to do.
  function startAnew(sentence) {
    if (!isTyping()) return location.reload();
    stopped = true;
    const notice = document.createElement("div");
    const words = document.createElement("p");
    notice.className = "notice notice-warning";
    notice.setAttribute("role", "alert");
    notice.append(words);
    main.prepend(notice);
    words.textContent = sentence;
  }

  const signedOut = () => startAnew(gettext("You are signed out; copy your text, then sign in again."));
  const gone = () =>
    startAnew(gettext("This page can no longer be shown; copy your text, then open it anew."));

  function withhold() {
    withheld = true;
    return false;
  }

  // Charts are drawn by their own script, which also knows which tables stand open.
  function isKept(attribute, node) {
    const byScript = ["open", "data-ready", "aria-busy", "data-state"];
    return byScript.includes(attribute) && node.matches("details, [data-chart]");
  }

  function show(page) {
    const fresh = page.querySelector("[data-live]");
    if (!fresh) return gone();
    withheld = false;
    Idiomorph.morph(main, fresh, {
      callbacks: {
        beforeNodeMorphed(node) {
          if (node.nodeName === "CANVAS") return false;
          return node.nodeType !== Node.ELEMENT_NODE || !isHeld(node) || withhold();
        },
        beforeNodeRemoved: (node) => node.nodeType !== Node.ELEMENT_NODE || !holds(node) || withhold(),
        beforeAttributeUpdated: (attribute, node) => !isKept(attribute, node),
      },
    });
    document.title = page.title;
    stampAnew(page.querySelector(".page-foot .stamp"));
    document.dispatchEvent(new Event("perfdash:changed"));
  }

  // “Updated just now” for a minute, then when and by which rule.
  function stampAnew(fresh) {
    for (const stamp of fresh ? document.querySelectorAll(".stamp") : []) {
      stamp.textContent = gettext("Updated just now");
      clearTimeout(stamped.get(stamp));
      const words = () => stamp.replaceChildren(...fresh.cloneNode(true).childNodes);
      stamped.set(stamp, setTimeout(words, JUST_NOW_MS));
    }
  }

  async function refresh() {
    const noted = main.dataset.liveLook; // by which the same look is not written down twice
    const headers = { Accept: "text/html", ...(noted && { "X-PerfDash-Look": noted }) };
    const answer = await fetch(location.href, { headers });
    if (answer.redirected) return signedOut();
    if (answer.status >= 500) throw new Error(`status ${answer.status}`);
    if (!answer.ok) return gone();
    show(new DOMParser().parseFromString(await answer.text(), "text/html"));
  }

  async function ask() {
    const answer = await fetch(main.dataset.live, { credentials: "omit" });
    // Open for longer than a session lasts: a page with something written in it is asked for in place.
    if (answer.status === 404) return isTyping() ? refresh() : location.reload();
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    const isLeft = withheld && !holds(main);
    if (isLeft || (await answer.text()) !== main.dataset.liveStamp) await refresh();
  }

  async function look() {
    clearTimeout(timer);
    if (stopped || document.hidden || asking) return;
    asking = true;
    try {
      await ask();
      wait = ASK_EVERY_MS;
    } catch {
      wait = Math.min(wait * 2, SLOWEST_MS); // the server is away: the page stays as it was
    }
    asking = false;
    if (!stopped) timer = setTimeout(look, wait);
  }

  document.addEventListener("visibilitychange", look);
  timer = setTimeout(look, wait);
})();
