// The route editor without reloading, and with dragging. Each button is a plain submit; without this file it works the same.
const form = document.querySelector("[data-route-form]");
const editor = () => form.querySelector("[data-route]");
let asked = 0;
let edits = 0;
let pressed = 0;

// Sends the form as the button would, and takes the editor out of the answer.
async function ask(act) {
  const fields = new FormData(form);
  fields.set("tun", act);
  const mine = ++asked;
  const seen = edits;
  let answer;
  try {
    answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(fields), headers: { Accept: "text/html" } });
  } catch {
    answer = null;
  }
  const page = answer?.ok && !answer.redirected ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  const fresh = page?.querySelector("[data-route]");
  if (!fresh) {
    if (act === "zeigen") return;
    // The plain way says what is wrong.
    const button = Object.assign(document.createElement("button"), { name: "tun", value: act, hidden: true });
    form.append(button);
    return form.requestSubmit(button);
  }
  // Meanwhile something else was asked or typed: this answer is out of date.
  if (mine !== asked) return;
  if (act === "zeigen" && seen !== edits) return refresh();
  const kept = held();
  editor().replaceWith(fresh);
  if (act === "zeigen") kept();
  else {
    const same = form.querySelector(`[name=tun][value="${CSS.escape(act)}"]:not(:disabled)`);
    const focus = form.querySelector("[data-route] [autofocus]");
    (act.startsWith("up:") || act.startsWith("down:") ? (same ?? focus) : (focus ?? same))?.focus();
  }
  prepare();
  editor().dataset.answered = String(mine);
}

// Where the focus is, to put it there again in the new editor.
function held() {
  const at = document.activeElement;
  if (!editor().contains(at)) return () => {};
  const again = at.id ? `#${CSS.escape(at.id)}` : `[name="${CSS.escape(at.name)}"][value="${CSS.escape(at.value)}"]`;
  const [from, to] = at.matches("input[type=text], textarea") ? [at.selectionStart, at.selectionEnd] : [];
  return () => {
    const target = form.querySelector(again);
    target?.focus();
    if (from !== undefined) target?.setSelectionRange(from, to);
  };
}

form.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (button?.name !== "tun" || !button.closest("[data-route]")) return;
  event.preventDefault();
  event.stopPropagation();
  // What the button does is never overtaken by a mere refresh.
  clearTimeout(waiting);
  pressed++;
  ask(button.value).finally(() => pressed--);
});

// A change of what others depend on: tasks and names decide which conditions there are.
form.addEventListener("input", (event) => (edits += event.target.closest("[data-route]") ? 1 : 0));
form.addEventListener("change", (event) => {
  if (event.target.closest("[data-route]") && event.target.matches("select, input, textarea")) refresh();
});
let waiting;
function refresh() {
  clearTimeout(waiting);
  waiting = setTimeout(() => (pressed > 0 ? refresh() : ask("zeigen")), 150);
}

// Dragging: the order of the elements is the order of the route. A station may go into any step, a step into any list of steps.
let dragged;
function prepare() {
  for (const handle of editor().querySelectorAll("[data-handle]")) {
    const part = handle.closest("[data-member], [data-step]");
    handle.draggable = true;
    handle.addEventListener("dragstart", (event) => {
      event.stopPropagation();
      dragged = part;
      part.dataset.dragging = "";
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", part.id);
    });
    handle.addEventListener("dragend", () => {
      delete part.dataset.dragging;
      form.querySelectorAll("[data-over]").forEach((one) => delete one.dataset.over);
    });
  }
}
const place = (event) => {
  if (!dragged) return null;
  const kind = dragged.hasAttribute("data-step") ? "[data-step]" : "[data-member], [data-step]";
  const over = event.target.closest?.(kind);
  return over && editor().contains(over) && !dragged.contains(over) ? over : null;
};
form.addEventListener("dragover", (event) => {
  const over = place(event);
  if (!over) return;
  event.preventDefault();
  form.querySelectorAll("[data-over]").forEach((one) => delete one.dataset.over);
  over.dataset.over = "";
});
form.addEventListener("drop", (event) => {
  const over = place(event);
  if (!over) return;
  event.preventDefault();
  const below = event.clientY > over.getBoundingClientRect().top + over.offsetHeight / 2;
  if (!dragged.hasAttribute("data-step") && over.hasAttribute("data-step")) over.querySelector("[data-members]").append(dragged);
  else over[below ? "after" : "before"](dragged);
  dragged = null;
  ask("zeigen");
});
prepare();
