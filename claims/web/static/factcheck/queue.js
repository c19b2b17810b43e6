// The queue by keyboard: rows are selected, taken and opened; a board's cards can also be dragged. Boxes, buttons
// and menus do all of it without script.
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const root = document.documentElement;
  const form = $("#bulk");
  const board = () => $(".board");
  const boxes = () => $$("input[name=claim]");
  const picked = new Set(boxes().filter((box) => box.checked).map((box) => box.value));

  // -- selection: kept by id, so that a row that comes anew is ticked again ----------------------------
  function paint() {
    if (!form) return;
    let here = 0;
    for (const box of boxes()) {
      box.checked = picked.has(box.value);
      here += box.checked;
    }
    const page = $("input[data-page]");
    if (page) {
      page.checked = here > 0 && here === boxes().length;
      page.indeterminate = here > 0 && here < boxes().length;
    }
    const words = $("#picked");
    const all = $("input[name=all]", form)?.checked;
    words.dataset.words ??= words.textContent;
    words.textContent = all || !here ? words.dataset.words : `${here} ${words.dataset.words}`;
  }

  function pick(box, on = box && !box.checked) {
    if (box) pickAll([box], on);
  }

  function pickAll(list, on) {
    for (const box of list) {
      if (on) picked.add(box.value);
      else picked.delete(box.value);
    }
    paint(); // once, and last: it also sets the box that was clicked
  }

  function clear() {
    picked.clear();
    const all = form && $("input[name=all]", form);
    if (all) all.checked = false;
    paint();
  }

  const rows = () => $$(board() ? ".bcard > a" : ".t td.cl > a");
  const rowOf = (element) => element?.closest?.("tr, .bcard");
  const boxOf = (element) => {
    const row = rowOf(element);
    return row && $("input[name=claim]", row);
  };

  let last = null; // the box that was clicked last: shift and a click select all between
  document.addEventListener("click", (event) => {
    const box = event.target.closest("input[name=claim]");
    if (box) {
      const list = boxes();
      if (event.shiftKey && last && list.includes(last)) {
        const [from, to] = [list.indexOf(last), list.indexOf(box)].sort((one, other) => one - other);
        pickAll(list.slice(from, to + 1), box.checked);
      } else pick(box, box.checked);
      last = box;
    }
    if (event.target.matches("input[data-page]")) pickAll(boxes(), event.target.checked);
    if (event.target.matches("input[name=all]")) paint();
    if (event.target.closest("[data-clear]")) clear();
    for (const open of $$(".pop[open]")) if (!open.contains(event.target)) open.removeAttribute("open");
  });

  // -- keys: those that only move are in app.js --------------------------------------------------------
  function step(by, selecting) {
    const list = rows();
    if (!list.length) return;
    const at = list.indexOf(rowOf(document.activeElement) ? $("td.cl > a, :scope > a", rowOf(document.activeElement)) : null);
    if (selecting && at >= 0) pick(boxOf(list[at]), true);
    const next = list[Math.max(0, Math.min(list.length - 1, at + by))];
    next.focus();
    if (selecting) pick(boxOf(next), true);
  }

  function take() {
    if (!form) {
      const move = $("button[value=take]", rowOf(document.activeElement) ?? form ?? root.ownerDocument.createElement("i"));
      return move?.form.requestSubmit(move);
    }
    const button = $("button[value=take]", form);
    if (!button) return;
    if (!picked.size && !$("input[name=all]", form).checked) {
      const box = boxOf(document.activeElement);
      if (!box) return;
      pick(box, true);
    }
    form.requestSubmit(button);
  }

  document.addEventListener("keydown", (event) => {
    if (root.dataset.shortcuts === "off" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.key === "Escape") {
      const open = $(".pop[open]");
      if (open) {
        open.removeAttribute("open");
        $("summary", open).focus();
      } else if (!$(".filter[open]") && !document.querySelector("dialog[open]") && form) clear();
      return;
    }
    if (event.target.closest("input:not([type=checkbox]):not([type=radio]),textarea,select,[contenteditable],dialog")) return;
    if (event.key === "x" && form) pick(boxOf(document.activeElement));
    else if (event.key === "J") step(1, true);
    else if (event.key === "K") step(-1, true);
    else if (event.key === "j" && board()) step(1);
    else if (event.key === "k" && board()) step(-1);
    else if (event.key === "a" && !event.repeat) take();
    else if (event.key === "n" && !event.repeat) $("#take-next")?.requestSubmit();
    else return;
    event.preventDefault();
  });

  // -- dragging: a card goes where one of its buttons leads ---------------------------------------------
  const ways = (card) => new Map($$("button[data-to]", card).map((button) => [button.dataset.to, button]));
  let lifted = null;
  function movable() {
    for (const card of $$(".bcard")) card.draggable = ways(card).size > 0;
  }
  document.addEventListener("dragstart", (event) => {
    lifted = event.target.closest?.(".bcard") ?? null;
    if (!lifted) return;
    lifted.classList.add("lifted");
    event.dataTransfer.effectAllowed = "move";
    for (const column of $$(".col")) column.classList.toggle("target", ways(lifted).has(column.dataset.status));
  });
  document.addEventListener("dragover", (event) => {
    if (lifted && event.target.closest?.(".col.target")) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    const column = lifted && event.target.closest?.(".col.target");
    const button = column && ways(lifted).get(column.dataset.status);
    if (!button) return;
    event.preventDefault();
    button.form.requestSubmit(button);
  });
  document.addEventListener("dragend", () => {
    lifted?.classList.remove("lifted");
    lifted = null;
    for (const column of $$(".col.target")) column.classList.remove("target");
  });

  // -- when the rows were last asked for: also an answer that nothing changed counts ----------------------
  document.addEventListener("htmx:after:request", (event) => {
    const fresh = $("[data-fresh]"), status = event.detail?.ctx?.response?.status ?? 0;
    if (!fresh || !event.target.closest?.("[data-poll]") || !status || status >= 400) return;
    fresh.textContent = new Date().toLocaleTimeString("de", { timeZone: fresh.dataset.zone });
  });

  document.addEventListener("htmx:after:swap", () => {
    paint();
    movable();
    for (const hidden of $$("[data-script][hidden]")) hidden.hidden = false;
  });
  window.addEventListener("pageshow", paint);
  paint();
  movable();
})();
