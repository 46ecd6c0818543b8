// The route editor without reloading, and with dragging. Each button is a plain submit; without this file it works the same.
import { drag } from "./drag.js";

const form = document.querySelector("[data-route-form]");
const editor = () => form.querySelector("[data-route]");
let asked = 0;
let edits = 0;
let pressed = 0;
let moved;

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
  if (act === "zeigen" && (seen !== edits || pressed > 0)) return refresh();
  const kept = held();
  editor().replaceWith(fresh);
  if (act === "zeigen") kept();
  else {
    const same = form.querySelector(`[name=tun][value="${CSS.escape(act)}"]:not(:disabled)`);
    const focus = form.querySelector("[data-route] [autofocus]");
    (act.startsWith("up:") || act.startsWith("down:") ? (same ?? focus) : (focus ?? same))?.focus();
  }
  announce();
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
  moved = /^(?:up|down|alone):(.+)$/.exec(button.value)?.[1];
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

// While something is dragged the editor stays as it is. What was moved is said aloud as soon as the answer is there.
const says = Object.assign(document.createElement("p"), { className: "kern-sr-only", role: "status" });
form.append(says);
drag(
  form,
  () => pressed++,
  (part) => {
    pressed--;
    if (!part) return;
    moved = part.id;
    ask("zeigen");
  },
);
function announce() {
  const part = moved && document.getElementById(moved);
  moved = null;
  if (!part) return;
  const parts = [...part.parentElement.children].filter((one) => one.dataset.name);
  const [place, all] = [parts.indexOf(part) + 1, parts.length];
  const step = part.hasAttribute("data-step") ? null : part.closest("[data-step]").dataset.name;
  says.textContent =
    document.documentElement.lang === "en"
      ? `${part.dataset.name}: now ${step ? `in ${step}, ` : ""}place ${place} of ${all}.`
      : `${part.dataset.name}: jetzt ${step ? `in ${step}, ` : ""}an Stelle ${place} von ${all}.`;
}
