// A file that is dropped anywhere on a page of the desk is imported, as one that was chosen is: its plan is shown first.
// Where the page has a field for it, it is put there. Without this script the field takes files by itself.
const form = document.querySelector(".d-dropped"), says = document.querySelector(".d-dropping");
const own = document.querySelector("#f-file");
const tell = (text) => { if (says.textContent !== text) says.textContent = text; };
const files = (e) => e.dataTransfer?.types.includes("Files") && !e.target.matches?.("input[type=file]");

const take = (list) => {
  if (list.length !== 1) return tell(form.dataset.single);
  if (list[0].size > Number(form.dataset.most)) return tell(form.dataset.large);
  tell("");
  if (own) {
    own.files = list;
    return own.focus();
  }
  form.elements.file.files = list;
  form.submit();
};

// In the capture phase, so that the editor does not take a file for text.
addEventListener("dragover", (e) => {
  if (!files(e)) return;
  e.preventDefault();
  e.dataTransfer.dropEffect = "copy";
  tell(form.dataset.here);
}, true);
addEventListener("dragleave", (e) => { if (!e.relatedTarget) tell(""); }, true);
addEventListener("drop", (e) => {
  if (!files(e)) return tell("");
  e.preventDefault();
  e.stopPropagation();
  take(e.dataTransfer.files);
}, true);
