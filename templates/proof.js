// A page that was sealed can check itself: the module that does is loaded when
// its reader asks for it.

ready(() => {
  const proof = document.querySelector(".n-proof[data-script]");
  if (!proof || !(globalThis.crypto && crypto.subtle)) return;
  const line = proof.querySelector(".n-proof__check"), button = line.querySelector("button");
  line.hidden = false;
  button.addEventListener("click", async () => {
    const says = JSON.parse(proof.dataset.says), found = proof.querySelector(".n-proof__found");
    const say = (key, holds) => found.append(make("p", {"data-holds": holds}, says[key]));
    button.disabled = true;
    found.replaceChildren(make("p", {}, says.checking));
    try {
      const {check} = await import(proof.dataset.script);
      const results = await check(document, JSON.parse(proof.dataset.facts));
      found.replaceChildren();
      for (const [key, holds] of results) say(key, holds);
    } catch {
      found.replaceChildren();
      say("unreachable", "unknown");
    }
    button.disabled = false;
  });
});
