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
  if (e.key === "Escape" && !e.isComposing && !e.defaultPrevented && closers.some((close) => close()))
    e.preventDefault();
});

// The language switcher and the menus close by Escape, and when their reader
// clicks beside them or goes on by Tab.
const opened = ".n-switch[open], .n-menu[open]";
const closeMenu = (except) => {
  const open = [...document.querySelectorAll(opened)].find((menu) => !menu.contains(except));
  if (open) open.open = false;
  return open;
};
closers.push(() => {
  const closed = closeMenu();
  if (closed) closed.firstElementChild.focus();
  return closed;
});
for (const event of ["click", "focusin"]) addEventListener(event, (e) => closeMenu(e.target));

// On a phone the menus are a sheet. Open when the window becomes wide, it is one no more.
const closeSheet = () => {
  const open = CSS.supports("selector(:popover-open)") && document.querySelector(".n-site:popover-open");
  if (open) open.hidePopover();
  return open;
};
closers.push(closeSheet);
matchMedia("(min-width: 64rem)").addEventListener("change", closeSheet);
