// Draws the pages of a PDF, each when it comes near the window, with its text as a layer that can be selected.
// The file is a stranger's: nothing in it is run, and it can name no address that is loaded.
export async function drawPdf(viewer) {
  const { root, pages } = viewer;
  const pdfjs = await import(root.dataset.library);
  const vendor = root.dataset.worker.slice(0, root.dataset.worker.lastIndexOf("/") + 1);
  pdfjs.GlobalWorkerOptions.workerSrc = root.dataset.worker;
  const task = pdfjs.getDocument({
    url: root.dataset.pdf,
    // The whole file in one answer: each part would cost the server the whole file again.
    disableRange: true,
    isEvalSupported: false,
    enableXfa: false,
    useWorkerFetch: true,
    wasmUrl: new URL(`${vendor}wasm/`, location.href).href,
    standardFontDataUrl: new URL(`${vendor}fonts/`, location.href).href,
    verbosity: 0,
  });
  let pdf;
  try {
    pdf = await task.promise;
    const first = await pdf.getPage(1);
    const { width, height } = first.getViewport({ scale: 1 });
    prepare(pdf.numPages, width / height);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    root.dataset.finished = "failed";
    viewer.say(
      error.name === "PasswordException"
        ? viewer.t("Dieses PDF ist mit einem Kennwort geschützt.", "This PDF is protected by a password.")
        : viewer.t("Die Seiten lassen sich nicht zeichnen. Hier steht der Text.", "The pages cannot be drawn. The text is shown."),
    );
    viewer.status.classList.remove("kern-sr-only");
    return;
  }

  const near = new IntersectionObserver((entries) => entries.forEach((entry) => (entry.isIntersecting ? draw(entry.target) : drop(entry.target))), {
    rootMargin: "1200px 0px",
  });
  const drawn = new Map();
  viewer.faces().forEach((face) => near.observe(face));
  root.addEventListener("zoomed", () => [...drawn.keys()].forEach((face) => (drop(face), near.unobserve(face), near.observe(face))));
  root.dataset.finished = "";

  // The server knows only the pages whose text it has.
  function prepare(count, ratio) {
    root.querySelector("[data-none]")?.remove();
    for (let number = 1; number <= count; number++) {
      let page = viewer.page(number);
      if (!page) {
        page = document.createElement("section");
        page.className = "u-page";
        page.id = `seite-${number}`;
        page.tabIndex = -1;
        page.dataset.page = number;
        page.setAttribute("aria-labelledby", `seite-${number}-name`);
        const name = document.createElement("p");
        name.className = "u-page__name";
        name.id = `seite-${number}-name`;
        name.setAttribute("role", "heading");
        name.setAttribute("aria-level", "2");
        const face = document.createElement("div");
        face.className = "u-page__face";
        face.dataset.face = "";
        page.append(name, face);
        pages.append(page);
        viewer.observe(face);
      }
      page.dataset.page = number;
      page.querySelector(".u-page__name").textContent = viewer.t(`Seite ${number} von ${count}`, `Page ${number} of ${count}`);
      const face = page.querySelector("[data-face]");
      face.querySelectorAll("[data-text]").forEach((text) => (text.hidden = true));
      face.style.aspectRatio = ratio;
      face.dataset.sheet = "";
    }
    root.dataset.drawn = "";
    viewer.tools();
  }

  async function draw(face) {
    if (drawn.has(face)) return;
    const work = { stopped: false };
    drawn.set(face, work);
    const number = Number(face.closest("[data-page]").dataset.page);
    const page = await pdf.getPage(number);
    if (work.stopped) return;
    const plain = page.getViewport({ scale: 1 });
    face.style.aspectRatio = plain.width / plain.height;
    const scale = face.clientWidth / plain.width;
    const viewport = page.getViewport({ scale });
    const dense = Math.min(devicePixelRatio || 1, 2, 4096 / Math.max(viewport.width, viewport.height));
    const canvas = document.createElement("canvas");
    canvas.setAttribute("aria-hidden", "true");
    canvas.width = Math.max(Math.floor(viewport.width * dense), 1);
    canvas.height = Math.max(Math.floor(viewport.height * dense), 1);
    const layer = document.createElement("div");
    layer.className = "textLayer";
    face.style.setProperty("--total-scale-factor", scale);
    work.parts = [canvas, layer];
    face.prepend(canvas, layer);
    work.task = page.render({ canvas, viewport, transform: dense === 1 ? null : [dense, 0, 0, dense, 0, 0] });
    const text = new pdfjs.TextLayer({ textContentSource: page.streamTextContent(), container: layer, viewport });
    try {
      await Promise.all([work.task.promise, text.render()]);
    } catch (error) {
      if (error.name === "RenderingCancelledException" || work.stopped) return;
      viewer.say(viewer.t(`Seite ${number} lässt sich nicht ganz zeichnen.`, `Page ${number} cannot be drawn completely.`));
      return;
    }
    face.dataset.finished = "";
    viewer.remarks.draw(face);
  }

  // A long document must not hold all its pages as pictures.
  function drop(face) {
    const work = drawn.get(face);
    if (!work || face.contains(getSelection().anchorNode)) return;
    work.stopped = true;
    work.task?.cancel();
    work.parts?.forEach((part) => part.remove());
    drawn.delete(face);
    delete face.dataset.finished;
  }
}
