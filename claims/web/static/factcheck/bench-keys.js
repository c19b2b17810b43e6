// The keys of the workbench: j and k, the verdict by number, and one letter for each step. See bench.js.
(() => {
  const { card, full, proof, scroll, select, tell, touched, words } = globalThis.bench;
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

  function step(by) {
    const list = $$(".card > details > summary").filter((row) => row.offsetParent);
    if (!list.length) return;
    let at = list.indexOf(document.activeElement);
    if (at < 0 && card() !== null) at = list.findIndex((row) => row.closest(".card") === card());
    at = Math.max(0, Math.min(list.length - 1, at + by));
    list[at].focus({ preventScroll: true });
    select(list[at].closest(".card").dataset.c, "keys");
  }

  // The next claim that this person can go on with, from the top again at the end.
  function next() {
    const rows = $$(".card[data-todo]").filter((row) => row.offsetParent), here = card();
    const later = here ? rows.filter((row) => here.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING) : rows;
    const found = later[0] ?? rows.find((row) => row !== here);
    if (!found) return tell(words.nothing);
    $("summary", found).focus({ preventScroll: true });
    select(found.dataset.c, "keys");
  }

  // The form of an action that stands folded away; or why not, where the claim does not allow it now.
  function unfold(open, actions) {
    const number = open.closest(".card").dataset.c, found = actions.map((one) => document.getElementById(`c${number}-do-${one}`)).find(Boolean);
    if (!found) return tell($(".quick", open)?.dataset[actions[0]] || words.impossible);
    found.open = true;
    show($("input:not([type=hidden]),select,textarea", found) ?? $("button", found));
  }

  function rate(number, open) {
    const scale = $(".scale", open) && $$(".scale", open).find((one) => one.offsetParent);
    const choice = scale && $$("[name=rating]", scale)[number - 1];
    if (!choice) return;
    choice.checked = true;
    choice.dispatchEvent(new Event("input", { bubbles: true }));
    choice.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function show(field) {
    for (let up = field?.closest("details"); up; up = up.parentElement.closest("details")) up.open = true;
    field?.focus();
    scroll(field, "nearest");
  }

  const KEYS = {
    j: () => step(1),
    k: () => step(-1),
    f: () => proof(!$(".galley").classList.contains("proof")),
    m: () => (document.dispatchEvent(new Event("marker:now")), $("#marker").hidden ? tell(words.select) : $("#marker [type=submit]").click()), // see marker.js
    x: (open) => open && $(".fact[data-state=open]", open)?.click(),
    s: (open) => open && show($("[data-key=s]", open)),
    e: (open) => open && show($("[name=rationale]", open)),
    w: (open) => open && show($("[name=proposed_wording]", open)),
    a: (open) => open && $("[data-key=a]", open)?.click(),
    n: () => next(),
    A: (open) => open && unfold(open, ["assign", "hand-over"]),
    t: (open) => open && unfold(open, ["split"]),
    T: (open) => open && unfold(open, ["merge"]),
  };

  // Keys pressed while a card is still on its way wait for it, in order; what follows an "e" is text for its field.
  const early = [];
  function soon(event) {
    if (event.key.length > 1 || "jkn".includes(event.key)) return false;
    event.preventDefault();
    early.push(event.key);
    return true;
  }
  function late() {
    for (const key of early.splice(0)) {
      const field = document.activeElement.closest?.("textarea,input[type=text]");
      if (field) {
        field.setRangeText(key, field.selectionEnd, field.selectionEnd, "end");
        field.dispatchEvent(new Event("input", { bubbles: true }));
      } else if (/^[1-9]$/.test(key)) rate(Number(key), full());
      else KEYS[key]?.(full());
    }
  }

  document.addEventListener("keydown", (event) => {
    const field = event.target.closest("input:not([type=checkbox]):not([type=radio]),textarea,select,[contenteditable]");
    const open = full(), go = open && $("[data-next]", open);
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.closest(".write") && go) {
      event.preventDefault();
      return go.click();
    }
    const giving = event.key === "Escape" && $(".giving[open]");
    if (giving) {
      giving.removeAttribute("open");
      return $("summary", giving).focus();
    }
    if (event.key === "Escape" && field?.closest(".full")) return $("summary", field.closest(".card")).focus();
    if (document.documentElement.dataset.shortcuts === "off" || event.target.closest("dialog") || field) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.repeat) return;
    const written = event.target.tagName === "SUMMARY" && event.target.closest(".card") === card() && open && touched(open);
    if (event.key === "Enter" && go && (written || ["BODY", "INPUT", "MAIN", "SECTION"].includes(event.target.tagName))) {
      event.preventDefault();
      return go.click();
    }
    if (open?.matches("[data-light]") && soon(event)) return;
    const act = /^[1-9]$/.test(event.key) ? () => open && rate(Number(event.key), open) : KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act(open);
  });

  document.addEventListener("bench:loaded", late);
})();
