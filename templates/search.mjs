/* Searches the notices of one language, in the reader's browser. Nothing is
   fetched before the first letter is typed. Then: the library, the list of
   notices (whose titles can be found at once), the text of each notice; the
   earlier editions when they are asked for. */

const form = document.querySelector(".n-search"), field = form.elements.q, older = form.elements.older;
const [status, list, more] = ["count", "list", "more"].map(name => document.querySelector(".n-results__" + name));
const row = document.querySelector(".n-results template").content.firstElementChild;
const words = JSON.parse(form.dataset.words);
const lang = document.documentElement.lang, language = lang.split("-")[0];
const page = 20; // results shown at once

/* Words. What is written alike is found alike: without accents, in any width,
   in any form of a letter. Vowel signs that are letters (Thai, Devanagari,
   kana) stay. */

const marks = /(?<!и)[\u0300-\u036f]|[\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]/g;
const letters = {ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ς: "σ", ى: "ي", ی: "ي",
  ک: "ك", ة: "ه", ٱ: "ا"};
const special = new RegExp("[" + Object.keys(letters).join("") + "٠-٩۰-۹]", "g");
const fold = text => text.toLowerCase().normalize("NFKD").replace(marks, "").normalize("NFC")
  .replace(special, c => letters[c] ?? c.charCodeAt(0) % 16);

const spaceless = ["zh", "ja", "th", "lo", "km", "my"].includes(language);
const segmenter = spaceless && Intl.Segmenter ? new Intl.Segmenter(lang, {granularity: "word"}) : null;
const split = spaceless ? /[\p{sc=Han}]|[\p{sc=Hiragana}]+|[\p{sc=Katakana}ー]+|[\p{L}\p{M}\p{N}]+/gu
  : /[\p{L}\p{M}\p{N}]+/gu;

function tokenize(text) {
  text = text.normalize("NFKC");
  return segmenter ? Array.from(segmenter.segment(text), s => s.isWordLike ? s.segment : "").filter(Boolean)
    : text.match(split) ?? [];
}

/* A word as it is asked for: in Arabic without the article. */
function asked(word) {
  const term = fold(word);
  return language === "ar" ? term.replace(/^(?:[وفبك]?ال|لل)(?=\p{L}{3})/u, "") : term;
}

/* A word of a text, in every way that it may be asked for. */
const spelled = word => word.replace(/[äöü]/gi, "$&e"); // "Aenderung", as Germans write it without the key
const compound = /^[\p{sc=Han}\p{sc=Katakana}\p{sc=Hangul}ー]{3,}$/u;
function found(word) {
  const term = asked(word);
  if (compound.test(term)) { // also by each part that it ends in
    return Array.from({length: term.length - 1}, (_, i) => term.slice(i));
  }
  if (language === "de" && /[äöü]/i.test(word)) return [term, fold(spelled(word))];
  if (language === "he" && /^[הובלמשכ]\p{L}{3}/u.test(term)) { // "the", "and", "in" are written with the word
    return [term, term.slice(1)];
  }
  return term;
}

/* The index. A document is a clause. The notice's title finds what stands before its first clause; of the others it
   says where they belong, and finds none by itself. */

const documents = new Map();
let index, loading, complete = false, olderComplete = false;

function add(editions, old) {
  const added = [];
  for (const edition of editions) {
    const path = [];
    for (const clause of edition.clauses) {
      const id = edition.url + (clause.id ? "#" + encodeURI(clause.id) : "");
      if (clause.level) path.splice(path.findLastIndex(p => p.level < clause.level) + 1, Infinity, clause);
      const parents = clause.level ? path.slice(0, -1) : [];
      if (documents.has(id)) index.discard(id);
      const doc = {id, old, edition, [clause.id ? "notice" : "title"]: edition.title, heading: clause.title ?? "",
        text: clause.text ?? "", path: parents.map(p => p.title)};
      documents.set(id, doc);
      added.push(doc);
    }
  }
  return index.addAllAsync(added, {chunkSize: 10}); // in slices, so that typing stays smooth
}

async function json(url, options) {
  const answer = await fetch(url, options);
  if (!answer.ok) throw new Error(url + ": " + answer.status);
  return answer.json();
}

/* each runs work on all items, a few at a time, and now and then shows what is there so far. */
async function each(items, work) {
  const queue = [...items];
  let last = 0;
  await Promise.all(Array.from({length: 8}, async () => {
    for (let item; (item = queue.shift());) {
      await work(item);
      if (performance.now() - last > 400) {
        show();
        last = performance.now();
      }
    }
  }));
}

