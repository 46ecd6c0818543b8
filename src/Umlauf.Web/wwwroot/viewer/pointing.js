// Fills the form of a remark from what is selected or drawn; by hand, page and quote are typed in.
import { selected } from "./quotes.js";

const smallest = 0.005;

export class Pointing {
  constructor(viewer) {
    this.viewer = viewer;
    this.form = document.querySelector("[data-remark-form]");
    this.pending = null;
    if (!this.form) return;
    this.fields = this.form.elements;
    document.addEventListener("selectionchange", () => {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.take(), 150);
    });
    viewer.pages.addEventListener("pointerdown", (event) => this.begin(event));
    for (const name of ["anchorPage", "anchorQuote"])
      this.fields[name].addEventListener("input", () => this.fill({ page: this.fields.anchorPage.value, quote: this.fields.anchorQuote.value }, true));
    this.form.querySelector("[data-remark-clear]")?.addEventListener("click", () => this.clear());
    this.form.addEventListener("reset", () => this.clear());
  }

  // What is still selected would fill the form again.
  clear() {
    clearTimeout(this.waiting);
    document.getSelection().removeAllRanges();
    this.fill({});
  }

  take() {
    const place = selected(this.viewer.pages);
    if (place) this.fill(place);
  }

  fill({ page = "", rect = "", quote = "", prefix = "", suffix = "" }, typed = false) {
    if (!typed) {
      this.fields.anchorPage.value = page;
      this.fields.anchorQuote.value = quote.slice(0, 2000);
    }
    this.fields.anchorRect.value = rect;
    this.fields.anchorPrefix.value = prefix;
    this.fields.anchorSuffix.value = suffix;
    const { t } = this.viewer;
    const where = page ? t(`Seite ${page}`, `page ${page}`) : t("Text", "text");
    const place = this.form.querySelector("[data-remark-place]");
    if (place)
      place.textContent = rect
        ? t(`Ausschnitt auf ${where}`, `Rectangle on ${where}`)
        : quote
          ? `${where}: „${quote.length > 80 ? `${quote.slice(0, 80)}…` : quote}“`
          : "";
    const clear = this.form.querySelector("[data-remark-clear]");
    if (clear) clear.hidden = !rect && !quote && !page;
    this.pending = rect ? { page, rect } : null;
    this.viewer.remarks.redraw();
  }

  toggle(button) {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", on);
    this.viewer.pages.toggleAttribute("data-drawing", on);
    this.viewer.say(
      on
        ? this.viewer.t(
            "Ziehen Sie auf der Seite einen Ausschnitt auf. Mit der Tastatur: Seite und Zitat im Formular eintragen.",
            "Draw a rectangle on the page. By keyboard: enter page and quote in the form.",
          )
        : "",
    );
  }

  begin(event) {
    const face = event.target.closest("[data-face]");
    const page = face?.closest("[data-page]")?.dataset.page;
    if (!this.viewer.pages.hasAttribute("data-drawing") || !page || event.button !== 0 || event.target.closest("a")) return;
    event.preventDefault();
    const whole = face.getBoundingClientRect();
    const at = ({ clientX, clientY }) => ({
      x: Math.min(Math.max((clientX - whole.left) / whole.width, 0), 1),
      y: Math.min(Math.max((clientY - whole.top) / whole.height, 0), 1),
    });
    const from = at(event);
    const box = document.createElement("div");
    box.className = "u-mark u-mark--new";
    const frame = document.createElement("div");
    frame.className = "u-marks";
    frame.append(box);
    face.append(frame);
    let area = null;
    const move = (next) => {
      const to = at(next);
      area = { left: Math.min(from.x, to.x), top: Math.min(from.y, to.y), width: Math.abs(from.x - to.x), height: Math.abs(from.y - to.y) };
      for (const side in area) box.style[side] = `${area[side] * 100}%`;
    };
    const end = (last) => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", end);
      removeEventListener("pointercancel", end);
      frame.remove();
      if (last.type === "pointercancel" || !area || area.width < smallest || area.height < smallest) return;
      this.fill({ page, rect: [area.left, area.top, area.width, area.height].map((value) => value.toFixed(4)).join(",") });
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", end);
    addEventListener("pointercancel", end);
  }
}
