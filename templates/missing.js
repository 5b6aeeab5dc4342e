// A page that was not found shows the notices whose addresses are most like
// the one that was asked for; without a script it shows them all.

const SHOWN = 5;

// pairs are the pairs of letters of a word.
const pairs = (word) => new Set([...word.slice(1)].map((letter, i) => word[i] + letter));

// likeness of two words, from 0 to 1: how many of their pairs they share.
const likeness = (a, b) => {
  const [x, y] = [pairs(a), pairs(b)];
  return 2 * [...x].filter((pair) => y.has(pair)).length / (x.size + y.size || 1);
};

ready(() => {
  const list = document.querySelector(".n-near ul");
  if (!list) return;
  const steps = (path) => path.split("/").filter(Boolean).map((step) => {
    try {
      return decodeURIComponent(step).toLowerCase();
    } catch {
      return step;
    }
  });
  const asked = steps(location.pathname);
  const fit = (item) => {
    const slug = steps(new URL(item.querySelector("a").href).pathname).at(-1);
    return Math.max(0, ...asked.map((step) => likeness(step.replace(/\.\w+$/, ""), slug)));
  };
  const items = [...list.children].map((item) => ({ item, fit: fit(item) })).sort((a, b) => b.fit - a.fit);
  const near = items.filter(({ fit }) => fit > .4).slice(0, SHOWN);
  list.replaceChildren(...(near.length ? near : items.slice(0, SHOWN)).map(({ item }) => item));
});
