// A passage selected in the article's text can become a claim, or a part of the claim that is open.
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

  // -- a passage of the text -------------------------------------------------------------------------
  // Places count code points of the article's text; JavaScript counts UTF-16 units, and corrections are not text.
  const points = (text) => [...text].length;

  function passage() {
    const selection = getSelection();
    if (selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0), walker = document.createTreeWalker($("#prose"), NodeFilter.SHOW_TEXT), pieces = [];
    while (walker.nextNode()) {
      const node = walker.currentNode, home = node.parentElement.closest("[data-s]");
      if (!home || !range.intersectsNode(node)) continue;
      const from = node === range.startContainer ? range.startOffset : 0;
      const to = node === range.endContainer ? range.endOffset : node.data.length;
      const start = Number(home.dataset.s) + points(node.data.slice(0, from));
      if (to > from) pieces.push({ home, start, end: start + points(node.data.slice(from, to)), text: node.data.slice(from, to) });
    }
    if (!pieces.length) return null;
    const text = pieces.reduce((all, one, at) => all + (at && one.start > pieces[at - 1].end ? "\n" : "") + one.text, "");
    return { start: pieces[0].start, end: pieces.at(-1).end, text, homes: pieces.map((one) => one.home), box: range.getBoundingClientRect() };
  }

  function offer() {
    const marker = $("#marker"), found = passage();
    marker.hidden = !found?.text.trim();
    if (marker.hidden) return;
    for (const [name, value] of [["start", found.start], ["end", found.end], ["quote", found.text]]) $(`[name=${name}]`, marker).value = value;
    const card = $(".card:has(> details[open])"), open = card && $(".full", card), selected = card?.dataset.c;
    const part = $("[data-split]", marker), field = open && $("[name=passages]", open);
    part.hidden = !field || !found.homes.every((home) => home.dataset.c?.split(" ").includes(selected));
    $("b", part).textContent = selected ?? "";
    part.onclick = () => {
      const now = passage() ?? found; // the selection may have changed since it was last looked at
      field.value += `${field.value && !field.value.endsWith("\n") ? "\n" : ""}${now.text.trim().replace(/\s+/g, " ")}`;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      for (let up = field.closest("details"); up; up = up.parentElement.closest("details")) up.open = true;
      field.focus();
    };
    marker.style.top = `${Math.max(8, Math.min(found.box.bottom + 6, innerHeight - 56))}px`;
    marker.style.left = `${Math.max(8, Math.min(found.box.left, innerWidth - marker.offsetWidth - 8))}px`;
  }
  let waiting = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(offer, 150);
  });
  document.addEventListener("marker:now", offer);
  document.addEventListener("submit", (event) => event.target.closest("#marker") && passage() && offer(), true);
  $$("[data-mark]").forEach((link) =>
    link.addEventListener("click", (event) => {
      if ($("#marker").hidden) return;
      event.preventDefault();
      $("#marker [type=submit]").click();
    }),
  );
})();
