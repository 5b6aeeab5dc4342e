// The editor of the desk: a text in CodeMirror, and beside it what it comes to. `npm ci && npm run bundle` makes
// ../editor.min.js of it. Without a script, the page is a form that saves.
import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyField, historyKeymap } from "@codemirror/commands";
import { markdown } from "@codemirror/lang-markdown";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Annotation, EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const page = document.querySelector(".d-write");
const form = page.querySelector(".d-write__form");
const area = form.querySelector("#w-body");
const $ = (selector) => page.querySelector(selector);
const make = (tag, props, ...children) => { const e = Object.assign(document.createElement(tag), props); e.append(...children); return e; };
const say = JSON.parse($(".d-words").textContent);
const path = page.dataset.path, may = page.dataset.may === "true";

// What is in the file, as far as is known here: every save is made on it.
let base = { hash: page.dataset.hash, text: form.elements.base.value };
let head = form.elements.head.value;
const headLines = () => head.split("\n").length - 1;

const ask = async (verb, body, more) => {
  const send = () => fetch("/_gazette/api/" + verb, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), ...more });
  let answer = await send();
  if (answer.status === 403 && may && !more) { // the desk may have been started anew: its page gives the token of this run
    await fetch("/_gazette/", { method: "HEAD" });
    answer = await send();
  }
  const text = await answer.text();
  try { return { status: answer.status, data: JSON.parse(text) }; } catch { return { status: answer.status, data: { error: text } }; }
};

// findNotices asks for notices: by words (q=), or by their short names (slug=).
const findNotices = async (query) => {
  try { return await (await fetch("/_gazette/api/notices?" + query)).json(); } catch { return []; }
};

// ---- the editor

const outside = Annotation.define(); // a change that comes from the file, not from a hand
const ink = HighlightStyle.define([
  { tag: tags.heading, fontWeight: "700" }, { tag: tags.strong, fontWeight: "700" }, { tag: tags.emphasis, fontStyle: "italic" },
  { tag: [tags.link, tags.url], color: "var(--n-accent, LinkText)" }, { tag: [tags.processingInstruction, tags.meta, tags.contentSeparator], color: "var(--n-quiet, GrayText)" },
  { tag: tags.monospace, fontFamily: "ui-monospace, monospace" },
]);
const look = EditorView.theme({
  "&": { border: "1px solid var(--n-quiet, currentColor)", borderRadius: "6px", backgroundColor: "var(--n-paper, Canvas)", color: "var(--n-ink, CanvasText)", blockSize: "100%" },
  "&.cm-focused": { outline: "3px solid var(--n-focus, Highlight)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: "inherit", lineHeight: "1.6", overflow: "auto" },
  ".cm-content": { padding: ".75rem .25rem", caretColor: "var(--n-ink, CanvasText)" },
  ".cm-cursor": { borderInlineStart: "2px solid var(--n-ink, CanvasText)" },
  ".cm-gutters": { backgroundColor: "var(--n-tint, Canvas)", color: "var(--n-quiet, GrayText)", border: "0" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--n-tint, Canvas) 60%, transparent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "color-mix(in srgb, var(--n-accent, Highlight) 28%, transparent)" },
  ".cm-tooltip": { backgroundColor: "var(--n-paper, Canvas)", color: "var(--n-ink, CanvasText)", border: "1px solid var(--n-quiet, currentColor)" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--n-accent, Highlight)", color: "var(--n-on-accent, HighlightText)" },
  ".cm-lintRange-error, .cm-lintRange-warning, .cm-lintRange-info": { backgroundImage: "none", textDecoration: "underline wavy var(--n-note-line, currentColor)", textUnderlineOffset: "3px" },
  ".cm-lintRange-error": { textDecorationColor: "var(--n-del-ink, red)" },
  ".cm-lint-marker-error, .cm-lint-marker-warning, .cm-lint-marker-info": { content: "'!'", fontWeight: "700", textAlign: "center", inlineSize: "1em", color: "var(--n-ink, CanvasText)" },
  ".cm-lint-marker-error": { content: "'×'", color: "var(--n-del-ink, CanvasText)" },
  ".cm-panels": { backgroundColor: "var(--n-tint, Canvas)", color: "var(--n-ink, CanvasText)" },
});

