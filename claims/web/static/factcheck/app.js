// What the pages do beyond reading and sending: one claim selected in text, strip and cards; theme, dialog,
// keys. Everything here has a plain link or form behind it that works without script.
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const root = document.documentElement;
  const keysOn = () => root.dataset.shortcuts !== "off";
  const phone = matchMedia("(max-width:900px)");
  const calm = matchMedia("(prefers-reduced-motion:reduce)");
  const scroll = (element, block) =>
    element?.scrollIntoView({ block, behavior: calm.matches ? "instant" : "smooth" });

  // -- one claim at a time ---------------------------------------------------------------------------
  let selected = null;

  function paint() {
    $$(".mk.sel, .n.sel").forEach((mark) => mark.classList.remove("sel"));
    $$(".strip a[aria-current]").forEach((segment) => segment.removeAttribute("aria-current"));
    if (selected === null) return;
    $$(`.mk[data-c~="${selected}"], .n[data-c="${selected}"]`).forEach((mark) => mark.classList.add("sel"));
    $(`.strip a[data-c="${selected}"]`)?.setAttribute("aria-current", "true");
  }

  function select(number, from) {
    const card = $(`.card[data-c="${number}"]`);
    if (!card) return;
    selected = String(number);
    const box = $("details", card);
    if (!box.open) box.open = true;
    history.replaceState(history.state, "", `#c${selected}`);
    paint();
    if (from !== "text" && !phone.matches) scroll(document.getElementById(`m${selected}`), "center");
    if (from !== "card") {
      if (phone.matches) tab("claims");
      scroll(card, phone.matches ? "start" : "nearest");
    }
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#c']");
    if (link?.dataset.c) {
      event.preventDefault();
      select(link.dataset.c, link.closest(".prose") ? "text" : "strip");
      return;
    }
    const place = event.target.closest("a[href^='#m']");
    if (place) {
      event.preventDefault();
      tab("text");
      scroll(document.getElementById(place.hash.slice(1)), "center");
      return;
    }
    const mark = event.target.closest(".mk");
    if (mark && getSelection().isCollapsed) select(mark.dataset.c.split(" ")[0], "text");
  });

  document.addEventListener(
    "toggle",
    (event) => {
      const card = event.target.closest?.(".card");
      if (!card) return;
      if (event.target.open && selected !== card.dataset.c) select(card.dataset.c, "card");
      if (!event.target.open && selected === card.dataset.c && !$(".card details[open]")) {
        selected = null;
        paint();
      }
    },
    true,
  );

  // -- tabs of the narrow layout, reading and proof --------------------------------------------------
  function tab(name) {
    const work = $(".work");
    if (!work) return;
    work.dataset.tab = name;
    $$("[data-show]").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.show === name)));
  }

  function proof(on) {
    const galley = $(".galley");
    if (!galley) return;
    galley.classList.toggle("proof", on);
    $$("[data-mode]").forEach((link) => {
      if ((link.dataset.mode === "proof") === on) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
    const address = new URL(location.href);
    if (on) address.searchParams.set("view", "proof");
    else address.searchParams.delete("view");
    history.replaceState(history.state, "", address);
  }

  document.addEventListener("click", (event) => {
    const shown = event.target.closest("[data-show]");
    if (shown) tab(shown.dataset.show);
    const mode = event.target.closest("[data-mode]");
    if (mode) {
      event.preventDefault();
      proof(mode.dataset.mode === "proof");
    }
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
  const rows = () => ($(".cards") ? $$(".card > details > summary").filter((row) => row.offsetParent) : $$(".t td.cl > a"));

  function step(by) {
    const list = rows();
    if (!list.length) return;
    let at = list.indexOf(document.activeElement);
    if (at < 0) at = list.findIndex((row) => row.closest(".card")?.dataset.c === selected && selected !== null);
    at = Math.max(0, Math.min(list.length - 1, at + by));
    list[at].focus({ preventScroll: Boolean($(".cards")) });
    const card = list[at].closest(".card");
    if (card) select(card.dataset.c, "keys");
  }

  document.addEventListener("keydown", (event) => {
    if (!keysOn() || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest("input:not([type=checkbox]):not([type=radio]),textarea,select,[contenteditable],dialog")) return;
    if (event.key === "?") document.getElementById("keys")?.showModal();
    else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "f" && $(".galley")) proof(!$(".galley").classList.contains("proof"));
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
  document.addEventListener("htmx:after:swap", paint);

  $$("[data-script]").forEach((element) => (element.hidden = false));
  const wanted = location.hash.match(/^#c(\d+)$/);
  if (wanted) document.fonts.ready.then(() => select(wanted[1], "address"));
})();
