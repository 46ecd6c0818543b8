// Enhancement only: a swipe over the signature folder opens the next or the previous one. The keys j and k press the same links.
(() => {
  "use strict";
  const area = document.querySelector("[data-signing]");
  if (!area) return;
  const least = 80;
  let start = null;
  // What scrolls sideways or is being drawn on keeps its own gestures; so does a second finger.
  const scrolls = (target) => {
    for (let element = target; element && element !== area; element = element.parentElement)
      if (element.scrollWidth > element.clientWidth + 1 || element.matches("[data-drawing], input, textarea, select")) return true;
    return false;
  };
  area.addEventListener("touchstart", (event) => {
    const touch = event.touches[0];
    start = event.touches.length === 1 && !scrolls(event.target) ? { x: touch.clientX, y: touch.clientY } : null;
  }, { passive: true });
  area.addEventListener("touchend", (event) => {
    if (!start) return;
    const touch = event.changedTouches[0];
    const [dx, dy] = [touch.clientX - start.x, touch.clientY - start.y];
    start = null;
    if (Math.abs(dx) < least || Math.abs(dx) < 2 * Math.abs(dy) || String(getSelection()) !== "") return;
    document.querySelector(`[data-step=${dx < 0 ? "forward" : "back"}]`)?.click();
  }, { passive: true });
})();