let notices;
async function load() {
  if (!notices) {
    const [{default: MiniSearch}, catalog] =
      await Promise.all([import(form.dataset.library), json(form.dataset.index, {cache: "no-cache"})]);
    index = new MiniSearch({
      fields: ["title", "notice", "heading", "text"], tokenize, processTerm: found, autoVacuum: false,
      searchOptions: {processTerm: asked, combineWith: "AND", prefix: true, boost: {title: 4, notice: .2, heading: 2.5},
        weights: {prefix: .6, fuzzy: .3}}});
    notices = catalog.notices;
    await add(notices.map(n => ({...n, clauses: [{}]})), false);
    show();
  }
  if (!complete) {
    await each(notices, async n => add(await json(n.text), false));
    complete = true;
  }
  if (older.checked && !olderComplete) {
    await each(notices.filter(n => n.older), async n => add(await json(n.older), true));
    olderComplete = true;
  }
}

/* Searching: words as they are written, or their beginnings; else a part of words, such as the second half of a
   compound; else with a letter or two mistaken; else any of the words. */

const mistakable = /^[\p{sc=Latin}\p{sc=Cyrillic}\p{sc=Greek}\p{sc=Arabic}\p{sc=Hebrew}]{5,}$/u;

function search(query) {
  const phrase = fold(query), wanted = doc => older.checked || !doc.old;
  const filter = r => wanted(documents.get(r.id)) && Object.values(r.match).flat().some(f => f !== "notice");
  const indexed = options => index.search(query, {filter, ...options})
    .map(({id, score, terms}) => ({doc: documents.get(id), score, terms}));
  const within = () => [...documents.values()]
    .filter(doc => wanted(doc) && (inHead(doc, phrase) || inText(doc, phrase)))
    .map(doc => ({doc, score: 1, terms: [phrase], loose: true}));
  const fuzzy = term => mistakable.test(term) && .2;
  for (const attempt of [() => indexed({}), within, () => indexed({fuzzy, maxFuzzy: 2}),
    () => indexed({fuzzy, maxFuzzy: 2, combineWith: "OR"})]) {
    const results = attempt();
    // words that stand side by side
    for (const r of results) r.score *= inHead(r.doc, phrase) ? 4 : inText(r.doc, phrase) ? 2 : 1;
    if (results.length) return results.sort((a, b) => a.doc.old - b.doc.old || b.score - a.score);
  }
  return [];
}

const inHead = (doc, phrase) => (doc.plainHead ??= fold(doc.title ?? doc.heading)).includes(phrase);
const inText = (doc, phrase) => (doc.plainText ??= fold(doc.text)).includes(phrase);

/* hits finds where a text reads what a result was found by: pairs of positions. */
function hits(text, result) {
  const out = spots(text, result, fold);
  if (language === "de") out.push(...spots(text, result, letter => fold(spelled(letter))));
  out.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  return out.filter((h, i) => !out.slice(0, i).some(o => h[0] < o[1]));
}

function spots(text, {terms, loose}, fold) {
  let folded = "";
  const at = [];
  for (let i = 0; i < text.length;) {
    const letter = String.fromCodePoint(text.codePointAt(i)), plain = fold(letter);
    for (let j = 0; j < plain.length; j++) at.push(i);
    folded += plain;
    i += letter.length;
  }
  at.push(text.length);
  const out = [];
  loose ||= spaceless || ["ar", "he", "ko"].includes(language);
  for (const term of terms) {
    for (let i = folded.indexOf(term); i >= 0; i = folded.indexOf(term, i + term.length)) {
      const edge = loose || !/[\p{L}\p{N}]/u.test(folded[i - 1] ?? " ")
        && !/[\p{L}\p{N}]/u.test(folded[i + term.length] ?? " ");
      if (edge) out.push([at[i], Math.max(at[i + term.length], at[i] + 1)]);
    }
  }
  return out;
}

/* mark writes a text into an element, from one position to another, with what was found marked. */
function mark(element, text, result, from = 0, to = text.length) {
  let at = from;
  for (const [start, end] of hits(text, result)) {
    if (start < at || end > to) continue;
    const found = document.createElement("mark");
    found.textContent = text.slice(start, end);
    element.append(text.slice(at, start), found);
    at = end;
  }
  element.append(text.slice(at, to));
}

