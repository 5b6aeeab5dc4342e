// Light or dark by choice. The style sheet obeys the form by itself; here the
// choice is remembered, and set before the next page is first painted.

const show = () => {
  const theme = remember("n-theme");
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
  for (const select of document.querySelectorAll(".n-theme select")) if (select.value !== theme) select.value = theme;
};
show();
ready(show);
addEventListener("pageshow", show); // a page that comes back from the browser's memory
document.addEventListener("change", (e) => {
  if (!e.target.matches(".n-theme select")) return;
  remember("n-theme", e.target.value);
  root.dataset.theme = e.target.value; // also where nothing can be remembered
});
