// Gradio adds this to a page that has loaded already.
(() => {
  // With a query in the address, the page's <base> would make "#…" links leave the page.
  const base = document.querySelector("base");
  if (base) base.href = location.href.split("#")[0];

  // What an answer leaves out is in the other view: its tab, its fields as if typed, its button.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-record]");
    if (!button) return;
    const values = JSON.parse(button.dataset.record);
    const tabs = [...document.querySelectorAll("#views [role=tab]")];
    tabs.find((tab) => tab.textContent.trim() === "Who said what").click();
    const fill = () => {
      const show = document.querySelector("#show");
      // A view is made when its tab is first opened.
      if (!show || !show.checkVisibility()) return void requestAnimationFrame(fill);
      ["who", "topic", "since", "until"].forEach((id, i) => {
        const field = document.querySelector(`#${id} textarea, #${id} input`);
        field.value = values[i];
        field.dispatchEvent(new Event("input", { bubbles: true }));
      });
      // The page takes notice of what was typed a moment later.
      setTimeout(() => show.click(), 100);
    };
    fill();
  });

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
