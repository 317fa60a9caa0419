// Gradio adds this to a page that has loaded already.
(() => {
  // With a query in the address, the page's <base> would make "#…" links leave the page.
  const base = document.querySelector("base");
  if (base) base.href = location.href.split("#")[0];

  // A new question goes to the top of the chat, so that its answer is read from the beginning.
  let newest = 0;
  const watch = new MutationObserver(() => {
    const turn = document.querySelector("#current [data-turn]");
    if (!turn || Number(turn.dataset.turn) === newest) return;
    newest = Number(turn.dataset.turn);
    requestAnimationFrame(() => turn.scrollIntoView({ block: "start" }));
  });
  watch.observe(document.body, { subtree: true, childList: true, attributeFilter: ["data-turn"] });
})();
