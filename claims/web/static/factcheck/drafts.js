// Nothing typed is lost. Every form with data-draft="KEY" is kept as one types: in this browser at once, with the
// newsroom's server a second later; on the next open what was typed stands there again. The copies are the person's
// alone (the key holds their id). A sent form is forgotten when the server says so, in the cookie drafts_done.
(() => {
  const own = document.currentScript.dataset;
  const EVERYBODYS = "factcheck.draft.", PREFIX = `${EVERYBODYS}${own.person}.`;
  const BASES = ["version", "seen", "revision"]; // hidden fields: what the form had seen of the claim
  const SKIP = "[type=hidden],[type=password],[type=file],[type=submit],[type=button],[type=image],[data-draft-skip]";
  const QUICK = 250, SLOW = 1000, FIRST_WAIT = 8, LONGEST_WAIT = 60; // ms, ms, s, s
  const DAY = 86400e3, KEPT_FOR = 30 * DAY;
  const states = new Map(); // form: what is known of it
  let wait = FIRST_WAIT, retry = 0, down = false;

  const say = (name, values = {}) =>
    Object.entries(values).reduce((words, [key, value]) => words.replace(`{${key}}`, value), own[name]);
  const cookie = (name) => document.cookie.split("; ").find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1);
  const clock = (iso) => {
    const at = new Date(iso), today = at.toDateString() === new Date().toDateString();
    const short = today ? { timeStyle: "short" } : { dateStyle: "short", timeStyle: "short" };
    return new Intl.DateTimeFormat(document.documentElement.lang, short).format(at);
  };
  const make = (tag, name, words = "") => {
    const element = document.createElement(tag);
    element.className = name;
    element.textContent = words;
    return element;
  };
  const button = (words, act, name = "btn sm") => {
    const element = make("button", name, words);
    element.type = "button";
    element.addEventListener("click", act);
    return element;
  };

  // -- what stands in a form -------------------------------------------------------------------------
  const typed = (form) => [...form.elements].filter((one) => one.name && !one.matches(SKIP) && one.matches("input,textarea,select"));

  function fieldsOf(form) {
    const fields = {};
    for (const one of typed(form)) {
      const values = (fields[one.name] ??= []);
      if (one.matches("[type=checkbox],[type=radio]")) one.checked && values.push(one.value);
      else if (one.multiple && one.options) values.push(...[...one.selectedOptions].map((option) => option.value));
      else values.push(one.value);
    }
    return fields;
  }

  function baseOf(form) {
    const seen = BASES.map((name) => [name, form.elements.namedItem(name)]);
    return Object.fromEntries(seen.filter(([, one]) => /^\d+$/.test(one?.value ?? "")).map(([name, one]) => [name, Number(one.value)]));
  }

  function fill(state, fields, base) {
    const left = Object.fromEntries(Object.entries(fields).map(([name, values]) => [name, [...values]]));
    state.filling = true;
    for (const one of typed(state.form)) {
      if (!(one.name in left)) continue;
      if (one.matches("[type=checkbox],[type=radio]")) one.checked = left[one.name].includes(one.value);
      else if (one.multiple && one.options) for (const option of one.options) option.selected = left[one.name].includes(option.value);
      else one.value = left[one.name].shift() ?? "";
      one.dispatchEvent(new Event("input", { bubbles: true }));
      one.dispatchEvent(new Event("change", { bubbles: true }));
    }
    state.filling = false;
    for (const [name, number] of Object.entries(base)) if (state.form.elements.namedItem(name)) state.form.elements.namedItem(name).value = number;
  }

  // -- the copy in this browser ----------------------------------------------------------------------
  function parsed(text) {
    try {
      return JSON.parse(text);
    } catch {
      return null;
    }
  }
  const read = (key) => parsed(localStorage.getItem(PREFIX + key));
  function write(key, copy) {
    try {
      localStorage.setItem(PREFIX + key, JSON.stringify(copy));
      return true;
    } catch {
      return false; // full or switched off: the server's copy is left
    }
  }
  const drop = (key) => localStorage.removeItem(PREFIX + key);

  function keep(state) {
    const fields = fieldsOf(state.form), synced = JSON.stringify(fields) === state.saved ? state.server : null;
    const copy = { fields, base: baseOf(state.form), at: new Date().toISOString(), synced, server: state.server };
    return write(state.key, copy);
  }

  // Copies of others are left by an ended session, never by a sign-out. What the server has, nobody needs here.
  function sweep() {
    for (const word of (cookie("drafts_done") ?? "").replaceAll('"', "").split("~").filter(Boolean)) {
      const [key, nonce] = word.split(".");
      if (read(key)?.sent === nonce) drop(key);
    }
    if (cookie("drafts_done")) document.cookie = "drafts_done=; path=/; max-age=0; samesite=lax";
    for (const name of Object.keys(localStorage)) {
      if (!name.startsWith(EVERYBODYS)) continue;
      const mine = name.startsWith(PREFIX), copy = parsed(localStorage.getItem(name)), age = Date.now() - Date.parse(copy?.at);
      if (!(age < (mine ? KEPT_FOR : DAY)) || (!mine && copy.synced)) localStorage.removeItem(name);
    }
  }

  // -- the copy on the server ------------------------------------------------------------------------
  function ask(path, options = {}) {
    // HX-Request: without a session the answer is a bare 401, not the page of the sign-in
    const headers = { "HX-Request": "true", "X-CSRFToken": cookie("csrftoken") ?? "", "Content-Type": "application/json" };
    return fetch(own.drafts + path, { cache: "no-store", headers, ...options });
  }

  async function send(state, last = false) {
    clearTimeout(state.timer);
    state.timer = 0;
    if (state.sent || !state.form.isConnected) return;
    const fields = fieldsOf(state.form), text = JSON.stringify(fields);
    if (text === state.initial) return forget(state);
    if (text === state.saved) return;
    const local = keep(state);
    const body = JSON.stringify({ fields, base: baseOf(state.form), seen: state.server });
    state.abort?.abort();
    state.abort = new AbortController();
    try {
      const before = state.tried;
      state.tried = text;
      const answer = await ask(`${state.key}/`, { method: "POST", body, keepalive: last && body.length < 60000, signal: state.abort.signal });
      online();
      if (answer.ok) {
        const { saved_at: at } = await answer.json();
        Object.assign(state, { saved: text, server: at });
        const copy = read(state.key);
        if (copy && JSON.stringify(copy.fields) === text) write(state.key, { ...copy, synced: at, server: at });
        line(state, "saved", say("saved", { time: clock(at) }));
      } else if (answer.status === 409) clash(state, await answer.json(), before);
      else if (answer.status === 401) line(state, "local", say("signedOut"));
      else {
        const told = await answer.json().catch(() => ({}));
        line(state, "local", told.words ?? say(local ? "local" : "nowhere"));
      }
    } catch (error) {
      if (error.name === "AbortError") return;
      line(state, "local", say(local ? "offline" : "nowhere"));
      offline();
    }
  }

  function forget(state) {
    drop(state.key);
    if (state.server) ask(`${state.key}/?seen=${encodeURIComponent(state.server)}`, { method: "DELETE" }).catch(offline);
    Object.assign(state, { server: null, saved: null });
    line(state, "", "");
  }

  // Another window has saved the same form: both versions are shown (versions.js), and the person chooses.
  function clash(state, there, before) {
    const other = { fields: there.fields, base: there.base, at: there.saved_at };
    const alike = (fields) => JSON.stringify(Object.entries(fields).sort());
    if (before && alike(other.fields) === alike(JSON.parse(before))) return send(Object.assign(state, { server: other.at })); // our own
    line(state, "local", there.words);
    const take = (chosen) => {
      Object.assign(state, { server: other.at, saved: null, touched: true });
      if (chosen) fill(state, chosen.fields, chosen.base);
      send(state);
    };
    const detail = {
      words: there.words, fields: other.fields, mine: fieldsOf(state.form), time: clock(other.at),
      theirs: () => take(other), own: () => take(null) };
    state.form.dispatchEvent(new CustomEvent("draft:clash", { bubbles: true, detail }));
  }

  // -- the connection --------------------------------------------------------------------------------
  function offline() {
    down = true;
    clearTimeout(retry);
    retry = setTimeout(again, wait * 1000);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }
  function online() {
    down = false;
    wait = FIRST_WAIT;
    clearTimeout(retry);
  }
  async function again() {
    try {
      await ask("");
    } catch {
      for (const state of states.values()) if (state.pending) state.pending.count(wait);
      return offline();
    }
    online();
    for (const state of states.values()) {
      if (state.pending) {
        const { submitter } = state.pending;
        state.pending.box.remove();
        state.pending = null;
        state.form.requestSubmit(submitter?.isConnected ? submitter : undefined);
      } else if (state.touched) send(state);
    }
  }
  addEventListener("online", again);

  function unsent(state, submitter) {
    const words = make("p", ""), box = make("div", "banner st-false unsent"), acts = make("div", "acts");
    const count = (seconds) => (words.lastChild.textContent = " " + say("unsentMore", { seconds }));
    words.append(make("b", "", say("unsent")), "");
    count(wait);
    box.setAttribute("role", "alert");
    const copied = () => navigator.clipboard.writeText(Object.values(fieldsOf(state.form)).flat().filter((text) => text.length > 3).join("\n\n"));
    acts.append(button(say("tryNow"), again), button(say("copy"), () => copied().then(() => line(state, "saved", say("copied"))), "btn sm ghost"));
    box.append(make("span", ""), words, acts);
    state.pending?.box.remove();
    state.form.prepend(box);
    state.pending = { submitter, box, count };
    offline();
  }

  // -- what the person reads -------------------------------------------------------------------------
  function line(state, kind, words) {
    const place = state.form.querySelector("[data-draft-line]") ?? state.form.querySelector(".acts") ?? state.form;
    if (!state.line?.isConnected) {
      state.line = make("span", "draft-line");
      state.line.setAttribute("role", "status");
      place.append(state.line);
    }
    if (state.line.textContent !== words) state.line.textContent = words;
    state.line.dataset.kind = kind;
  }

  function restored(state, draft, other) {
    const box = make("div", "banner st-prog restored"), acts = make("div", "acts"), words = make("p", "", say("restored", { time: clock(draft.at) }));
    if (Object.entries(draft.base).some(([name, number]) => state.came.base[name] !== undefined && state.came.base[name] !== number)) words.append(" ", say("changed"));
    box.setAttribute("role", "status");
    acts.append(
      button(say("discard"), () => {
        fill(state, JSON.parse(state.came.fields), state.came.base);
        forget(state);
        box.remove();
        typed(state.form)[0]?.focus();
      }),
    );
    if (other) {
      acts.append(button(say("other", { time: clock(other.at) }), () => {
        box.remove();
        fill(state, other.fields, other.base);
        restored(state, other, draft);
        state.touched = true;
        send(state);
      }, "btn sm ghost"));
    }
    box.append(make("span", ""), words, acts);
    state.form.querySelector(":scope > .restored")?.remove();
    state.form.prepend(box);
    for (let up = state.form.closest("details"); up; up = up.parentElement.closest("details")) if (!up.hasAttribute("name")) up.open = true;
  }

  // -- forms come and are filled ---------------------------------------------------------------------
  async function fetched(key) {
    const answer = await ask(`${key}/`);
    if (!answer.ok) return null;
    const { fields, base, saved_at: at } = await answer.json();
    return { fields, base, at, synced: at, server: at };
  }

  async function restore(state, index) {
    const here = read(state.key), there = index?.[state.key] ?? null;
    state.server = there;
    let draft = null, other = null;
    if (here && (!index || !here.synced)) {
      draft = here;
      if (there && there !== here.server) other = await fetched(state.key);
    } else if (there) draft = here?.synced === there ? here : await fetched(state.key);
    else if (here) drop(state.key); // sent or discarded in another browser
    if (!draft) return;
    if (JSON.stringify({ ...JSON.parse(state.initial), ...draft.fields }) === state.initial) return forget(state);
    if (state.touched) return restoredLater(state, draft);
    fill(state, draft.fields, draft.base);
    restored(state, draft, other);
    if (draft.synced) state.saved = JSON.stringify(fieldsOf(state.form));
    else send(state);
  }

  function restoredLater(state, draft) {
    restored(state, { ...draft, fields: fieldsOf(state.form), base: baseOf(state.form), at: new Date().toISOString() }, draft);
  }

  async function attach(root) {
    const fresh = [...root.querySelectorAll("form[data-draft]")].filter((form) => !states.has(form));
    if (!fresh.length) return;
    for (const form of states.keys()) if (!form.isConnected) states.delete(form);
    sweep();
    const waiting = [];
    for (const form of fresh) {
      const key = form.dataset.draft, again = "draftTyped" in form.dataset;
      if (!again && document.querySelector(`form[data-draft="${CSS.escape(key)}"][data-draft-typed]`)) continue;
      const fields = JSON.stringify(fieldsOf(form));
      const state = { form, key, initial: again ? null : fields, came: { fields, base: baseOf(form) }, saved: null, server: null, timer: 0 };
      states.set(form, state);
      if (!again) waiting.push(state);
      else send(Object.assign(state, { touched: true, server: "*" })); // refused: its words replace every older draft
    }
    if (!waiting.length) return;
    let index = null;
    try {
      const answer = await ask("");
      if (answer.ok) index = (await answer.json()).drafts;
    } catch {
      offline();
    }
    for (const state of waiting) restore(state, index).catch(offline);
  }

  function touched(event) {
    const state = states.get(event.target.form);
    if (!state || state.filling || event.target.matches(SKIP)) return;
    Object.assign(state, { touched: true, sent: false });
    state.form.dataset.touched = "";
    state.quick ||= setTimeout(() => {
      state.quick = 0;
      if (!state.sent) keep(state);
    }, QUICK);
    clearTimeout(state.timer);
    state.timer = setTimeout(() => send(state), SLOW);
  }
  document.addEventListener("input", touched);
  document.addEventListener("change", touched);

  document.addEventListener("draft:flush", (event) => {
    for (const state of states.values()) {
      clearTimeout(state.quick);
      state.quick = 0;
      if (state.touched && !state.sent) event.detail.push(send(state));
    }
  });
  document.addEventListener("draft:leave", () => states.forEach((state) => (state.sent = true))); // writes no copy again

  function hidden(form, name, value) {
    let field = form.querySelector(`input[type=hidden][name="${name}"]`);
    if (!field) {
      field = document.createElement("input");
      Object.assign(field, { type: "hidden", name });
      form.append(field);
    }
    field.value = value;
  }

  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target, state = states.get(form), protection = form.elements.csrfmiddlewaretoken;
      if (protection && cookie("csrftoken")) protection.value = cookie("csrftoken"); // another sign-in may have changed it
      if (!state) return;
      if (state.touched) keep(state);
      if (down || !navigator.onLine) {
        event.preventDefault();
        event.stopImmediatePropagation();
        unsent(state, event.submitter);
        return;
      }
      const nonce = Math.random().toString(36).slice(2, 12), copy = read(state.key);
      hidden(form, "draft", state.key);
      hidden(form, "draft_sent", nonce);
      hidden(form, "draft_seen", state.server ?? "");
      hidden(form, "draft_by", own.person);
      if (copy) write(state.key, { ...copy, sent: nonce });
      clearTimeout(state.timer);
      clearTimeout(state.quick);
      state.abort?.abort();
      Object.assign(state, { sent: true, quick: 0 });
    },
    true,
  );

  document.addEventListener("click", (event) => {
    const leaving = event.target.closest("[data-draft-drop]");
    if (!leaving) return;
    drop(leaving.dataset.draftDrop);
    for (const state of states.values()) if (state.key === leaving.dataset.draftDrop) state.sent = true;
    ask(`${leaving.dataset.draftDrop}/`, { method: "DELETE", keepalive: true }).catch(() => {});
  });

  const flush = () => {
    for (const state of states.values()) if (state.timer) send(state, true);
  };
  addEventListener("pagehide", flush);
  addEventListener("pageshow", (event) => {
    if (event.persisted) for (const state of states.values()) state.sent = false;
  });
  document.addEventListener("visibilitychange", () => document.hidden && flush());
  new MutationObserver((changes) => {
    if (changes.some((change) => change.addedNodes.length)) attach(document);
  }).observe(document.body, { childList: true, subtree: true });
  attach(document);
})();