/* snippet is the stretch of a text that holds most of what was found. */
function snippet(text, result) {
  const length = spaceless || language === "ko" ? 100 : 220, all = hits(text, result);
  const kinds = start => new Set(all.filter(h => h[0] >= start && h[1] <= start + length)
    .map(h => fold(text.slice(...h)))).size;
  const starts = all.slice(0, 40).map(h => h[0]);
  const best = starts.reduce((a, b) => kinds(b) > kinds(a) ? b : a, starts[0] ?? 0);
  let from = Math.max(0, best - Math.round(length / 4)), to = Math.min(text.length, from + length);
  if (from > 0) from = Math.max(from, Math.min(best, text.indexOf(" ", from) + 1 || from));
  if (to < text.length) to = Math.max(text.lastIndexOf(" ", to), to - 20);
  return [from, to];
}

/* The page. */

let query = "", shown = page, drawn = "";

function show() {
  if (!index || !query) return;
  const ready = complete && (!older.checked || olderComplete);
  const results = search(query),
    state = JSON.stringify([query, older.checked, shown, results.map(r => [r.doc.id, r.terms])]);
  if (state !== drawn
    && !(list.contains(document.activeElement) && drawn.startsWith(JSON.stringify([query]).slice(0, -1)))) {
    drawn = state;
    list.replaceChildren(...results.slice(0, shown).map(draw));
    more.hidden = results.length <= shown;
  }
  if (!ready) {
    status.textContent = words.loading;
  } else if (results.length) {
    const count = new Intl.NumberFormat(words.language, {numberingSystem: "latn"}).format(results.length);
    const form = words.results[new Intl.PluralRules(words.language).select(results.length)] ?? words.results.other;
    status.textContent = form.replace("{{.Count}}", count);
  } else {
    status.textContent = words.none.replace("{{.Query}}", () => query);
  }
  list.setAttribute("aria-busy", String(!ready));
}

function draw(result) {
  const item = row.cloneNode(true), part = name => item.querySelector(".n-result__" + name);
  const {id, edition, notice, title, heading, path, text} = result.doc, [from, to] = snippet(text, result);
  part("link").href = id;
  const way = [title ?? notice, ...path, heading].filter(Boolean), last = way.pop(); // a footnote has no heading
  mark(part("path"), way.map(step => step + " › ").join(""), result);
  mark(part("title"), last, result);
  if (edition.note) part("note").textContent = edition.note;
  else part("note").remove();
  mark(part("text"), text, result, from, to);
  if (from > 0) part("text").prepend("… ");
  if (to < text.length) part("text").append(" …");
  return item;
}

/* ask answers what stands in the field. The address keeps it, so that results can be linked and Back returns to
   them. */
function ask() {
  query = field.value.trim();
  shown = page;
  const address = new URL(location.href);
  query ? address.searchParams.set("q", query) : address.searchParams.delete("q");
  older.checked ? address.searchParams.set("older", "1") : address.searchParams.delete("older");
  if (address.href !== location.href) history.replaceState(null, "", address);
  if (!query) {
    list.replaceChildren();
    more.hidden = true;
    status.textContent = drawn = "";
    return;
  }
  show();
  const all = complete && (!older.checked || olderComplete);
  if (all || loading) return;
  status.textContent = words.loading;
  loading = load().then(show, () => { status.textContent = words.failed; }).finally(() => {
    loading = null;
    if (complete && older.checked && !olderComplete) ask();
  });
}

let pause;
field.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(ask, 80);
});
older.addEventListener("change", ask);
form.addEventListener("submit", event => {
  event.preventDefault();
  ask();
  if (matchMedia("(pointer: coarse)").matches) field.blur(); // puts the keyboard away
});
more.addEventListener("click", () => {
  const next = shown;
  shown += page;
  more.blur();
  show();
  list.children[next]?.querySelector("a").focus();
});
addEventListener("popstate", restore);
addEventListener("keydown", event => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
  const links = [...list.querySelectorAll("a")], at = links.indexOf(document.activeElement),
    inField = document.activeElement === field;
  const go = {
    "/": () => !inField && (field.focus(), field.select(), true),
    Escape: () => (inField || at >= 0) && (field.value = "", field.focus(), ask(), true),
    ArrowDown: () => (inField || at >= 0) && links[at + 1] && (links[at + 1].focus(), true),
    ArrowUp: () => at >= 0 && ((links[at - 1] ?? field).focus(), true),
  }[event.key];
  if (go?.()) event.preventDefault();
});

function restore() {
  const params = new URL(location.href).searchParams;
  field.value = params.get("q") ?? "";
  older.checked = params.has("older");
  ask();
}
restore();
