/* Niceties only: every page does its work without this file. */
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("scripted");
  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];

  /* Theme: the server reads the cookie, so that the next page comes in the right colours at once. */
  const setTheme = (theme) => {
    if (theme === "auto") { delete root.dataset.theme; } else { root.dataset.theme = theme; }
    document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax`;
    try { localStorage.setItem("theme", theme); } catch { /* storage may be closed to us */ }
    all("[data-theme-choice]").forEach((b) => b.setAttribute("aria-pressed", String(b.value === theme)));
  };
  if (!document.cookie.includes("theme=")) {
    let kept = null;
    try { kept = localStorage.getItem("theme"); } catch { /* as above */ }
    if (["light", "dark", "auto"].includes(kept)) { setTheme(kept); }
  }
  document.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-theme-choice]");
    if (choice) { event.preventDefault(); setTheme(choice.value); }
    if (event.target.closest("[data-close]")) { event.target.closest("dialog")?.close(); }
    if (event.target.closest("[data-help]")) { event.preventDefault(); one("#keys")?.showModal(); }
    const copy = event.target.closest("[data-copy]");
    if (copy) {
      const text = one(copy.dataset.copy);
      text.select();
      navigator.clipboard?.writeText(text.value).then(() => { const word = one("[data-copied]", copy); word.textContent = word.dataset.copied; }, () => { /* it stands selected */ });
    }
    if (event.target.closest("[data-print]")) { event.preventDefault(); window.print(); }
    all("details.menu[open]").forEach((menu) => { if (!menu.contains(event.target)) { menu.open = false; } });
  });

  /* A menu that one leaves by keyboard closes behind one. */
  document.addEventListener("focusin", (event) => {
    all("details.menu[open]").forEach((menu) => { if (!menu.contains(event.target)) { menu.open = false; } });
  });

  /* Keys: / search, n report, ? help, g then a letter. Never while somebody writes. */
  let going = 0;
  const writing = (el) => el.isContentEditable || /^(input|textarea|select)$/i.test(el.tagName);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      all("details.menu[open]").forEach((menu) => { menu.open = false; one("summary", menu).focus(); });
      if (document.activeElement?.matches("[type=search]")) { document.activeElement.blur(); }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || writing(event.target) || one("dialog[open]")) { return; }
    const now = Date.now();
    const keyed = `[data-key="${CSS.escape(event.key)}"]`;
    /* What the page itself offers goes before the frame: in a meeting `n` is the next item. */
    const target = now - going < 1500 ? one(`[data-go="${CSS.escape(event.key)}"]`) : one(`main ${keyed}`) ?? one(keyed);
    going = event.key === "g" ? now : 0;
    if (event.key === "?") { one("#keys")?.showModal(); event.preventDefault(); return; }
    if (!target) { return; }
    event.preventDefault();
    if (target.matches("input, textarea, select")) { target.focus(); target.select?.(); } else { target.click(); }
  });

  /* Picking rows */
  const count = () => all("[data-bulk-count]").forEach((line) => {
    const n = all(`[name="pick"][form="${line.dataset.bulkCount}"]:checked`).length;
    line.closest("form").classList.toggle("picked", n > 0);
    line.dataset.word ??= line.textContent;
    line.textContent = n ? `${line.dataset.word} ${n}` : line.dataset.word;
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-pick-all]")) {
      all("[name=pick]", event.target.closest("table")).forEach((box) => { box.checked = event.target.checked; });
    }
    if (event.target.matches("[data-pick-all], [name=pick]")) { count(); }
  });

  /* What is typed where one may be led away stays in this tab until it is saved. `base` is what was saved when it was
     typed: what somebody else saved since stands before it. One that was `sent` goes once its answer shows that it was
     taken: a refusal stands at the address `to` it was sent, and a sign-in or a page of the browser's own is no answer. */
  const drafts = "draft:";
  const same = (text) => text.replace(/\r\n/g, "\n").trim();
  const draftOf = (name) => { try { return JSON.parse(sessionStorage.getItem(drafts + name)); } catch { return null; } };
  const keepDraft = (name, draft) => { try { sessionStorage.setItem(drafts + name, JSON.stringify(draft)); } catch { /* storage may be closed to us */ } };
  const dropDraft = (name) => { try { sessionStorage.removeItem(drafts + name); } catch { /* as above */ } };
  const sentDrafts = () => { try { return Object.keys(sessionStorage).filter((key) => key.startsWith(drafts)).map((key) => key.slice(drafts.length)).filter((name) => draftOf(name)?.sent); } catch { return []; } };
  const unsend = (name) => { const { base, text } = draftOf(name); keepDraft(name, { base, text }); };
  const within = (path) => path.split("/")[1];
  const arrived = performance.getEntriesByType("navigation")[0]?.type === "navigate";
  sentDrafts().forEach((name) => {
    const { sent, to } = draftOf(name);
    const here = location.pathname;
    const taken = arrived && document.referrer === sent && here !== to && within(here) === within(to) && !one(".notice-error");
    if (taken) { dropDraft(name); } else { unsend(name); }
  });
  /* Who goes elsewhere before the answer came does not see it. */
  document.addEventListener("click", (event) => { if (event.target.closest("a[href]")) { sentDrafts().forEach(unsend); } });
  all("[data-draft]").forEach((place) => {
    const field = one("textarea", place);
    const { draft: name } = place.dataset;
    const known = field && draftOf(name);
    if (!field) { return; }
    const form = field.form;
    /* A form that was refused shows what was typed, not what is saved. */
    const refused = one(".notice-error", form);
    const base = refused && known ? known.base : field.defaultValue;
    if (known && same(known.text) === same(field.value)) { if (!refused) { dropDraft(name); } }
    else if (known) {
      const saved = same(field.value);
      field.value = saved === same(known.base) || !saved ? known.text : `${saved}\n${known.text}`;
      one("[data-draft-note]", place).hidden = false;
    }
    field.addEventListener("input", () => keepDraft(name, { base, text: field.value }));
    form.addEventListener("submit", () => {
      const draft = draftOf(name);
      if (draft) { keepDraft(name, { ...draft, sent: location.href.split("#")[0], to: new URL(form.action).pathname }); }
    });
  });

  /* A file that is too large is told of before it is sent: the page would come back without it. */
  document.addEventListener("change", (event) => {
    const { most, tooLarge } = event.target.dataset;
    if (!most) { return; }
    const large = [...event.target.files].some((file) => file.size > Number(most));
    event.target.setCustomValidity(large ? tooLarge : "");
    event.target.reportValidity();
  });

  /* One form, one sending. The server refuses the second one anyway. A form whose work may be long says that it works. */
  const rest = (form) => {
    delete form.dataset.sent;
    form.classList.remove("htmx-request");
    all("button[data-waits]", form).forEach((button) => { button.disabled = false; delete button.dataset.waits; });
  };
  const toil = (form) => {
    form.classList.add("htmx-request");
    /* Once it is on its way: a button that is disabled earlier does not send its name. */
    setTimeout(() => all("button:not(:disabled)", form).forEach((button) => { button.disabled = true; button.dataset.waits = ""; }));
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const long = one(".busy", form);
    if ((form.method !== "post" && !long) || form.hasAttribute("data-again")) { return; }
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    if (long) { toil(form); }
    setTimeout(() => rest(form), long ? 90_000 : 4000);
  });
  addEventListener("pageshow", () => { all("form[data-sent]").forEach(rest); count(); });
  one("main:not(:has([data-still])) .notice-error[tabindex]")?.focus();
})();
