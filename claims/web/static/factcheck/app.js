// What every page does beyond reading and sending: theme, dialog, keys. Everything here has a plain link or form behind it that works without script.
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const root = document.documentElement;
  const keysOn = () => root.dataset.shortcuts !== "off";

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    if (opener) document.getElementById(opener.dataset.dialog).showModal();
    if (!event.target.closest(".filter")) $(".filter[open]")?.removeAttribute("open");
  });

  // -- theme: stored with the person, shown at once --------------------------------------------------
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-theme-form]")) {
      event.preventDefault();
      const sent = new FormData(form, event.submitter);
      if (form.dataset.themeForm === "toggle") {
        const dark = root.dataset.theme === "dark" || (!root.dataset.theme && matchMedia("(prefers-color-scheme:dark)").matches);
        sent.set("theme", dark ? "light" : "dark");
      }
      const theme = sent.get("theme");
      if (theme === "auto") delete root.dataset.theme;
      else root.dataset.theme = theme;
      $$("[data-theme-form] [name=theme]").forEach((button) =>
        button.setAttribute("aria-pressed", String(button.value === theme)),
      );
      fetch(form.action, { method: "POST", body: sent, redirect: "manual" });
    }
    if (form.matches("[data-once]")) $$("button", form).forEach((button) => button.setAttribute("aria-disabled", "true"));
  });

  // -- keys ------------------------------------------------------------------------------------------
  function step(by) {
    const list = $$(".t td.cl > a, .mine .line .what > a");
    if (!list.length) return;
    const at = Math.max(0, Math.min(list.length - 1, list.indexOf(document.activeElement) + by));
    list[at].focus();
  }

  document.addEventListener("keydown", (event) => {
    if (!keysOn() || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest("input:not([type=checkbox]):not([type=radio]),textarea,select,[contenteditable],dialog")) return;
    if (event.key === "?") document.getElementById("keys")?.showModal();
    else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "/" && $("#find")) {
      event.preventDefault();
      $("#find").focus();
    }
  });
  document.addEventListener("keydown", (event) => {
    const open = $(".filter[open]");
    if (event.key === "Escape" && open) {
      open.removeAttribute("open");
      $("summary", open).focus();
    }
  });

  // -- polling: not while nobody looks, and what was selected stays selected -------------------------
  document.addEventListener("htmx:before:request", (event) => {
    if (document.hidden && event.target.closest?.("[data-poll]")) event.preventDefault();
  });

  $$("[data-script]").forEach((element) => (element.hidden = false));
})();
