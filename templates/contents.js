// The contents list follows the reader: the entry of the section that is
// being read is marked.

const follow = () => {
  const all = document.querySelector(".n-contents__all");
  if (all && matchMedia("(min-width: 62rem)").matches) all.open = true; // for browsers that cannot show it closed
  const entries = new Map();
  for (const link of document.querySelectorAll(".n-contents a[href^='#']")) {
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (target) entries.set(target, link);
  }
  const passed = new Set(); // what stands above the upper third of the window, or far above it
  let current;
  const mark = () => {
    const last = [...entries.keys()].findLast((target) => passed.has(target));
    const link = entries.get(last);
    if (link === current) return;
    current?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "location");
    current = link;
    const list = link?.closest(".n-contents");
    if (list && list.scrollHeight > list.clientHeight) list.scrollTop = link.offsetTop - list.clientHeight / 2;
  };
  const watch = new IntersectionObserver((changes) => {
    for (const { target, isIntersecting } of changes) passed[isIntersecting ? "add" : "delete"](target);
    mark();
  }, { rootMargin: "9999999px 0px -66% 0px" });
  for (const target of entries.keys()) watch.observe(target);
};
ready(follow);
document.addEventListener("gazette:refreshed", follow); // of the preview
