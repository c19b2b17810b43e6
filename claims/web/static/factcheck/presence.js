// Two parts: who else is here and what has changed; below, two versions of one text and signing out.
// The first is asked every few seconds while somebody looks, never while the tab is
// hidden, more slowly after errors. What has changed is taken from a fresh copy of the page, part by part; a part
// with a form that has been touched, or with the focus in it, is left alone.
(() => {
  const own = document.currentScript.dataset;
  const ASK = 4000, PING = 15000, LONGEST = 60000, TYPING = 8000, BLOCKED = 20000; // ms
  const PARTS = "[data-live-part]";
  const panel = () => document.querySelector("[data-live]");
  let known = null, last = {}, tag = "", state = null, wait = ASK, timer = 0, pinged = 0, used = Date.now(), keyed = 0, was = "", busy = false, stale = false, later = 0;

  const cookie = (name) => document.cookie.split("; ").find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";
  const ids = () => [...new Set([...document.querySelectorAll("[data-live-claim]")].map((row) => row.dataset.liveClaim))].slice(0, 200);

  // -- where we are ----------------------------------------------------------------------------------
  function number() {
    const place = document.activeElement?.closest("[data-c]") ?? document.querySelector(".card:has(details[open])") ?? null;
    return place?.dataset.c?.split(" ")[0] ?? panel()?.dataset.number ?? "0";
  }

  function ping(leave = false) {
    const place = panel()?.dataset.here;
    if (!place) return;
    const typing = Date.now() - keyed < TYPING;
    was = `${number()} ${typing}`;
    pinged = pinged ? Date.now() : Date.now() - PING + ASK; // soon once more: the page before may take its leave late
    const sent = new FormData();
    sent.set("csrfmiddlewaretoken", cookie("csrftoken"));
    sent.set("claim", number());
    sent.set("unused", String(Math.round((Date.now() - used) / 1000)));
    if (typing) sent.set("typing", "1");
    if (leave) sent.set("leave", "1");
    if (leave) navigator.sendBeacon(place, sent);
    else fetch(place, { method: "POST", body: sent, headers: { "HX-Request": "true" } }).catch(() => {});
  }

  // -- asking ----------------------------------------------------------------------------------------
  function address() {
    const place = panel()?.dataset.live;
    if (place) return place;
    return ids().length ? `${own.list}?ids=${ids().join(",")}` : null;
  }

  async function ask() {
    clearTimeout(timer);
    const place = address();
    if (document.hidden || !place || busy) return;
    busy = true;
    if (Date.now() - pinged >= PING || was !== `${number()} ${Date.now() - keyed < TYPING}`) ping();
    try {
      const headers = { "HX-Request": "true", ...(tag && known === place ? { "If-None-Match": tag } : {}) };
      const answer = await fetch(place, { headers, cache: "no-store" });
      if (answer.status === 401) told("expired", own.expired);
      else if (answer.status === 200) {
        const seen = await answer.json();
        tag = answer.headers.get("ETag");
        const first = known !== place;
        known = place;
        show(seen);
        if (!first && state !== seen.state) [stale, later] = [true, 0];
        state = seen.state;
        notes(seen.versions);
      } else if (answer.status !== 304) throw new Error(answer.status);
      if (answer.status !== 401) told("", "");
      wait = answer.status === 401 ? LONGEST : ASK;
      if (stale && Date.now() >= later) await renew();
    } catch {
      wait = Math.min(wait * 2, LONGEST);
      told("lost", own.lost.replace("{seconds}", Math.round(wait / 1000)));
    }
    busy = false;
    clearTimeout(timer);
    timer = setTimeout(ask, wait);
  }

  // -- showing ---------------------------------------------------------------------------------------
  function told(kind, words) {
    const bar = document.querySelector(".statusbar");
    let line = document.getElementById("connection");
    if (!words) return line?.remove();
    if (!line) {
      line = document.createElement("p");
      line.id = "connection";
      line.setAttribute("role", "status");
      (bar?.parentElement ?? document.body).append(line);
    }
    line.className = `connection ${kind}`;
    if (line.textContent !== words) line.textContent = words;
  }

  function show(seen) {
    last = seen;
    const place = document.getElementById("presence");
    if (place && seen.here !== undefined && place.dataset.shown !== seen.here) {
      place.innerHTML = seen.here;
      place.dataset.shown = seen.here;
    }
    const bar = document.querySelector("[data-live-bar]") ?? statusbar();
    if (bar && seen.bar !== undefined && bar.textContent !== seen.bar) bar.textContent = seen.bar;
    people(seen.at ?? {});
  }

  function statusbar() {
    const bar = document.querySelector(".statusbar");
    if (!bar) return null;
    const line = document.createElement("span");
    line.dataset.liveBar = "";
    bar.append(line);
    return line;
  }

  function people(at) {
    document.querySelectorAll(".at-work").forEach((old) => {
      const one = at[old.dataset.of];
      if (!one || one.words !== old.textContent) old.remove();
    });
    for (const [claim, one] of Object.entries(at)) {
      const card = document.querySelector(`.card[data-c="${CSS.escape(claim)}"]`);
      const place = card?.querySelector("[data-live-at]") ?? card?.querySelector("summary .m");
      if (!place || place.querySelector(".at-work")) continue;
      const line = document.createElement("span");
      line.className = `at-work${one.typing ? " typing" : ""}`;
      line.dataset.of = claim;
      line.title = one.name;
      line.textContent = one.words;
      place.prepend(line);
    }
  }

  // A form that has been touched keeps what it has seen; its person is told that there is something newer.
  function notes(versions = {}) {
    for (const form of document.querySelectorAll("form[data-draft^='claim-'][data-touched]")) {
      const pk = form.dataset.draft.split("-")[1], seen = Number(form.elements.namedItem("version")?.value);
      if (!seen || !versions[pk] || versions[pk] <= seen || form.querySelector(":scope > .newer")) continue;
      const box = document.createElement("div"), words = document.createElement("p"), link = document.createElement("a");
      box.className = "banner st-part newer";
      box.setAttribute("role", "status");
      words.textContent = own.newer + " ";
      Object.assign(link, { href: `/claims/${pk}/`, target: "_blank", rel: "noopener", textContent: own.look });
      words.append(link);
      box.append(document.createElement("span"), words);
      form.prepend(box);
    }
  }

  // -- the changed parts of the page -----------------------------------------------------------------
  const key = (part) => part.dataset.livePart;
  function held(part) {
    const field = document.activeElement?.closest("input,textarea,select"), marked = getSelection().isCollapsed ? null : getSelection().anchorNode;
    return part.contains(field ?? null) || part.contains(marked) || part.querySelector("form[data-touched],form[data-draft-typed],dialog[open]") !== null;
  }

  async function renew() {
    const answer = await fetch(location.href, { headers: { "HX-Request": "true" }, cache: "no-store" });
    if (!answer.ok) return;
    stale = false;
    later = 0;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = new Map([...page.querySelectorAll(PARTS)].map((part) => [key(part), part]));
    for (const part of document.querySelectorAll(PARTS)) {
      if (part.parentElement?.closest(PARTS) || !part.isConnected) continue;
      const other = fresh.get(key(part));
      if (!other && part.dataset.liveClaim) gone(part);
      if (!other || other.outerHTML === (part.liveCame ?? part.outerHTML)) continue;
      if (held(part)) {
        stale = true; // once more, when it may be free
        later = Date.now() + BLOCKED;
        continue;
      }
      swap(part, other);
    }
    show(last); // what stood in a part that is new by now
    document.dispatchEvent(new CustomEvent("live:renewed"));
  }

  // A row that the list no longer holds stays where it is, and says so: nothing jumps away under the hand.
  function gone(row) {
    if (row.querySelector(".gone")) return;
    const words = document.createElement("span");
    words.className = "chip gone";
    words.textContent = own.gone;
    (row.querySelector(".state") ?? row.cells?.[0] ?? row).append(words);
  }

  function swap(part, other) {
    const focus = part.contains(document.activeElement) ? document.activeElement : null;
    const open = [...part.querySelectorAll("details[open]")].map((one) => one.id).filter(Boolean);
    const chosen = [...part.querySelectorAll("input[type=checkbox]:checked")].map((one) => one.value);
    const next = document.importNode(other, true);
    next.liveCame = other.outerHTML;
    const path = focus && (focus.id ? `#${CSS.escape(focus.id)}` : focus.getAttribute("href") ? `[href="${CSS.escape(focus.getAttribute("href"))}"]` : focus.localName);
    if (part.matches("details") && part.open) next.open = true;
    part.replaceWith(next);
    for (const id of open) {
      const box = next.querySelector(`#${CSS.escape(id)}`);
      if (box) box.open = true;
    }
    for (const box of next.querySelectorAll("input[type=checkbox]")) if (chosen.includes(box.value)) box.checked = true;
    if (path) (next.matches(path) ? next : next.querySelector(path))?.focus({ preventScroll: true });
    window.htmx?.process?.(next);
  }

  // -- when ------------------------------------------------------------------------------------------
  for (const kind of ["pointermove", "pointerdown", "keydown", "scroll", "touchstart"]) addEventListener(kind, () => (used = Date.now()), { passive: true, capture: true });
  document.addEventListener("input", (event) => {
    if (!event.target.form?.matches("[data-draft]")) return;
    const before = Date.now() - keyed > TYPING;
    keyed = Date.now();
    if (before) ping();
  });
  document.addEventListener("toggle", (event) => event.target.closest?.(".card") && event.target.open && ping(), true);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) ask();
  });
  addEventListener("online", ask);
  addEventListener("offline", () => {
    wait = ASK * 2;
    told("lost", own.lost.replace("{seconds}", Math.round(wait / 1000)));
  });
  addEventListener("pagehide", () => ping(true));
  addEventListener("pageshow", (event) => event.persisted && ask());
  ask();
})();

