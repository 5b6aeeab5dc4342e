// "View this page in your language?" Compares the reader's languages with
// those of the page, which are the links of its switcher, and offers the first
// that fits better. It never leads away by itself, and moves nothing.

const KEY = "n-languages"; // what the reader chose to read, the last choice first

// Tags that stand for another language's readers as well.
const as = { no: "nb", nn: "nb", yue: "zh" };

// read gives a tag with what CLDR knows of it: zh-TW is written in Hant, pt is read in BR.
const read = (tag) => {
  const own = new Intl.Locale(tag), full = own.maximize();
  return { tag: own.baseName, language: as[full.language] || full.language, script: full.script, region: full.region,
    open: !own.region };
};

// fits tells how well a page serves a wish: 0 not at all, 1 in another script.
const fits = (wish, page) => {
  if (wish.language !== page.language) return 0;
  if (wish.script !== page.script) return 1;
  if (wish.tag === page.tag || page.here && wish.open) return 9;
  if (wish.region === page.region) return page.open ? 8 : 7;
  return page.region === "419" && wish.region !== "ES" ? 4 : page.open ? 3 : 2;
};

// best is the page that serves the first wish that any page serves.
const best = (wishes, pages, least) => {
  for (const wish of wishes) {
    let most = least, found;
    for (const page of pages) {
      const n = fits(wish, page);
      if (n > most) [most, found] = [n, page];
    }
    if (found) return found;
  }
};

const chosen = remember(KEY).split(" ").filter(Boolean);
const choose = (tag) => remember(KEY, [tag, ...chosen.filter((t) => t !== tag)].join(" "));

const offer = async (page, here) => {
  const all = await (await fetch(me.dataset.languages)).json();
  const [title, accept, dismiss, dir] = all[page.tag];
  const link = make("a", { class: "n-button", href: page.link.href + location.hash, hreflang: page.tag }, accept);
  const no = make("button", { class: "n-suggest__no", type: "button", "aria-label": dismiss });
  const said = make("p", { role: "status" });
  const box = make("section", { class: "n-suggest", "aria-label": title, lang: page.tag, dir }, said, no);
  const refuse = () => {
    if (!box.isConnected) return false;
    choose(here.tag);
    box.remove();
    return true;
  };
  no.onclick = refuse;
  closers.push(refuse);
  link.onclick = () => choose(page.tag);
  document.body.firstElementChild.after(box); // the first stop after the skip link
  requestAnimationFrame(() => said.append(link)); // what is added later is read out
};

ready(() => {
  const pages = [...document.querySelectorAll(".n-switch__menu a[lang]")].flatMap((link) => {
    try {
      return { ...read(link.lang), tag: link.lang, here: link.hasAttribute("aria-current"), link };
    } catch {
      return [];
    }
  });
  const wishes = [...chosen.slice(0, 1), ...navigator.languages].flatMap((tag) => {
    try {
      return read(tag);
    } catch {
      return [];
    }
  });
  const here = pages.find((page) => page.here);
  const page = best(wishes, pages, 1) || best(wishes, pages, 0);
  if (here && page && page !== here && !chosen.includes(here.tag)) offer(page, here).catch(() => {});
});

document.addEventListener("click", (e) => {
  const link = e.target.closest(".n-switch__menu a");
  if (link) choose(link.lang);
});
