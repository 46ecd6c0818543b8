// Finds quoted text again, whatever its line breaks are now: compared are the letters without blanks.
export const around = 32;

function letters(face) {
  const found = [];
  const walker = document.createTreeWalker(face, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement.closest("[hidden], [data-marks]") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    for (let at = 0; at < node.data.length; at++) if (!/\s/.test(node.data[at])) found.push({ node, at });
  return found;
}

const packed = (text) => (text ?? "").replace(/\s+/g, "");

export function find(face, quote, prefix, suffix) {
  const needle = packed(quote);
  if (!needle) return null;
  const list = letters(face);
  const text = list.map(({ node, at }) => node.data[at]).join("");
  const [before, after] = [packed(prefix), packed(suffix)];
  let best = null;
  for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) {
    const fits =
      same([...text.slice(Math.max(at - before.length, 0), at)].reverse(), [...before].reverse()) +
      same([...text.slice(at + needle.length)].slice(0, after.length), [...after]);
    if (!best || fits > best.fits) best = { at, fits };
  }
  if (!best) return null;
  const range = document.createRange();
  const [from, to] = [list[best.at], list[best.at + needle.length - 1]];
  range.setStart(from.node, from.at);
  range.setEnd(to.node, to.at + 1);
  return range;
}

function same(one, other) {
  let count = 0;
  while (count < one.length && count < other.length && one[count] === other[count]) count++;
  return count;
}

/** What is selected on one page, with the text around it; null if nothing is. */
export function selected(pages) {
  const selection = getSelection();
  if (selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const start = range.startContainer.nodeType === Node.TEXT_NODE ? range.startContainer.parentElement : range.startContainer;
  const face = start.closest("[data-face]");
  if (!face || !pages.contains(face)) return null;
  const whole = document.createRange();
  whole.selectNodeContents(face);
  const part = range.cloneRange();
  // A selection that goes on over the page's end counts up to there.
  if (part.compareBoundaryPoints(Range.END_TO_END, whole) > 0) part.setEnd(whole.endContainer, whole.endOffset);
  const quote = (face.contains(range.endContainer) ? selection.toString() : part.toString()).replace(/\s+/g, " ").trim();
  if (!quote) return null;
  const visible = letters(face);
  const inside = visible.filter(({ node, at }) => part.isPointInRange(node, at) && !(node === part.endContainer && at >= part.endOffset));
  const [first, last] = [visible.indexOf(inside[0]), visible.indexOf(inside.at(-1))];
  return {
    page: face.closest("[data-page]")?.dataset.page ?? "",
    quote,
    prefix: spoken(visible.slice(Math.max(first - around, 0), first)).slice(-around),
    suffix: spoken(visible.slice(last + 1, last + 1 + around)).slice(0, around),
  };
}

/** The letters with the blanks that stand between them. */
function spoken(list) {
  let text = "";
  list.forEach(({ node, at }, order) => {
    const before = list[order - 1];
    if (before && (before.node !== node || before.at + 1 !== at)) text += " ";
    text += node.data[at];
  });
  return text;
}
