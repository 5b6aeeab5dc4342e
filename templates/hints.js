// Permalinks are copied; footnotes and defined terms show what they say, where
// they are mentioned. Each stays the plain link that it is.

const box = make("div", { class: "n-hint", id: "n-hint", role: "note" });
let shown, timer;

const hide = () => {
  clearTimeout(timer);
  if (!shown) return false;
  shown.removeAttribute("aria-describedby");
  shown = undefined;
  box.remove();
  return true;
};
closers.unshift(hide);

// said is what a link leads to, if it explains something: a footnote, or a
// defined term with its definition.
const said = (link) => {
  const at = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!at) return [];
  if (link.matches("[role=doc-noteref]")) return [...at.children];
  const term = at.closest("dt");
  if (!term) return at.localName === "dfn" && !at.closest("a") ? [at.closest("p, li, dd, td") || at] : [];
  const all = [term];
  while (all.at(-1).nextElementSibling?.localName === "dd") all.push(all.at(-1).nextElementSibling);
  return all;
};

const show = (link) => {
  const parts = said(link);
  if (link === shown || !parts.length || parts.some((part) => part.contains(link))) return;
  hide();
  shown = link;
  box.replaceChildren(...parts.map((part) => make("div", {}, ...part.cloneNode(true).childNodes)));
  for (const e of box.querySelectorAll("[role=doc-backlink], .n-permalink")) e.remove();
  for (const e of box.querySelectorAll("[id]")) e.removeAttribute("id");
  box.dir = getComputedStyle(link).direction;
  box.lang = link.closest("[lang]").lang;
  link.closest(".n-text").after(box);
  const at = link.getBoundingClientRect(), width = root.clientWidth;
  const above = at.bottom + box.offsetHeight + 8 > innerHeight && at.top > box.offsetHeight;
  const start = box.dir === "rtl" ? at.right - box.offsetWidth : at.left;
  box.style.left = Math.max(8, Math.min(start, width - box.offsetWidth - 8)) + scrollX + "px";
  box.style.top = (above ? at.top - box.offsetHeight - 4 : at.bottom + 4) + scrollY + "px";
  link.setAttribute("aria-describedby", box.id);
};

const mention = (e) => e.target.closest?.(".n-text a[href^='#']:not(.n-permalink, [role=doc-backlink])");
const soon = (run) => {
  clearTimeout(timer);
  timer = setTimeout(run, 200);
};
document.addEventListener("pointerover", (e) => {
  if (e.pointerType !== "mouse") return;
  const link = mention(e);
  if (link) soon(() => show(link));
  else if (box.contains(e.target)) clearTimeout(timer); // the pointer may go into it
  else if (shown) soon(hide);
  else clearTimeout(timer);
});
document.addEventListener("focusin", (e) => {
  const link = mention(e);
  if (link?.matches(":focus-visible")) show(link);
  else if (!box.contains(e.target)) hide();
});
document.addEventListener("click", (e) => {
  if (!box.contains(e.target)) hide();
  const link = e.target.closest(".n-permalink");
  if (!link) return;
  navigator.clipboard?.writeText(link.href).then(() => {
    const status = link.parentNode.appendChild(make("span", { class: "n-copied", role: "status" }));
    requestAnimationFrame(() => status.append(link.closest("[data-copied]").dataset.copied));
    setTimeout(() => status.remove(), 3000);
  }, () => {});
});
