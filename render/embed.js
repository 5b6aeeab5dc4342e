// Tells the users of a company's product that one of its notices will change,
// in their language, until they have seen it: docs/acceptance.md. All words
// come from the notice's index.json, and none of them is read as markup.
(async (script) => {
  const { notice, locale, into } = script.dataset;
  const index = new URL(notice, script.src);
  const { coming } = await (await fetch(index, { credentials: "omit", referrerPolicy: "no-referrer" })).json();
  const key = "gazette " + index.href;
  const today = new Date().toISOString().slice(0, 10);
  let seen;
  try {
    seen = localStorage.getItem(key);
  } catch {} // a browser that keeps nothing asks again
  if (!coming || coming.effective <= today || coming.effective === seen) return;

  // Who reads zh-TW reads zh-Hant: what counts is the language and its script.
  const writing = (tag) => {
    try {
      const { language, script } = new Intl.Locale(tag).maximize();
      return language + script;
    } catch {}
  };
  const told = [locale, document.documentElement.lang, ...navigator.languages].filter(Boolean).flatMap((tag) => [
    coming.locales.find((l) => l.locale.toLowerCase() === tag.toLowerCase()),
    coming.locales.find((l) => writing(l.locale) === writing(tag)),
  ]).find(Boolean) || coming.locales[0];
  const page = new URL(told.url, index);
  if (page.origin !== index.origin) return;

  if (document.readyState === "loading") await new Promise((go) => addEventListener("DOMContentLoaded", go));
  const box = document.createElement("section");
  const add = (name, text) => {
    const part = document.createElement(name);
    part.textContent = text;
    box.append(part, " ");
    return part;
  };
  box.className = "gazette-coming";
  box.lang = told.locale;
  box.dir = told.dir;
  box.setAttribute("aria-label", told.title);
  add("strong", told.title);
  const status = add("span", "");
  status.setAttribute("role", "status");
  const link = add("a", told.read);
  link.href = page;
  const button = add("button", told.close);
  button.type = "button";
  link.onclick = button.onclick = ({ currentTarget }) => {
    try {
      localStorage.setItem(key, coming.effective);
    } catch {}
    if (currentTarget === button) box.remove();
  };
  (document.querySelector(into || "body") || document.body).prepend(box);
  setTimeout(() => status.textContent = told.text, 100); // a screen reader tells what is new in a status that it knows
})(document.currentScript).catch(console.warn);