// Two versions of one text: of two people (the server's page shows both) or of one person in two windows.
(() => {
  const own = document.currentScript.dataset;
  const make = (tag, name, words = "") => {
    const element = document.createElement(tag);
    element.className = name;
    element.textContent = words;
    return element;
  };

  // What is saved by now goes into the form, alone or above what was typed.
  document.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-conflict]")?.dataset.conflict;
    if (!choice) return;
    for (const side of event.target.closest(".conflict").querySelectorAll(".sides")) {
      const field = document.getElementById(side.dataset.field), now = side.querySelector("[data-now]").textContent;
      if (!field) continue;
      field.value = choice === "merge" && !field.value.includes(now) ? `${now}\n${field.value}` : now;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      for (let up = field.closest("details"); up; up = up.parentElement.closest("details")) up.open = true;
      field.focus();
    }
  });

  // -- signing out: the server gets what only this browser has, and the browser keeps nothing -----------
  const PREFIX = `factcheck.draft.${own.person}.`;
  const copies = () => Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
  async function handOver() {
    const waits = [], left = [];
    document.dispatchEvent(new CustomEvent("draft:flush", { detail: waits }));
    await Promise.all(waits);
    for (const name of copies()) {
      const { fields, base, server, synced } = JSON.parse(localStorage.getItem(name));
      if (synced) continue;
      const token = document.cookie.split("; ").find((one) => one.startsWith("csrftoken="))?.slice(10) ?? "";
      const headers = { "HX-Request": "true", "X-CSRFToken": token, "Content-Type": "application/json" };
      const body = JSON.stringify({ fields, base, seen: server ?? null });
      const answer = await fetch(`${own.drafts}${name.slice(PREFIX.length)}/`, { method: "POST", headers, body }).catch(() => null);
      if (!answer?.ok) left.push(name);
    }
    return left;
  }
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (!form.matches("[action$='/sign-out/']") || "cleared" in form.dataset) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      handOver().then((left) => {
        if (left.length && !confirm(own.leaving)) return;
        document.dispatchEvent(new CustomEvent("draft:leave"));
        for (const name of copies()) localStorage.removeItem(name);
        form.dataset.cleared = "";
        setTimeout(() => form.requestSubmit()); // not while the browser is still at this one
      });
    },
    true,
  );

  // -- one person, two windows: drafts.js says so and offers the two ways on ---------------------------
  function side(title, words) {
    const box = make("div", ""), text = make("p", "text", words || "–");
    text.tabIndex = 0;
    box.append(make("h3", "", title), text);
    return box;
  }

  function shown(form, name, values) {
    const field = [form.elements.namedItem(name)].flat()[0];
    if (field?.options) return values.map((value) => [...field.options].find((one) => one.value === value)?.label ?? value).join(", ");
    if (field instanceof RadioNodeList || field?.matches?.("[type=radio],[type=checkbox]")) {
      const chosen = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)].filter((one) => values.includes(one.value));
      return chosen.map((one) => one.labels?.[0]?.textContent.trim() ?? one.value).join(", ");
    }
    return values.join("\n");
  }

  document.addEventListener("draft:clash", (event) => {
    const form = event.target, { words, fields, mine, time, theirs, own: keep } = event.detail;
    form.querySelector(":scope > .clash")?.remove();
    const box = make("div", "clash conflict"), banner = make("div", "banner st-part"), told = make("p", ""), acts = make("div", "acts");
    banner.setAttribute("role", "alert");
    told.append(make("b", "", words), " ", own.both);
    banner.append(make("span", ""), told);
    box.append(banner);
    for (const name of Object.keys({ ...fields, ...mine })) {
      const [there, here] = [fields[name] ?? [], mine[name] ?? []];
      if (JSON.stringify(there) === JSON.stringify(here)) continue;
      const sides = make("div", "sides");
      sides.append(side(own.other.replace("{time}", time), shown(form, name, there)), side(own.mine, shown(form, name, here)));
      box.append(sides);
    }
    for (const [label, act] of [[own.keep, keep], [own.take, theirs]]) {
      const button = make("button", "btn sm", label);
      button.type = "button";
      button.addEventListener("click", () => {
        const field = form.querySelector("textarea,input:not([type=hidden]),select");
        box.remove();
        act();
        field?.focus();
      });
      acts.append(button);
    }
    box.append(acts);
    form.prepend(box);
  });
})();
