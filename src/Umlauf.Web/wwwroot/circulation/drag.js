// Dragging in the route editor, with mouse, pen or finger. The order of the elements is the order of the route: a station may go beside others,
// into another step, or between two steps into one of its own; a step may go into any list of steps.
const least = 5;
const edge = 14;

/**
 * @param form The form around the editor, which may be replaced at any time except while something is dragged.
 * @param begin Called when something starts to be dragged.
 * @param end Called afterwards, with what was moved; with nothing when it lies where it lay.
 */
export function drag(form, begin, end) {
  let held; // { part, x, y } from pressing on; `moving` as soon as it is a drag.
  let target; // { over, where }: before, after, into (the end of a step), own-before, own-after (a step of its own).

  form.addEventListener("pointerdown", (event) => {
    const part = event.target.closest("[data-member], [data-step]");
    if (!part || event.button !== 0 || !event.isPrimary || form.querySelector("fieldset")?.disabled) return;
    // A mouse takes hold anywhere but on what has a use of its own; a finger elsewhere scrolls the page.
    if (event.target.closest("a, button, input, select, textarea, label, legend")) return;
    if (event.pointerType === "touch" && !event.target.closest("[data-handle]")) return;
    event.target.setPointerCapture(event.pointerId);
    held = { part, x: event.clientX, y: event.clientY, moving: false };
  });

  form.addEventListener("pointermove", (event) => {
    if (!held) return;
    if (!held.moving) {
      if (Math.hypot(event.clientX - held.x, event.clientY - held.y) < least) return;
      held.moving = true;
      held.part.dataset.dragging = "";
      begin();
    }
    if (event.clientY < 3 * edge) scrollBy(0, -edge);
    else if (event.clientY > innerHeight - 3 * edge) scrollBy(0, edge);
    aim(place(held.part, event.clientX, event.clientY));
  });

  form.addEventListener("pointerup", () => stop(true));
  form.addEventListener("pointercancel", () => stop(false));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && held) stop(false);
  });

  function stop(drop) {
    if (!held) return;
    const { part, moving } = held;
    const to = drop ? target : null;
    aim(null);
    delete part.dataset.dragging;
    held = null;
    if (moving) end(to && part.isConnected && put(part, to) ? part : null);
  }

  function aim(next) {
    delete target?.over.dataset.over;
    target = next;
    if (target) target.over.dataset.over = target.where;
  }
}

function place(part, x, y) {
  const isStep = part.hasAttribute("data-step");
  const over = document.elementFromPoint(x, y)?.closest(isStep ? "[data-step], [data-steps]" : "[data-member], [data-step], [data-steps]");
  if (!over?.closest("[data-route]") || part.contains(over)) return null;
  if (over.hasAttribute("data-steps")) {
    // Between two steps, or below the last one.
    const steps = [...over.children].filter((one) => one !== part);
    const next = steps.find((one) => middle(one) > y);
    const near = next ?? steps.at(-1);
    return near ? { over: near, where: (isStep ? "" : "own-") + (next ? "before" : "after") } : null;
  }
  const box = over.getBoundingClientRect();
  const side = y < middle(over) ? "before" : "after";
  if (isStep || over.hasAttribute("data-member")) return { over, where: side };
  const inside = y > box.top + edge && y < box.bottom - edge;
  return { over, where: inside ? "into" : `own-${side}` };
}

const middle = (element) => {
  const box = element.getBoundingClientRect();
  return box.top + box.height / 2;
};

// Whether that changes anything.
function put(part, { over, where }) {
  if (where === "before" || where === "after") {
    if ((where === "before" ? over.previousElementSibling : over.nextElementSibling) === part) return false;
    over[where](part);
  } else if (where === "into") {
    const members = over.querySelector("[data-members]");
    if (members.lastElementChild === part) return false;
    members.append(part);
  } else {
    // Out of a step of its own into another one: its old step goes away, so it may only come to lie elsewhere.
    const old = part.closest("[data-step]");
    const alone = part.parentElement.children.length === 1;
    if (alone && (old === over || (where === "own-before" ? over.previousElementSibling : over.nextElementSibling) === old)) return false;
    over[where.slice("own-".length)](ownStep(over.closest("[data-route]"), part));
  }
  return true;
}

// As the server writes steps; a number that no part has yet.
function ownStep(editor, part) {
  const taken = [...editor.querySelectorAll("[name=weg]")].map((field) => Number(field.value.slice(1)) || 0);
  const step = document.createElement("section");
  step.className = "u-step";
  const name = Object.assign(document.createElement("input"), { type: "hidden", name: "weg", value: `s${Math.max(...taken) + 1}` });
  const members = Object.assign(document.createElement("ol"), { className: "u-step__members" });
  members.append(part);
  step.append(name, members);
  return step;
}
