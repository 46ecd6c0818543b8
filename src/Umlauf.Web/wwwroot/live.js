// Enhancement only: without this file the counters are as fresh as the page.
(() => {
  "use strict";
  const nav = document.querySelector("[data-live]");
  if (!nav) return;
  const name = `umlauf-live-${nav.dataset.live}`;
  const others = window.BroadcastChannel ? new BroadcastChannel(name) : null;

  function show(counts) {
    for (const count of document.querySelectorAll("[data-count]")) {
      const text = counts[count.dataset.count];
      if (text === undefined) continue;
      count.firstElementChild.textContent = text;
      count.hidden = text === "";
    }
    ask();
  }

  // In the tray: says that there is something new. The list stays as it is until the person asks for another one.
  const notice = document.querySelector("[data-news]");
  // What is open beside the list stays open: the address has followed it.
  notice?.addEventListener("click", (event) => (event.target.href = location.pathname + location.search));
  const quiet = 15000;
  let said = 0;
  let later = 0;
  async function ask() {
    if (!notice || later) return;
    const wait = said + quiet - Date.now();
    if (wait > 0) {
      later = setTimeout(() => {
        later = 0;
        ask();
      }, wait);
      return;
    }
    // Where the server is away the stream comes back by itself, and asks again; where the session is over the answer is the sign-in page.
    const answer = await fetch(notice.dataset.news).catch(() => null);
    const text = answer?.ok && !answer.redirected ? await answer.text() : "";
    const link = notice.firstElementChild;
    if (link.textContent === text) return;
    said = Date.now();
    link.textContent = text;
    link.hidden = text === "";
  }

  let over = () => {};
  const listen = () =>
    new Promise((done) => {
      const source = new EventSource("/neuigkeiten");
      source.addEventListener("counts", (event) => {
        const counts = JSON.parse(event.data);
        show(counts);
        others?.postMessage(counts);
      });
      over = () => {
        source.close();
        done();
      };
      source.addEventListener("end", over);
      source.addEventListener("error", () => source.readyState === EventSource.CLOSED && over());
    });
  others?.addEventListener("message", (event) => show(event.data));
  addEventListener("pagehide", () => over());
  // One tab of a browser listens for all of them: a browser opens only a few connections to one place. Without TLS it cannot lock; then only the tab in sight listens.
  if (navigator.locks) navigator.locks.request(name, listen);
  else {
    if (!document.hidden) listen();
    document.addEventListener("visibilitychange", () => (document.hidden ? over() : listen()));
  }
})();
