// A bar that stays in sight leads from change to change of a redline. Without
// it each part has its own links to the change before and after.

const stepper = () => {
  document.querySelector(".n-stepper")?.remove();
  const list = document.querySelector(".n-overview");
  const column = document.querySelector(".n-redline")?.parentElement;
  if (!list || !column) return;
  const steps = [];
  for (const link of list.querySelectorAll("a[href^='#']")) {
    const target = document.getElementById(link.hash.slice(1));
    if (target) steps.push({ link, target });
  }
  const button = (text) => make("button", { type: "button" }, text);
  const back = button(list.dataset.previous), on = button(list.dataset.next), place = make("output", {});
  let at = -1;
  // The change that stands last above the middle of the window.
  const seen = () => steps.findLastIndex(({ target }) => target.getBoundingClientRect().top < innerHeight / 2);
  const tell = () => {
    place.textContent = steps[at]?.link.dataset.label ?? list.querySelector(".n-overview__total").textContent;
    back.setAttribute("aria-disabled", at <= 0);
    on.setAttribute("aria-disabled", at === steps.length - 1);
  };
  const go = (to) => {
    if (to < 0 || to >= steps.length) return;
    const { link, target } = steps[at = to];
    for (let d = target.closest("details"); d; d = d.parentElement.closest("details")) d.open = true;
    const group = link.closest(".n-overview__group");
    if (group) group.open = true;
    location.replace(link.hash); // the change is the page's target, and no step of the history
    tell();
  };
  back.addEventListener("click", () => go(at - 1));
  on.addEventListener("click", () => go(at + 1));
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting || !column.isConnected) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      const { top, bottom } = (steps[at] ?? steps[0]).target.getBoundingClientRect();
      if (at >= 0 && bottom > 0 && top < innerHeight) return; // what was stepped to is still in sight
      at = seen();
      tell();
    }, 150);
  }, { passive: true });
  list.addEventListener("click", (e) => {
    const k = steps.findIndex(({ link }) => link.contains(e.target));
    if (k >= 0) { at = k; tell(); }
  });
  if (matchMedia("(min-width: 62rem)").matches) list.querySelector(".n-overview__all").open = true;
  column.append(make("div", { class: "n-stepper", role: "group", "aria-labelledby": "n-contents-title" },
    back, place, on));
  document.documentElement.classList.add("n-stepping");
  tell();
};
ready(stepper);
document.addEventListener("gazette:refreshed", stepper); // of the preview
