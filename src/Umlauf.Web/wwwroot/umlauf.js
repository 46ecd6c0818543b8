// Enhancement only: every page works without this file.
(() => {
  "use strict";
  document.documentElement.dataset.script = "";
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const typing = (target) => target.closest("input:not([type=checkbox]):not([type=radio]):not([type=submit]), textarea, select, [contenteditable]");

  // j and k walk through the entries of a list. Where a preview stands beside it, the entry is opened at once.
  function walk(step) {
    const entries = all("[data-list] [data-entry]");
    if (entries.length === 0) return false;
    const focused = entries.indexOf(document.activeElement);
    const open = entries.findIndex((entry) => entry.hasAttribute("aria-current"));
    const from = focused >= 0 ? focused : open;
    const next = entries[Math.min(entries.length - 1, Math.max(0, from + step))];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
    if (next.closest("[data-list=preview]") && entries.indexOf(next) !== open) next.click();
    return true;
  }

  async function keyboardMap() {
    const answer = await fetch("/tastatur");
    if (!answer.ok) return location.assign("/tastatur");
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const dialog = document.createElement("dialog");
    dialog.className = "u-dialog";
    const close = document.createElement("form");
    close.method = "dialog";
    close.className = "u-dialog__head";
    const title = document.createElement("h2");
    title.className = "u-h2";
    title.id = "u-dialog-title";
    title.textContent = one("h1", page).textContent;
    const button = document.createElement("button");
    button.className = "kern-btn kern-btn--tertiary u-btn--small";
    button.innerHTML = '<span class="kern-label">Esc</span>';
    close.append(title, button);
    dialog.setAttribute("aria-labelledby", title.id);
    dialog.append(close, one("#u-keys", page));
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.key === "Escape" && event.target.matches("#u-find")) return event.target.blur();
    if (typing(event.target) || one("dialog[open]")) return;
    const step = { j: 1, k: -1 }[event.key];
    if (step && walk(step)) return event.preventDefault();
    if (event.key === "?") {
      event.preventDefault();
      return void keyboardMap();
    }
    const target = one(`[data-key="${CSS.escape(event.key)}"]`);
    if (!target || target.disabled) return;
    event.preventDefault();
    // While the next entry is being opened, what stands in the preview is no longer what is chosen.
    if (one("[data-list=preview] .htmx-request") && !target.closest("header, nav")) return;
    const folded = target.closest("details:not([open])");
    if (folded) folded.open = true;
    if (target.matches("summary")) {
      target.parentElement.open = true;
      one("input, select, textarea, button", target.parentElement)?.focus();
    } else if (target.matches("input, select, textarea")) {
      target.focus();
      target.select?.();
    } else target.click();
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-autosubmit]")) event.target.form.requestSubmit();
    const zone = event.target.closest("[data-drop]");
    if (zone) named(zone);
  });

  // A form is sent once, however often the button is pressed.
  document.addEventListener("submit", (event) => {
    if (event.target.method !== "post") return;
    if (event.target.dataset.sent) return event.preventDefault();
    event.target.dataset.sent = "yes";
  });
  addEventListener("pageshow", () => all("form[data-sent]").forEach((form) => delete form.dataset.sent));

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) print();
    const entry = event.target.closest("[data-list=preview] [data-entry]");
    if (entry && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      for (const open of all("[data-entry][aria-current]")) open.removeAttribute("aria-current");
      entry.setAttribute("aria-current", "true");
    }
    for (const menu of all("details[data-menu][open]")) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.activeElement.closest("details[data-menu][open]");
    if (menu) {
      menu.open = false;
      one("summary", menu).focus();
    }
  });

  // Files: drop and paste where the browser only knows "choose".
  function named(zone) {
    const files = [...one("input[type=file]", zone).files];
    if (files.length > 0) one(".u-drop__names", zone).textContent = files.map((file) => file.name).join(", ");
  }
  function take(zone, files) {
    if (files.length === 0) return;
    one("input[type=file]", zone).files = files;
    zone.closest("details")?.setAttribute("open", "");
    named(zone);
  }
  for (const zone of all("[data-drop]")) {
    zone.addEventListener("dragover", (event) => {
      event.preventDefault();
      zone.dataset.over = "";
    });
    zone.addEventListener("dragleave", () => delete zone.dataset.over);
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      delete zone.dataset.over;
      take(zone, event.dataTransfer.files);
    });
  }
  document.addEventListener("paste", (event) => {
    const zone = one("[data-drop]");
    if (zone && !typing(event.target)) take(zone, event.clipboardData.files);
  });

  // Passkeys need script; without it their forms stay hidden and the password works.
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  function options(json) {
    const wanted = { ...json, challenge: bytes(json.challenge) };
    for (const list of ["allowCredentials", "excludeCredentials"])
      if (json[list]) wanted[list] = json[list].map((entry) => ({ ...entry, id: bytes(entry.id) }));
    if (json.user) wanted.user = { ...json.user, id: bytes(json.user.id) };
    return wanted;
  }
  function answer(credential) {
    const { response } = credential;
    const parts = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"])
      if (response[name]) parts[name] = text(response[name]);
    if (response.getTransports) parts.transports = response.getTransports();
    return JSON.stringify({
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      clientExtensionResults: credential.getClientExtensionResults(),
      authenticatorAttachment: credential.authenticatorAttachment,
      response: parts,
    });
  }
  if (window.PublicKeyCredential)
    for (const form of all("form[data-passkey]")) {
      form.hidden = false;
      form.addEventListener("submit", async (event) => {
        if (form.credential.value) return;
        event.preventDefault();
        event.stopPropagation();
        try {
          const publicKey = options(await (await fetch(form.dataset.options)).json());
          form.credential.value = answer(await navigator.credentials[form.dataset.passkey]({ publicKey }));
          form.submit();
        } catch (error) {
          if (error.name !== "NotAllowedError") throw error;
        }
      });
    }
})();
