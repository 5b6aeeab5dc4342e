// Keeps a page of the preview up to date. Part of `gazette serve`, never of the output.
// It writes no markup from strings and no inline style, so it works under
// script-src 'self'; style-src 'self'; require-trusted-types-for 'script'.
(() => {
  "use strict";
  const me = document.currentScript;
  const day = me.dataset.day;
  let version = Number(me.dataset.version);
  let hidden = ""; // the problems that the reader has put away

  const policy = window.trustedTypes?.createPolicy("gazette-preview", { createHTML: (s) => s });
  const parse = (text) => new DOMParser().parseFromString(policy ? policy.createHTML(text) : text, "text/html");

  // ---- the page

  // What surrounds the text: if it differs, the page is loaded anew.
  const frame = (doc) => {
    const copy = doc.documentElement.cloneNode(true);
    const own = "#n-main, title, meta[name=description], meta[property], script, .n-suggest, gazette-preview";
    for (const e of copy.querySelectorAll(own)) e.remove();
    for (const name of ["data-theme", "data-running"]) copy.removeAttribute(name);
    copy.normalize();
    return copy.outerHTML.replace(/\s+/g, " ").replace(/> </g, "><").replace(/\s+(?=<\/)/g, "");
  };

  const sameTag = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && a.id === b.id;

  // Makes one node like another, touching only what differs: what the reader
  // has scrolled to, focused or opened stays.
  const patch = (old, now) => {
    if (old.isEqualNode(now)) return;
    if (old.nodeType !== Node.ELEMENT_NODE) {
      old.nodeValue = now.nodeValue;
      return;
    }
    for (const { name } of [...old.attributes]) if (!now.hasAttribute(name) && name !== "open")
      old.removeAttribute(name);
    for (const { name, value } of now.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    const from = [...old.childNodes], to = [...now.childNodes];
    while (from.length && to.length && from[0].isEqualNode(to[0])) { from.shift(); to.shift(); }
    let after = null;
    while (from.length && to.length && from.at(-1).isEqualNode(to.at(-1))) { after = from.pop(); to.pop(); }
    while (from.length && to.length && sameTag(from[0], to[0])) patch(from.shift(), to.shift());
    for (const node of from) node.remove();
    for (const node of to) old.insertBefore(document.importNode(node, true), after);
  };

  const refresh = async (next) => {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (answer.headers.has("Gazette-Held")) return; // the last good page stays
    const doc = parse(await answer.text());
    const main = document.getElementById("n-main"), now = doc.getElementById("n-main");
    if (!main || !now || frame(document) !== frame(doc)) {
      location.reload(); // the browser keeps the place
      return;
    }
    document.title = doc.title;
    document.documentElement.dataset.running = doc.documentElement.dataset.running ?? "";
    patch(main, document.importNode(now, true));
    version = next;
    document.dispatchEvent(new CustomEvent("gazette:refreshed"));
  };

  // ---- what is shown above the page

  const make = (tag, props, ...children) => {
    const e = document.createElement(tag);
    for (const [k, v] of Object.entries(props)) if (v !== undefined) e[k] = v;
    e.append(...children.filter((c) => c !== undefined));
    return e;
  };

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial; color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
    * { box-sizing: border-box; }
    .bar, .problems { position: fixed; z-index: 2147483647; inset-inline: 0; margin-inline: auto;
      color: light-dark(#172033, #e8ecf4); background: light-dark(#fff, #171e2b);
      box-shadow: 0 6px 32px rgb(0 0 0 / .3); }
    .bar { inset-block-end: .75rem; inline-size: fit-content; max-inline-size: calc(100% - 1.5rem);
      border: 1px solid light-dark(#b7791f, #d9a441); border-radius: 999px; padding: .35rem 1rem; display: flex;
      flex-wrap: wrap; gap: .25rem 1rem; }
    .problems { inset-block-start: 0; max-block-size: 60vh; overflow: auto;
      padding: 1rem max(1.25rem, 50% - 34rem) 1.25rem; border-block-end: 5px solid light-dark(#b3261e, #ff8a80); }
    h2 { margin: 0; font-size: 1.05rem; }
    .head { display: flex; gap: 1rem; justify-content: space-between; align-items: center; }
    ol { margin: .5rem 0 0; padding: 0; list-style: none; display: grid; grid-template-columns: minmax(0, 1fr);
      gap: .9rem; overflow-wrap: anywhere; }
    code, pre { font: 13px/1.5 ui-monospace, "SF Mono", Consolas, monospace; }
    pre { margin: .35rem 0; padding: .5rem .75rem; overflow-x: auto; border-radius: 4px;
      background: light-dark(#f4f6fa, #10151f); }
    p { margin: 0; } .hint { color: light-dark(#4a5568, #aab4c5); }
    a { color: light-dark(#0b4fb3, #8ab4ff); }
    button { font: inherit; min-block-size: 2.75rem; padding: .25rem 1rem; border: 1px solid currentColor;
      border-radius: 6px; background: none; color: inherit; cursor: pointer; }
    :focus-visible { outline: 3px solid light-dark(#0b4fb3, #8ab4ff); outline-offset: 2px; }
    @media print { :host { display: none; } }
  `);

  const host = document.createElement("gazette-preview");
  const shadow = host.attachShadow({ mode: "open" });
  shadow.adoptedStyleSheets = [sheet];
  document.documentElement.append(host);

  if (day) {
    const here = location.pathname.replace(/^\/_gazette\/day\/[^/]+\//, "");
    shadow.append(make("div", { className: "bar", role: "status" },
      make("span", {}, day === "drafts" ? "The site with its drafts" : "The site as on ",
        day === "drafts" ? "" : make("b", {}, day)),
      make("a", { href: "/_gazette/travel/?path=" + encodeURIComponent(here) }, "today"),
      make("a", { href: "/_gazette/notices/?day=" + day }, "desk")));
  }

  const problem = (p) => make("li", {},
    make("p", {}, p.link ? make("a", { href: p.link }, p.place) : make("b", {}, p.place), " ", p.message),
    p.excerpt ? make("pre", { tabIndex: 0 }, p.excerpt + (p.column ? "\n" + " ".repeat(p.column - 1) + "^" : ""))
      : undefined,
    p.hint ? make("p", { className: "hint" }, "hint: " + p.hint) : undefined);

  const desk = document.documentElement.dataset.kind === "desk"; // it lists them itself

  const overlay = (problems) => {
    if (desk) return;
    shadow.querySelector(".problems")?.remove();
    const said = JSON.stringify(problems);
    if (!problems.length || said === hidden) return;
    const put = () => { hidden = said; overlay(problems); };
    const shown = problems.slice(0, 20);
    const onkeydown = (e) => { if (e.key === "Escape") put(); };
    const box = make("div", { className: "problems", role: "alert", onkeydown },
      make("div", { className: "head" },
        make("h2", {}, problems.length === 1 ? "A mistake to mend" : problems.length + " mistakes to mend"),
        make("button", { type: "button", onclick: put }, "Hide")),
      make("ol", {}, ...shown.map(problem)),
      problems.length > shown.length ? make("p", {}, make("a", { href: "/_gazette/findings/" }, "All of them"))
        : undefined);
    shadow.append(box);
  };
  document.addEventListener("keydown", (e) => {
    if (e.key === "Escape") shadow.querySelector(".problems button")?.click();
  });

  // ---- the stream

  const still = document.documentElement.hasAttribute("data-still");
  let working = Promise.resolve();
  const told = (state) => {
    overlay(state.problems);
    if (state.version === version) return;
    if (still) { // somebody is writing here
      version = state.version;
      document.dispatchEvent(new CustomEvent("gazette:told"));
      return;
    }
    working = working.then(() => refresh(state.version)).catch(() => {});
  };

  // A browser opens few connections to one host: a page that nobody sees has none.
  let stream;
  const listen = () => {
    if (document.hidden) { stream?.close(); stream = undefined; return; }
    if (stream) return;
    stream = new EventSource("/_gazette/events");
    stream.onmessage = (e) => told(JSON.parse(e.data));
  };
  document.addEventListener("visibilitychange", listen);
  listen();
})();
