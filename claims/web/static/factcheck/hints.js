// A hint's places are marked in the text of the workbench; without this file its link leads to the claim's mark.
(() => {
  const prose = document.getElementById("prose");
  if (!prose || !globalThis.CSS?.highlights) return;

  // Offsets count code points, a DOM range counts UTF-16 units.
  const units = (text, points) => [...text].slice(0, points).join("").length;

  function ranges(start, end) {
    const found = [];
    for (const piece of prose.querySelectorAll("[data-s]")) {
      const node = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT).nextNode();
      const first = Number(piece.dataset.s);
      if (!node || first >= end) continue;
      const last = first + [...node.data].length;
      if (last <= start) continue;
      const range = document.createRange();
      range.setStart(node, units(node.data, Math.max(start - first, 0)));
      range.setEnd(node, units(node.data, Math.min(end, last) - first));
      found.push(range);
    }
    return found;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-spans]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const marked = link.dataset.spans.split(",").flatMap((span) => ranges(...span.split("-").map(Number)));
    if (!marked.length) return;
    event.preventDefault();
    document.querySelector('[data-show="text"][aria-pressed="false"]')?.click(); // on a phone one part at a time
    CSS.highlights.set("hint", new Highlight(...marked));
    const calm = matchMedia("(prefers-reduced-motion:reduce)").matches;
    marked[0].startContainer.parentElement.scrollIntoView({ block: "center", behavior: calm ? "instant" : "smooth" });
  });
})();
