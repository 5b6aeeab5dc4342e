// What the page's scripts share. Everything works without them: they remember
// what the reader chose, and shorten ways. No markup from strings and no style
// attributes, so that a strict Content-Security-Policy can hold.

const root = document.documentElement;
const me = document.currentScript;

// remember keeps a word from page to page, or gives it back. A browser may
// refuse; then every page is the first.
const remember = (key, word) => {
  try {
    if (word === undefined) return localStorage.getItem(key) || "";
    localStorage.setItem(key, word);
  } catch {
    return "";
  }
};

const ready = (run) => {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", run);
  else run();
};

const make = (tag, attributes, ...children) => {
  const element = document.createElement(tag);
  for (const name in attributes) element.setAttribute(name, attributes[name]);
  element.append(...children);
  return element;
};

// Escape closes one thing: the first of these that has something to close.
const closers = [];
addEventListener("keydown", (e) => {
  if (e.key === "Escape" && !e.isComposing && !e.defaultPrevented) closers.some((close) => close());
});

// The language switcher closes by Escape and by a click beside it.
const closeSwitch = (except) => {
  const open = document.querySelector(".n-switch[open]");
  if (!open || open.contains(except)) return false;
  open.open = false;
  return open;
};
closers.push(() => {
  const closed = closeSwitch();
  if (closed) closed.firstElementChild.focus();
  return closed;
});
addEventListener("click", (e) => closeSwitch(e.target));
