// The key z takes back what the newest message offers, or what was last done to the open claim; their buttons do so
// without script.
(() => {
  const forms = () => [...document.querySelectorAll("form[data-undo]")];
  const reveal = () => document.querySelectorAll("[data-toast-close][hidden]").forEach((button) => (button.hidden = false));

  document.addEventListener("keydown", (event) => {
    if (document.documentElement.dataset.shortcuts === "off") return;
    if (event.key !== "z" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.repeat) return;
    if (event.target.closest("input:not([type=checkbox]):not([type=radio]),textarea,select,[contenteditable],dialog")) return;
    const newest = forms().at(-1) ?? document.querySelector(".card:has(> details[open]) form[data-undo-last]");
    if (!newest) return;
    event.preventDefault();
    newest.requestSubmit();
  });

  document.addEventListener("click", (event) => {
    event.target.closest("[data-toast-close]")?.closest("form").remove();
  });

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-undo]")) return;
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "1";
  });

  reveal();
  document.addEventListener("htmx:after:swap", reveal);
})();