// Links are completed after "](", with the text's own headings and the other notices; ids after "{#".
let links = [];
const complete = async (context) => {
  const link = context.matchBefore(/\]\([^)\s]*/);
  if (link) {
    const typed = link.text.slice(2), notices = typed.startsWith("#") ? [] : await findNotices("q=" + encodeURIComponent(typed.replace(/\.md$/, "")));
    return { from: link.from + 2, filter: false, options: [...links.filter((l) => l.link.startsWith(typed)).map((l) => ({ label: l.link, detail: l.title, type: "text" })),
      ...notices.map((n) => ({ label: n.slug + ".md", detail: n.title, type: "text" }))] };
  }
  const id = context.matchBefore(/\{#[\p{L}\p{M}\p{N}-]*/u);
  if (!id) return null;
  const title = context.state.doc.lineAt(context.pos).text.replace(/\{#.*$/, "").replace(/^#+\s*/, "");
  const made = title.toLowerCase().normalize("NFC").replace(/[^\p{L}\p{M}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
  const taken = new Set(context.state.doc.toString().match(/\{#[\p{L}\p{M}\p{N}-]+(?=[}\s])/gu)?.map((id) => id.slice(2))); // an id stands once in a text
  let free = made;
  for (let n = 2; taken.has(free); n++) free = made + "-" + n;
  return { from: id.from + 2, options: free ? [{ label: free, apply: free + "}" }] : [], validFor: /^[\p{L}\p{M}\p{N}-]*$/u };
};

// What CodeMirror says itself, in the words of the page.
const phrases = Object.fromEntries(Object.entries({
  "Find": "find", "Replace": "replace-with", "next": "find-next", "previous": "find-previous", "all": "find-all", "match case": "match-case",
  "regexp": "regexp", "by word": "by-word", "replace": "replace-one", "replace all": "replace-all", "close": "close", "current match": "current-match",
  "replaced $ matches": "replaced-matches", "replaced match on line $": "replaced-on-line", "on line": "on-line", "Go to line": "go-to-line", "go": "go", "Diagnostics": "diagnostics",
  "No diagnostics": "no-diagnostics", "Completions": "completions", "Control character": "control-character", "Selection deleted": "selection-deleted",
}).map(([theirs, key]) => [theirs, say["editor-" + key]]));

const extensions = [
  EditorState.phrases.of(phrases),
  lineNumbers(), history(), drawSelection(), highlightActiveLine(), highlightSelectionMatches(), EditorView.lineWrapping, markdown(), syntaxHighlighting(ink), look,
  search({ top: true }), lintGutter(), autocompletion({ override: [complete] }), EditorView.perLineTextDirection.of(true),
  EditorView.cspNonce.of(page.dataset.nonce), EditorState.readOnly.of(!may),
  EditorView.contentAttributes.of({ "aria-labelledby": "w-body-label", lang: page.dataset.lang, dir: page.dataset.dir, spellcheck: "true", tabindex: "0" }),
  keymap.of([{ key: "Mod-s", run: () => { save(true); return true; } }, { key: "F8", run: () => { next(); return true; } },
    ...completionKeymap, ...defaultKeymap, ...historyKeymap, ...searchKeymap, ...lintKeymap]),
  EditorView.updateListener.of((u) => { if (u.docChanged) typed(u.transactions.some((t) => t.annotation(outside))); }),
];

// What can be undone, and what was typed and not saved when the page went, come back with it.
const place = "gazette-desk:" + path;
const kept = (() => { try { return JSON.parse(localStorage.getItem(place)); } catch { return null; } })();
const start = () => {
  if (kept?.history && (kept.doc === area.value || kept.text)) {
    try { return EditorState.fromJSON({ doc: kept.doc, selection: kept.selection, history: kept.history }, { extensions }, { history: historyField }); } catch { /* of an older editor */ }
  }
  return EditorState.create({ doc: area.value, extensions });
};
const holder = make("div", { className: "d-editor" });
area.after(holder);
area.hidden = true;
area.removeAttribute("name");
const view = new EditorView({ state: start(), parent: holder });
view.scrollDOM.dir = page.dataset.dir; // the numbers of lines stand where lines begin
form.querySelector("label[for=w-body]").addEventListener("click", () => view.focus());
const whole = () => head + view.state.doc.toString();

// headOf is how long the front matter of a text is, fences and all.
const headOf = (text) => head ? /^\n*---(?:yaml)?[ \t]*\n(?:[^]*?\n)?---[ \t]*(?:\n|$)/.exec(text)?.[0].length ?? 0 : 0;

// take shows a whole text, by the smallest change, so that the caret stays where it is.
const take = (text) => {
  const cut = headOf(text), old = view.state.doc.toString(), now = text.slice(cut);
  head = text.slice(0, cut);
  if (old === now) return;
  let from = 0, end = 0;
  const most = Math.min(old.length, now.length);
  while (from < most && old[from] === now[from]) from++;
  while (end < most - from && old[old.length - 1 - end] === now[now.length - 1 - end]) end++;
  view.dispatch({ changes: { from, to: old.length - end, insert: now.slice(from, now.length - end) }, annotations: outside.of(true) });
};

// ---- saving: each stroke is in this browser's store within half a second, and in the file within 1.5 s

const status = $(".d-saved");
const tell = (key) => { if (status.dataset.key !== key) { status.dataset.key = key; status.textContent = say[key]; } };
const complain = (data, more = "") => {
  const text = data.error + (data.hint ? " – " + data.hint : "") + more;
  status.dataset.key = "";
  if (status.textContent !== text) status.textContent = text; // said once, however often it is tried
};
let keepTimer, saveTimer, since = 0, saving = null, open = false, failing = false;

const keep = () => {
  clearTimeout(keepTimer);
  const text = whole(), state = view.state.toJSON({ history: historyField });
  const value = { doc: state.doc, selection: state.selection, history: state.history, text: text === base.text ? undefined : text, base };
  for (const drop of [null, "history"]) {
    if (drop) delete value[drop];
    try { localStorage.setItem(place, JSON.stringify(value)); return; } catch { /* no room: once more without what can be undone */ }
  }
};

const typed = (fromFile) => {
  beside.soon();
  clearTimeout(keepTimer);
  keepTimer = setTimeout(keep, 400);
  if (fromFile || !may) return;
  if (whole() !== base.text) tell("unsaved");
  since ||= performance.now();
  clearTimeout(saveTimer);
  saveTimer = setTimeout(save, Math.max(0, Math.min(700, 1500 - (performance.now() - since))));
};

const save = async (asked) => {
  if (!may || open) return;
  await setting;
  if (asked && filled.size) return; // what stands in a field is not in the text: why not is said
  while (saving) await saving;
  clearTimeout(saveTimer);
  const text = whole();
  if (text === base.text) { since = 0; if (asked || status.dataset.key === "unsaved") tell("saved"); return; }
  if (!failing) tell("saving");
  saving = sent(text);
  await saving;
  saving = null;
  if (whole() !== base.text && !open && status.dataset.key === "unsaved") saveTimer = setTimeout(save, 700);
};
const sent = async (text, anew = false) => {
  try {
    const { status: code, data } = await ask("save", { path, hash: base.hash, base: base.text, text, anew });
    failing = code !== 200 && code !== 409;
    if (code === 200) {
      base = { hash: data.hash, text };
      form.elements.hash.value = data.hash;
      form.elements.base.value = text;
      since = 0;
      tell(whole() === text ? "saved" : "unsaved");
    } else if (code === 409 && data.theirs) conflict(data);
    else if (code === 404) gone();
    else { // the disk is full, say: it is tried until it works
      complain(data, " " + say["kept-meanwhile"]);
      saveTimer = setTimeout(save, 5000);
    }
  } catch {
    tell("offline");
    saveTimer = setTimeout(save, 2000);
  }
  keep();
};
form.addEventListener("submit", (e) => { e.preventDefault(); save(true); });
document.addEventListener("visibilitychange", () => { if (document.hidden) { keep(); save(); } });
addEventListener("pagehide", () => {
  keep();
  const text = whole(); // a request that outlives its page may be no longer than 64 KiB
  if (may && !open && text !== base.text && text.length < 20000) ask("save", { path, hash: base.hash, base: base.text, text }, { keepalive: true }).catch(() => {});
});

// Whoever goes on to the next step takes along what is written: it is saved before the page is left.
page.addEventListener("click", async (e) => {
  const to = e.target.closest("a[href], .d-into button, .d-step button");
  if (!to || !may || open || e.button || e.ctrlKey || e.metaKey || e.shiftKey) return;
  e.preventDefault();
  fill();
  await save(true);
  if (open || filled.size || whole() !== base.text) return; // why not is said below the text
  if (to.form) to.form.requestSubmit(to); else location.assign(to.href);
});

// ---- two texts for one file

const box = $(".d-conflict");
const conflict = ({ theirs, mine, merged }) => {
  open = true;
  const settle = (choose) => () => {
    open = false;
    box.hidden = true;
    box.replaceChildren();
    const text = choose();
    if (text !== null) {
      base = { hash: theirs.hash, text: theirs.text };
      take(text);
    }
    view.focus();
    save(true);
  };
  // What was typed since is a part of what is mine, and both are put together once more.
  const both = () => (whole() === mine.text ? merged.text : null);
  const part = (title, text, label, choose) => make("section", { className: "d-conflict__part" }, make("h3", { textContent: title }),
    make("pre", { tabIndex: 0, textContent: text, lang: page.dataset.lang, dir: "auto" }), make("button", { type: "button", className: "d-button", textContent: label, onclick: settle(choose) }));
  box.replaceChildren(make("h2", { textContent: say.conflict }), make("p", { textContent: say["conflict-text"] }),
    make("div", { className: "d-conflict__parts" }, ...(merged ? [part(say["conflict-merged"], merged.text, say["conflict-take-merged"], both)] : []),
      part(say["conflict-mine"], mine.text, say["conflict-take-mine"], whole), part(say["conflict-theirs"], theirs.text, say["conflict-take-theirs"], () => theirs.text)));
  present(box);
};
// The file was renamed or deleted meanwhile.
const gone = () => {
  open = true;
  tell("unsaved");
  const again = async () => {
    open = false;
    box.hidden = true;
    box.replaceChildren();
    view.focus();
    saving = sent(whole(), true);
    await saving;
    saving = null;
  };
  box.replaceChildren(make("h2", { textContent: say.gone }), make("p", { textContent: say["gone-text"] }), make("button", { type: "button", className: "d-button", textContent: say["gone-write"], onclick: again }));
  present(box);
};
const present = (box) => {
  box.tabIndex = -1;
  box.hidden = false;
  box.focus(); // not a button: a space that is being typed must choose nothing
};

// The desk tells of every change of the site; it may be one of this file.
document.addEventListener("gazette:told", async () => {
  if (saving || open) return;
  let theirs;
  try { theirs = await (await fetch("/_gazette/api/text?path=" + encodeURIComponent(path))).json(); } catch { return; }
  if (saving || open || !theirs.hash || theirs.hash === base.hash) return;
  if (whole() !== base.text) { save(); return; }
  const before = head;
  base = { hash: theirs.hash, text: theirs.text };
  take(theirs.text);
  form.elements.hash.value = base.hash;
  form.elements.base.value = base.text;
  tell("reloaded");
  if (head !== before) { keep(); location.reload(); } // the form shows what it says now
});

// ---- the form of the front matter

const fields = [...form.querySelectorAll("[name^=front-]")], raw = form.querySelector("#w-head");
const valueOf = (name) => {
  const f = fields.find((f) => f.name === "front-" + name);
  return f.type === "checkbox" ? (f.checked ? "true" : "") : f.value.trim();
};
let setting = Promise.resolve();
const filled = new Set(); // the keys of fields that are not in the text yet
const fill = () => {
  setting = setting.then(async () => {
    const names = [...filled];
    if (!names.length) return;
    filled.clear();
    try {
      const { status: code, data } = await ask("front", { text: head, set: Object.fromEntries(names.map((name) => [name, valueOf(name)])) });
      if (code !== 200) {
        names.forEach((name) => filled.add(name));
        complain(data);
        return;
      }
      if (data.text === head) return;
      head = data.text;
      if (raw) raw.value = head;
      typed(false);
    } catch { // it is tried until the desk answers
      names.forEach((name) => filled.add(name));
      tell("offline");
      setTimeout(fill, 2000);
    }
  });
};
for (const f of fields) f.addEventListener(f.type === "checkbox" || f.tagName === "SELECT" ? "change" : "input", () => {
  filled.add(f.name.slice("front-".length));
  fill();
});

// The front matter as it stands in the file: what no field is for is written here. The fields show it once it is saved.
if (raw) raw.addEventListener("change", async () => {
  const now = raw.value.endsWith("\n") ? raw.value : raw.value + "\n", whole = headOf(now) === now.length;
  raw.setAttribute("aria-invalid", !whole);
  if (!whole || now === head || !may) return;
  await setting;
  head = now;
  typed(false);
  await save(true);
  if (!open && status.dataset.key === "saved") location.reload();
});

// Notices are found by their titles, and stand as a list from which they can be taken. Without a script it is their short
// names, one on each line.
const picker = (area) => {
  const slugs = () => area.value.split("\n").map((l) => l.trim()).filter(Boolean);
  const list = make("span", { className: "d-chips", id: area.id + "-list" }), found = make("span", { className: "d-found", id: area.id + "-found", hidden: true });
  const input = make("input", { id: area.id + "-find", type: "text", autocomplete: "off", placeholder: "" });
  const label = form.querySelector(`label[for="${area.id}"]`);
  label.htmlFor = input.id;
  list.setAttribute("role", "list");
  found.setAttribute("role", "listbox");
  found.setAttribute("aria-label", say["find-notices"]);
  for (const [key, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": found.id, "aria-autocomplete": "list", "aria-describedby": area.id + "-h" })) input.setAttribute(key, value);
  form.querySelector("#" + area.id + "-h").textContent = say["find-notices"];
  area.hidden = true;
  area.after(list, input, found);
  let asked = 0, at = -1, timer = 0;
  const put = (now) => { area.value = now.join("\n"); area.dispatchEvent(new Event("input", { bubbles: true })); draw(); };
  const draw = async () => {
    const known = slugs().length ? await findNotices(slugs().map((s) => "slug=" + encodeURIComponent(s)).join("&")) : [];
    list.replaceChildren(...slugs().map((slug) => {
      const n = known.find((n) => n.slug === slug) ?? { title: slug, lang: "en", dir: "ltr" }, item = make("span", { className: "d-chip" }, make("span", { textContent: n.title, lang: n.lang, dir: n.dir }));
      item.setAttribute("role", "listitem");
      if (may) {
        const away = make("button", { type: "button", className: "d-link", textContent: "×", onclick: () => { put(slugs().filter((s) => s !== slug)); input.focus(); } });
        away.setAttribute("aria-label", say["take-out"] + ": " + n.title);
        item.append(away);
      }
      return item;
    }));
  };
  const close = () => { found.hidden = true; at = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const mark = (to) => {
    const all = [...found.children];
    if (!all.length) return;
    at = (to + all.length) % all.length;
    all.forEach((o, i) => o.setAttribute("aria-selected", i === at));
    input.setAttribute("aria-activedescendant", all[at].id);
    all[at].scrollIntoView({ block: "nearest" });
  };
  const choose = (slug) => { input.value = ""; close(); put([...slugs(), slug]); };
  const look = async () => {
    const mine = ++asked, words = input.value.trim();
    if (!words) { close(); return; }
    const answer = (await findNotices("q=" + encodeURIComponent(words))).filter((n) => !slugs().includes(n.slug) && !path.endsWith("/" + n.slug + ".md"));
    if (mine !== asked) return;
    found.replaceChildren(...answer.map((n, i) => {
      const option = make("span", { id: found.id + i, className: "d-option", onmousedown: (e) => { e.preventDefault(); choose(n.slug); } }, make("span", { textContent: n.title, lang: n.lang, dir: n.dir }), " ", make("code", { textContent: n.slug }));
      option.setAttribute("role", "option");
      option.dataset.slug = n.slug;
      return option;
    }));
    found.hidden = !answer.length;
    input.setAttribute("aria-expanded", String(answer.length > 0));
    if (answer.length) mark(0);
  };
  input.addEventListener("input", (e) => { e.stopPropagation(); clearTimeout(timer); timer = setTimeout(look, 150); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (e) => {
    if (e.key === "ArrowDown" || e.key === "ArrowUp") { e.preventDefault(); if (found.hidden) look(); else mark(at + (e.key === "ArrowDown" ? 1 : -1)); }
    else if (e.key === "Enter") { e.preventDefault(); if (!found.hidden && at >= 0) choose(found.children[at].dataset.slug); }
    else if (e.key === "Escape" && !found.hidden) { e.preventDefault(); close(); }
    else if (e.key === "Backspace" && !input.value && slugs().length) put(slugs().slice(0, -1));
  });
  input.readOnly = !may;
  draw();
};
for (const f of fields) if (f.dataset.kind === "related") picker(f);

// ---- beside the text

const pane = $(".d-look"), against = $(".d-against"), tabs = [...page.querySelectorAll("[role=tab]")], nextButton = $(".d-next"), measure = $(".d-measure"), count = $(".d-count");
$(".d-pane--look").hidden = false;
let shown = page.dataset.source === "true" ? "redline" : "source";
const marksOf = () => [...pane.querySelectorAll(shown === "source" ? ".d-clause--changed" : "ins, del")].filter((m) => !m.parentElement.closest("ins, del"));

const policy = window.trustedTypes?.createPolicy("gazette-desk", { createHTML: (s) => s });
// patch touches only what differs: what a person has scrolled to stays, and a long text costs little.
const patch = (html) => {
  const t = document.createElement("template");
  t.innerHTML = policy ? policy.createHTML(html) : html;
  morph(pane, t.content);
};
const morph = (old, now) => {
  const from = [...old.childNodes], to = [...now.childNodes];
  while (from.length && to.length && from[0].isEqualNode(to[0])) { from.shift(); to.shift(); }
  let after = null;
  while (from.length && to.length && from.at(-1).isEqualNode(to.at(-1))) { after = from.pop(); to.pop(); }
  if (from.length === 1 && to.length === 1 && from[0].nodeType === 1 && from[0].nodeName === to[0].nodeName && from[0].childNodes.length > 1) {
    for (const { name } of [...from[0].attributes]) if (!to[0].hasAttribute(name)) from[0].removeAttribute(name);
    for (const { name, value } of to[0].attributes) if (from[0].getAttribute(name) !== value) from[0].setAttribute(name, value);
    return morph(from[0], to[0]);
  }
  for (const node of from) node.remove();
  for (const node of to) old.insertBefore(node, after);
};

const clauses = (list) => list.map((c) => {
  const title = make(c.title ? "h2" : "p", { textContent: c.title });
  if (c.changed) title.append(" ", make("span", { className: "d-tag d-tag--warning", textContent: say["changed-clause"], lang: document.documentElement.lang }));
  const section = make("section", { className: "d-clause" + (c.changed ? " d-clause--changed" : ""), lang: c.lang, dir: c.dir }, title, make("p", { textContent: c.source }));
  section.dataset.id = c.id;
  if (c.before) section.append(make("p", { className: "d-quiet" }, make("small", { lang: document.documentElement.lang, textContent: say["before-it-said"] + " " }), make("del", { textContent: c.before })));
  return section;
});

const show = (pos, y) => { view.dispatch({ selection: { anchor: pos }, effects: EditorView.scrollIntoView(pos, { y, yMargin: 40 }) }); view.focus(); };
// next goes to the next change: of the redline, or the next clause of the source text that has changed.
let at = -1;
const next = () => {
  const marks = marksOf();
  if (!marks.length) return;
  at = (at + 1) % marks.length;
  marks[at].scrollIntoView({ block: "center" });
  pane.querySelector(".d-here")?.classList.remove("d-here");
  marks[at].classList.add("d-here");
  heard.textContent = `${at + 1}/${marks.length}: ${marks[at].textContent}`;
  const id = shown === "source" && marks[at].dataset.id, there = id ? view.state.doc.toString().indexOf("{#" + id + "}") : -1;
  if (there >= 0) show(there, "start");
};
nextButton.addEventListener("click", next);
const heard = make("p", { className: "visually-hidden" }); // the change, for whoever does not see where it is
heard.setAttribute("role", "status");
nextButton.after(heard);

// placeOf is where a finding stands in the body: from and to, or nothing for one of the front matter.
const placeOf = (f) => {
  const n = f.line - headLines();
  if (n < 1 || n > view.state.doc.lines) return null;
  const line = view.state.doc.line(n), from = Math.min(line.from + Math.max(f.col - 1, 0), line.to);
  return { n, from, to: from + (/^\S+/.exec(line.text.slice(from - line.from))?.[0].length ?? 0) };
};
const listed = (found) => {
  const item = (f) => {
    const there = placeOf(f);
    return make("li", { className: "d-finding d-finding--" + f.severity },
      make("p", {}, ...(there ? [make("button", { type: "button", className: "d-link", textContent: there.n + ":" + f.col, onclick: () => show(placeOf(f)?.from ?? 0, "center") }), " "] : []), f.message),
      ...(f.hint ? [make("p", { className: "d-quiet", textContent: f.hint })] : []));
  };
  return found.length ? make("ol", { className: "d-findings", lang: "en", dir: "ltr" }, ...found.map(item)) : make("p", { textContent: say["no-findings"] });
};
const marked = (found) => {
  view.dispatch(setDiagnostics(view.state, found.flatMap((f) => {
    const there = placeOf(f);
    return there ? [{ from: there.from, to: there.to, severity: f.severity === "note" ? "info" : f.severity, message: f.message + (f.hint ? "\n" + f.hint : "") }] : [];
  })));
  for (const f of fields) f.removeAttribute("aria-invalid");
  for (const f of found.filter((f) => !placeOf(f) && f.severity === "error")) {
    const key = /^([a-z_]+):/.exec(head.split("\n")[f.line - 1] ?? "")?.[1];
    fields.find((e) => e.name === "front-" + key)?.setAttribute("aria-invalid", "true");
  }
  count.textContent = found.length || "";
};

// One question at a time is under way for what is shown, and the newest text is always asked about last.
const beside = {
  busy: false, again: false, timer: 0,
  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.find(), 350);
    if (this.busy) this.again = true; else this.now();
  },
  async now() {
    this.busy = true;
    const which = shown, text = whole();
    try {
      if (which !== "findings") {
        const { data } = await ask("look", { path, text, view: which });
        if (which === shown) this.put(data, which);
      }
    } catch { /* the desk does not answer: saving says so */ }
    this.busy = false;
    document.dispatchEvent(new CustomEvent("gazette:looked", { detail: text }));
    if (this.again) { this.again = false; this.now(); }
  },
  put(data, which) {
    if (data.error || data.html === undefined && !data.against) { against.textContent = data.error ?? say["look-failed"]; return; }
    against.textContent = [which === "page" ? "" : data.against, ...(data.counts ?? [])].filter(Boolean).join(" · ");
    if (which === "source") pane.replaceChildren(...clauses(data.clauses ?? [])); else patch(data.html);
    nextButton.hidden = which === "page" || !marksOf().length;
  },
  async find() {
    try {
      const { data } = await ask("look", { path, text: whole(), view: "findings" });
      marked(data.findings ?? []);
      if (shown === "findings") { against.textContent = ""; pane.replaceChildren(listed(data.findings ?? [])); nextButton.hidden = true; }
      measure.textContent = [data.words, data.level].filter(Boolean).join(" · ");
      links = data.links ?? links;
    } catch { /* as above */ }
  },
};

const choose = (tab) => {
  shown = tab.dataset.view;
  at = -1;
  for (const t of tabs) { t.setAttribute("aria-selected", t === tab); t.tabIndex = t === tab ? 0 : -1; }
  pane.setAttribute("aria-labelledby", tab.id);
  const own = shown === "page"; // a redline marks by itself what is not in the language of the page
  pane.lang = own ? page.dataset.lang : document.documentElement.lang;
  pane.dir = own ? page.dataset.dir : document.documentElement.dir;
  pane.replaceChildren();
  beside.soon();
};
for (const t of tabs) {
  t.addEventListener("click", () => choose(t));
  t.addEventListener("keydown", (e) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[e.key] * (document.documentElement.dir === "rtl" ? -1 : 1);
    if (!step) return;
    const to = tabs[(tabs.indexOf(t) + step + tabs.length) % tabs.length];
    choose(to);
    to.focus();
  });
}
choose(tabs.find((t) => t.dataset.view === shown) ?? tabs[0]);

// What had not reached the file when the page went is saved now, on the text that it was typed on: the desk merges, or asks.
if (may && kept?.text && kept.text !== base.text && kept.base) {
  base = kept.base;
  take(kept.text);
  save();
}
window.gazetteEditor = view; // for tests, and for whoever likes consoles
