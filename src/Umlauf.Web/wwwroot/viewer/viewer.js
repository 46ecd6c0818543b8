// The view of a document: pages, zoom, keyboard. PDF pages, remarks and the pointing at places each have a file of their own.
import { drawPdf } from "./pdf-pages.js";
import { Remarks } from "./remarks.js";
import { Pointing } from "./pointing.js";

const zooms = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3];

class Viewer {
  constructor(root) {
    this.root = root;
    this.pages = root.querySelector("[data-pages]");
    this.status = root.querySelector("[data-says]");
    this.number = root.querySelector("[data-page-number]");
    this.zoom = 3;
    this.current = 1;
    this.led = 0;
    this.remarks = new Remarks(this);
    this.pointing = new Pointing(this);
    this.pages.tabIndex = 0;
    this.pages.setAttribute("role", "region");
    this.pages.setAttribute("aria-label", this.t("Seiten", "Pages"));
    root.addEventListener("click", (event) => this.press(event));
    this.pages.addEventListener("keydown", (event) => this.key(event));
    this.number.addEventListener("change", () => this.show(Number(this.number.value)));
    this.pages.addEventListener("scroll", () => this.follow(), { passive: true });
    document.addEventListener("scroll", () => this.follow(), { passive: true });
    const redraw = new ResizeObserver((entries) => entries.forEach((entry) => this.remarks.draw(entry.target)));
    this.observe = (face) => redraw.observe(face);
    this.faces().forEach(this.observe);
    this.tools();
  }

  t(german, english) {
    return document.documentElement.lang === "en" ? english : german;
  }

  say(text) {
    this.status.textContent = text;
  }

  all() {
    // A text without pages is one page without a number.
    return [...this.pages.querySelectorAll("[data-page]")].filter((page) => page.dataset.page);
  }

  faces() {
    return [...this.pages.querySelectorAll("[data-face]")];
  }

  page(number) {
    return this.pages.querySelector(`#seite-${Number(number) || 1}`);
  }

  tools() {
    const count = this.all().length;
    const drawn = this.root.dataset.drawn !== undefined || this.pages.querySelector("[data-face] img") !== null;
    this.root.querySelector("[data-pager]").hidden = count < 2;
    this.root.querySelector("[data-zoomer]").hidden = !drawn;
    this.root.querySelector("[data-drawer]").hidden = !drawn || !this.pointing.form;
    this.root.querySelector("[data-page-count]").textContent = count;
    this.number.max = count;
    const bar = this.root.querySelector("[data-bar]");
    bar.hidden = [...bar.children].every((set) => set.hidden);
  }

  show(number, focus = false) {
    const page = this.page(Math.min(Math.max(number || 1, 1), this.all().length || 1));
    if (!page) return;
    // Near the end a page cannot come to the top; it is the current one all the same.
    this.led = performance.now();
    page.scrollIntoView({ block: "start" });
    if (focus) page.focus({ preventScroll: true });
    this.mark(Number(page.dataset.page) || 1);
  }

  mark(number) {
    this.current = number;
    if (document.activeElement !== this.number) this.number.value = number;
  }

  follow() {
    if (performance.now() - this.led < 300) return;
    const line = Math.max(this.pages.getBoundingClientRect().top, 0) + 40;
    const there = this.all().find((page) => page.getBoundingClientRect().bottom > line);
    if (there) this.mark(Number(there.dataset.page));
  }

  resize(step) {
    this.zoom = step === 0 ? 3 : Math.min(Math.max(this.zoom + step, 0), zooms.length - 1);
    const here = this.current;
    this.pages.style.setProperty("--u-zoom", zooms[this.zoom]);
    this.root.querySelector("[data-zoom]").textContent = `${Math.round(zooms[this.zoom] * 100)} %`;
    this.show(here);
    this.root.dispatchEvent(new CustomEvent("zoomed"));
  }

  press(event) {
    const button = event.target.closest("[data-act]");
    if (!button) return;
    const act = {
      back: () => this.show(this.current - 1),
      forward: () => this.show(this.current + 1),
      smaller: () => this.resize(-1),
      larger: () => this.resize(1),
      fit: () => this.resize(0),
      draw: () => this.pointing.toggle(button),
    }[button.dataset.act];
    act?.();
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
    const act = {
      PageDown: () => this.show(this.current + 1),
      PageUp: () => this.show(this.current - 1),
      Home: () => this.show(1),
      End: () => this.show(this.all().length),
      "+": () => this.resize(1),
      "-": () => this.resize(-1),
      0: () => this.resize(0),
    }[event.key];
    if (!act || (this.all().length < 2 && !"+-0".includes(event.key))) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }
}

function start() {
  for (const root of document.querySelectorAll("[data-viewer]:not([data-ready])")) {
    root.dataset.ready = "";
    const viewer = new Viewer(root);
    if (root.dataset.pdf) drawPdf(viewer);
    else root.dataset.finished = "";
  }
}
start();
document.addEventListener("htmx:afterSettle", start);
