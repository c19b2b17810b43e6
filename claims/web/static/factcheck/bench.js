// The workbench: one claim chosen in text, strip and cards; its card is fetched when it is opened; what is sent from
// a card comes back as the parts of the page that changed. A form that was typed into is never replaced. Without
// this file the same links and forms load whole pages.
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const words = $("#marker")?.dataset ?? {};
  const phone = matchMedia("(max-width:900px)");
  const calm = matchMedia("(prefers-reduced-motion:reduce)");
  const scroll = (element, block) => element?.scrollIntoView({ block, behavior: calm.matches ? "instant" : "smooth" });
  const PARTS = { "X-Part": "bench", "HX-Request": "true" };

  // -- one claim at a time ---------------------------------------------------------------------------
  let selected = null;
  const card = (number = selected) => (number === null ? null : $(`.card[data-c="${number}"]`));
  const full = () => (selected !== null && $("details", card())?.open ? $(".full", card()) : null);

  function paint() {
    $$(".mk.sel, .n.sel").forEach((mark) => mark.classList.remove("sel"));
    $$(".strip a[aria-current]").forEach((segment) => segment.removeAttribute("aria-current"));
    if (selected === null) return;
    $$(`.mk[data-c~="${selected}"], .n[data-c="${selected}"]`).forEach((mark) => mark.classList.add("sel"));
    const segment = $(`.strip a[data-c="${selected}"]`), strip = $("#strip");
    segment?.setAttribute("aria-current", "true");
    if (segment && strip.scrollHeight > strip.clientHeight) strip.scrollTop = segment.offsetTop - strip.offsetTop - strip.clientHeight / 2 + 13;
  }

  function address() {
    const place = new URL(location.href);
    if (selected === null) place.searchParams.delete("claim");
    else place.searchParams.set("claim", selected);
    place.hash = selected === null ? "" : `c${selected}`;
    history.replaceState(history.state, "", place);
  }

  async function select(number, from) {
    const chosen = card(number);
    if (!chosen) return;
    selected = String(number);
    const box = $("details", chosen);
    if (!box.open) box.open = true;
    address();
    paint();
    if (from !== "text" && !phone.matches) scroll(document.getElementById(`m${selected}`), "center");
    if (phone.matches && from !== "card") tab("claims");
    const tall = () => phone.matches || chosen.offsetHeight > $("#cards").clientHeight - 24;
    const settle = () => from !== "card" && scroll(chosen, tall() ? "start" : "nearest");
    settle();
    if (await load(chosen)) settle();
  }

  async function load(chosen) {
    const light = $(".full[data-light]", chosen);
    if (!light || light.ariaBusy) return false;
    light.ariaBusy = "true";
    const kept = new URLSearchParams(location.search);
    kept.delete("claim");
    try {
      const answer = await fetch(`${chosen.dataset.body}?${kept}`, { headers: PARTS });
      if (!answer.ok) return answer.status === 401 ? expired() : tell(words.broken);
      light.outerHTML = await answer.text();
      reveal(chosen);
      if (selected === chosen.dataset.c) document.dispatchEvent(new Event("bench:loaded"));
      return true;
    } catch {
      return tell(words.offline);
    } finally {
      light.ariaBusy = null;
    }
  }

  const reveal = (root = document) => $$("[data-script][hidden]", root).forEach((element) => (element.hidden = false));

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const link = event.target.closest("a[data-c]");
    if (link && card(link.dataset.c)) {
      event.preventDefault();
      return select(link.dataset.c, link.closest(".prose") ? "text" : "strip");
    }
    const place = event.target.closest("a[href^='#m']");
    if (place) {
      event.preventDefault();
      tab("text");
      return scroll(document.getElementById(place.hash.slice(1)), "center");
    }
    const mark = event.target.closest(".mk");
    if (mark && getSelection().isCollapsed) select(mark.dataset.c.split(" ")[0], "text");
    if (!event.target.closest(".giving")) $(".giving[open]")?.removeAttribute("open");
    const folded = event.target.closest("[data-unfold]");
    if (folded) unfold(document.getElementById(folded.dataset.unfold));
    const quote = event.target.closest("[data-from-quote]");
    if (quote) begin(quote);
    const shown = event.target.closest("[data-show]");
    if (shown) {
      tab(shown.dataset.show);
      if (selected !== null) scroll(shown.dataset.show === "text" ? document.getElementById(`m${selected}`) : card(), shown.dataset.show === "text" ? "center" : "start");
    }
    const mode = event.target.closest("[data-mode]");
    if (mode) {
      event.preventDefault();
      proof(mode.dataset.mode === "proof");
    }
  });

  document.addEventListener(
    "toggle",
    (event) => {
      if (!event.target.matches?.(".card > details")) return;
      const number = event.target.closest(".card").dataset.c;
      if (event.target.open && selected !== number) select(number, "card");
      else if (event.target.open) load(event.target.closest(".card"));
      if (!event.target.open && selected === number && !$(".card > details[open]")) {
        selected = null;
        address();
        paint();
      }
    },
    true,
  );

  function unfold(box) {
    if (!box) return;
    for (let up = box; up; up = up.parentElement.closest("details")) up.open = true;
    ($(":scope > form :is(textarea,select,input:not([type=hidden]))", box) ?? $("summary", box)).focus({ preventScroll: true });
    scroll(box, "nearest");
  }

  function begin(button) {
    const field = $("[name=proposed_wording]", button.form ?? button.closest("form"));
    if (!field.value.trim()) field.value = button.dataset.fromQuote;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  }

  // -- tabs of the narrow layout, reading and proof --------------------------------------------------
  function tab(name) {
    $(".work").dataset.tab = name;
    $$("[data-show]").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.show === name)));
  }

  function proof(on = new URL(location.href).searchParams.get("view") === "proof") {
    $(".galley").classList.toggle("proof", on);
    $$("[data-mode]").forEach((link) => {
      if ((link.dataset.mode === "proof") === on) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
    const place = new URL(location.href);
    if (on) place.searchParams.set("view", "proof");
    else place.searchParams.delete("view");
    history.replaceState(history.state, "", place);
  }

  // -- sending from a card ---------------------------------------------------------------------------
  const touched = (root) =>
    $$("form[data-touched]", root).length > 0 || $$("[form]", root).some((field) => field.form?.matches("[data-touched]"));
  document.addEventListener("input", (event) => event.target.form?.closest(".full") && (event.target.form.dataset.touched = ""));
  document.addEventListener("change", (event) => event.target.form?.closest(".full") && (event.target.form.dataset.touched = ""));

  function tell(text, link = null) {
    let box = $("#told");
    if (!box) {
      box = document.createElement("div");
      box.className = "toasts";
      box.id = "told";
      box.setAttribute("role", "alert");
      document.body.append(box);
    }
    box.replaceChildren();
    const line = document.createElement("p"), banner = document.createElement("div"), gap = document.createElement("span");
    line.textContent = text;
    if (link) line.append(" ", link);
    banner.className = "banner st-false";
    banner.append(gap, line);
    box.append(banner);
    if (!link) setTimeout(() => box.contains(banner) && box.replaceChildren(), 9000);
    return false;
  }

  // Another window, so that what is typed here stays; with its session this one can send again.
  function expired() {
    const link = document.createElement("a");
    Object.assign(link, { href: words.signInAt, target: "_blank", rel: "noopener", textContent: words.signIn });
    return tell(words.expired, link);
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.matches(".full form, #marker form, #ctools form, form[data-undo]")) return;
    event.preventDefault();
    send(form, event.submitter);
  });

  async function send(form, submitter) {
    const body = new FormData(form, submitter), box = form.closest(".full");
    const kept = new URL(location.href);
    if (body.has("next") && selected !== null) body.set("next", `${kept.pathname}${kept.search}#c${selected}`);
    if (box?.ariaBusy || form.ariaBusy) return;
    form.ariaBusy = "true";
    if (box) box.ariaBusy = "true";
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: PARTS }).catch(() => null);
      if (!answer) return tell(words.offline);
      if (answer.status === 401) return expired();
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if ($("#bar", page)) return settle(page, answer, form, body);
      if (answer.ok) return location.assign(answer.url);
      tell($(".banner p, .err", page)?.textContent.trim() || words.broken);
    } finally {
      delete form.dataset.sent;
      form.ariaBusy = null;
      if (box) box.ariaBusy = null;
    }
  }

  function settle(page, answer, form, body) {
    const sent = answer.ok ? { form, version: Number(body.get("version")) } : { form };
    const inside = form.contains(document.activeElement);
    apply(page, sent);
    const wanted = new URL(answer.url).searchParams.get("claim");
    if (answer.ok && wanted && wanted !== selected && card(wanted)) {
      select(wanted, "keys");
      $("summary", card(wanted)).focus({ preventScroll: true });
    }
    if (!answer.ok) scroll($("[role=alert]", card()), "center");
    const lost = document.activeElement === document.body || (answer.ok && inside && document.activeElement.matches("input,textarea,select"));
    if (selected !== null && lost) $("summary", card())?.focus({ preventScroll: true }); // keys are keys again
    getSelection().isCollapsed || getSelection().removeAllRanges();
    $("#marker").hidden = true;
  }

  // -- putting the changed parts in their places -----------------------------------------------------
  function put(id, page) {
    const here = document.getElementById(id), there = page.getElementById(id);
    if (here && there && here.innerHTML !== there.innerHTML) here.innerHTML = there.innerHTML;
  }

  function columns() {
    const number = $("#strip")?.children.length;
    $("#strip")?.style.setProperty("--n", number); // see bench.css
    if (number) $("#tab-number").textContent = number;
  }

  function apply(page, sent = {}) {
    const focus = document.activeElement?.id, open = $$(".furniture[open]").map((one) => one.id);
    $("#bar").dataset.tag = $("#bar", page).dataset.tag;
    $("#bar").dataset.working = $("#bar", page).dataset.working;
    if (!$("#strip") && $("#strip", page)) $("#bar").append($("#strip", page).closest(".row")); // the first claims
    for (const id of ["headline", "gfacts", "strip", "guide", "tally", "prose", "ctools", "machine"]) put(id, page);
    for (const id of ["headline", "prose"]) document.getElementById(id).lang = page.getElementById(id).lang;
    document.title = `${$("#headline").textContent.trim()} – ${document.title.split(" – ").at(-1)}`; // it may just have got one
    open.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
    const told = $("#flashes", page);
    if (told?.children.length) {
      $(".flashes")?.remove();
      $("#main").before(told);
      setTimeout(() => $$(".banner.st-ok", told).forEach((banner) => banner.remove()), 8000);
    }
    $("#told")?.replaceChildren();
    cards(page, sent);
    if (selected !== null && !card()) {
      selected = null; // merged or split: its card has gone
      address();
    }
    proof();
    columns();
    paint();
    reveal();
    if (focus && document.activeElement === document.body) document.getElementById(focus)?.focus({ preventScroll: true });
    document.dispatchEvent(new CustomEvent("htmx:after:swap"));
  }

  function cards(page, sent) {
    const list = $("#list"), fresh = $$("#list > .card", page);
    if (!list) return fresh.length ? $("#cards").append($("#list", page)) : null;
    const ids = new Set(fresh.map((one) => one.id));
    for (const old of $$(".card", list)) if (!ids.has(old.id) && !(touched(old) && !old.contains(sent.form))) old.remove();
    let before = null;
    for (const one of fresh) {
      const here = document.getElementById(one.id);
      if (!here) before ? before.after(one) : list.prepend(one);
      else renew(here, one, sent);
      before = document.getElementById(one.id);
    }
  }

  function renew(here, one, sent) {
    here.className = one.className;
    put(`${one.id}-mini`, one.ownerDocument);
    const old = $(".full", here), next = $(".full", one);
    if (!next.matches("[data-light]")) {
      if (old.matches("[data-light]")) old.replaceWith(next);
      else sections(old, next, sent);
    } else if (!old.matches("[data-light]") && (here.dataset.v !== one.dataset.v || old.contains(sent.form))) {
      const busy = touched(old) && !(sent.version && old.contains(sent.form) && $$("form[data-touched]", old).length < 2);
      if (!busy) old.replaceWith(next);
    }
    here.dataset.v = one.dataset.v;
  }

  // Part by part. What a person has typed into stays, unless it is the form that was just sent; it has then seen
  // what its own sender changed, and nothing else.
  function sections(old, next, sent) {
    const mine = (part) => sent.form && (part.contains(sent.form) || $$("[form]", part).some((field) => field.form === sent.form));
    const folds = $$("details.fold[open]", old).filter((one) => !one.contains(sent.form)).map((one) => one.id);
    for (const part of [...old.children]) {
      if (next.querySelector(`:scope > #${CSS.escape(part.id)}`)) continue;
      if (!touched(part) || mine(part)) part.remove();
    }
    let before = null;
    for (const part of [...next.children]) {
      const here = old.querySelector(`:scope > #${CSS.escape(part.id)}`);
      const keep = here && touched(here) && !mine(here);
      if (keep && sent.version) {
        $$("[name=version]", here).forEach((field) => Number(field.value) === sent.version && (field.value = next.dataset.v));
      }
      const shown = keep ? here : part;
      if (here && !keep) here.replaceWith(part);
      else if (!here) before ? before.after(part) : old.prepend(part);
      before = shown;
    }
    folds.forEach((id) => id && document.getElementById(id)?.setAttribute("open", ""));
    old.dataset.v = next.dataset.v;
  }

  async function refresh(tag) {
    const place = new URL(location.href);
    const answer = await fetch(place.pathname + place.search, { headers: { ...PARTS, ...(tag ? { "HX-PTag": tag } : {}) } });
    if (answer.status === 200) apply(new DOMParser().parseFromString(await answer.text(), "text/html"));
  }

  async function poll() {
    const bar = $("#bar");
    if (bar.dataset.working === "1" && !document.hidden) await refresh(bar.dataset.tag).catch(() => {});
    if ($("#bar").dataset.working === "1") setTimeout(poll, 2000);
  }
  document.addEventListener("live:renewed", () => {
    const known = new Set($$(".card").map((one) => one.dataset.c));
    if ($$(".strip a").some((segment) => !known.has(segment.dataset.c))) refresh().catch(() => {});
    columns();
    paint();
  });

  // What the keys lean on: see bench-keys.js.
  globalThis.bench = { card, full, proof, scroll, select, tell, touched, words };

  // -- at the start ----------------------------------------------------------------------------------
  reveal();
  columns();
  if (phone.matches && $("#guide")) $(".mtabs").before($("#guide")); // above both tabs, not within one of them
  const wanted = location.hash.match(/^#c(\d+)$/)?.[1] ?? new URL(location.href).searchParams.get("claim");
  if (wanted) document.fonts.ready.then(() => select(wanted, "address"));
  poll();
})();
