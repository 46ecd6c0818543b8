// Draws remarks over the pages: an outline in the rank's colour, and a label that says whose it is and leads to the remark.
import { find } from "./quotes.js";

export class Remarks {
  constructor(viewer) {
    this.viewer = viewer;
    document.addEventListener("click", (event) => {
      const jump = event.target.closest("[data-remark-jump]");
      const remark = jump?.closest("[data-remark]");
      if (!remark) return;
      event.preventDefault();
      this.show(remark);
    });
  }

  list() {
    return [...document.querySelectorAll("[data-remark]")];
  }

  /** Whether a remark may stand on this page; a quote without a page may stand on any. */
  static on(remark, page) {
    const { anchorPage, anchorRect, anchorQuote } = remark.dataset;
    if (!anchorRect && !anchorQuote) return false;
    return !page ? Boolean(anchorQuote) : anchorPage ? anchorPage === page : Boolean(anchorQuote);
  }

  draw(face) {
    const page = face.closest("[data-page]")?.dataset.page;
    const focused = face.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    face.querySelector("[data-marks]")?.remove();
    const marks = document.createElement("div");
    marks.className = "u-marks";
    marks.dataset.marks = "";
    for (const remark of this.list()) {
      if (!Remarks.on(remark, page)) continue;
      const places = remark.dataset.anchorRect ? [rectangle(remark.dataset.anchorRect)] : quoted(face, remark.dataset);
      places.filter(Boolean).forEach((place, order) => marks.append(outline(remark, place, order === 0)));
    }
    const pending = this.viewer.pointing?.pending;
    if (pending && String(pending.page) === String(page)) marks.append(outline(null, rectangle(pending.rect), false));
    if (marks.childElementCount > 0) face.append(marks);
    if (focused) marks.querySelector(`[href="${CSS.escape(focused)}"]`)?.focus();
  }

  redraw() {
    this.viewer.faces().forEach((face) => this.draw(face));
  }

  /** From the remark to its place; a page that is not drawn yet is drawn first. */
  async show(remark) {
    const href = `#${remark.id}`;
    this.viewer.show(Number(remark.dataset.anchorPage) || 1);
    for (let tries = 0; tries < 40; tries++) {
      const label = [...this.viewer.pages.querySelectorAll("[data-marks] a")].find((link) => link.getAttribute("href") === href);
      if (label) {
        label.scrollIntoView({ block: "center" });
        label.focus({ preventScroll: true });
        return;
      }
      await new Promise((done) => setTimeout(done, 50));
    }
    this.viewer.show(Number(remark.dataset.anchorPage) || 1, true);
    this.viewer.say(this.viewer.t("Die Stelle wurde auf dieser Seite nicht gefunden.", "The place was not found on this page."));
  }
}

function rectangle(written) {
  const [left, top, width, height] = written.split(",").map(Number);
  return [left, top, width, height].every((value) => value >= 0 && value <= 1) ? { left, top, width, height } : null;
}

/** The lines of a quote, in fractions of the page. */
function quoted(face, { anchorQuote, anchorPrefix, anchorSuffix }) {
  const range = find(face, anchorQuote, anchorPrefix, anchorSuffix);
  if (!range) return [];
  const whole = face.getBoundingClientRect();
  const lines = [];
  for (const rect of range.getClientRects()) {
    if (rect.width < 1) continue;
    const line = lines.at(-1);
    if (line && Math.abs(line.top - rect.top) < rect.height / 2) {
      line.right = Math.max(line.right, rect.right);
      line.left = Math.min(line.left, rect.left);
      line.top = Math.min(line.top, rect.top);
      line.bottom = Math.max(line.bottom, rect.bottom);
    } else lines.push({ left: rect.left, top: rect.top, right: rect.right, bottom: rect.bottom });
  }
  return lines.map((line) => ({
    left: (line.left - whole.left) / whole.width,
    top: (line.top - whole.top) / whole.height,
    width: (line.right - line.left) / whole.width,
    height: (line.bottom - line.top) / whole.height,
  }));
}

function outline(remark, place, labelled) {
  const box = document.createElement("div");
  box.className = remark ? `u-mark u-rank--${/^(green|red|blue|brown|violet|black)$/.exec(remark.dataset.rank)?.[0] ?? "black"}` : "u-mark u-mark--new";
  for (const side of ["left", "top", "width", "height"]) box.style[side] = `${place[side] * 100}%`;
  if (remark && labelled) {
    const label = document.createElement("a");
    label.className = "u-mark__label";
    label.href = `#${remark.id}`;
    label.textContent = remark.dataset.label || remark.dataset.rank;
    label.addEventListener("click", () => {
      remark.tabIndex = -1;
      remark.focus({ preventScroll: true });
    });
    box.append(label);
  }
  return box;
}
