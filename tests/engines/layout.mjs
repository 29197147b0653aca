// What is wrong with the layout of a page, for every engine: the same function in all of them.

/**
 * Finds text that lies over other text or over a control, that is cut off, or that is beyond the sides of the window; boxes
 * of no height around text; and a page that is wider than its window. Runs in the page and reaches nothing outside of itself.
 * Behind an open dialog nothing is looked at.
 * @returns {string[]} a line each; none if all is well.
 */
export function layoutFaults() {
  /** What a box may lie over another one, in px: places are rounded, and letters seldom fill their em. */
  const TOLERANCE = 1.5;
  /** Not for the eye, or where the data says: the marks of a chart. */
  const OUT_OF_SIGHT = '.sr-only, .skip:not(:focus), .honeypot, .chart-keys, .drag-handle, noscript, script, style';
  /** Over the page for a while, by intent; so are what is fixed or sticky, and dialogs. */
  const OVERLAY = '.tooltip, dialog';
  const CONTROLS = 'input, select, textarea, button, summary, img, meter, progress';

  const page = document.documentElement;
  const root = document.querySelector('dialog[open]') ?? document.body;
  const faults = [];
  const styles = new Map();
  const styleOf = (element) => {
    if (!styles.has(element)) styles.set(element, getComputedStyle(element));
    return styles.get(element);
  };
  const told = (element, text = element.textContent) => {
    const short = text.trim().replace(/\s+/g, ' ').slice(0, 40);
    const name = [element.localName, ...element.classList].join('.');
    const parent = element.parentElement;
    return `${[parent.localName, ...parent.classList].join('.')} > ${name} “${short}”`;
  };
  const isInline = (element) => ['inline', 'contents'].includes(styleOf(element).display);
  const isSeen = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !element.closest(OUT_OF_SIGHT);

  /** The elements around one that hold it, from the inside out: not those that something out of the flow has left. */
  const holders = function* holders(element) {
    let { position } = styleOf(element);
    for (let at = element.parentElement; at && at !== page; at = at.parentElement) {
      if (position === 'fixed') return;
      const style = styleOf(at);
      if (position === 'absolute' && style.position === 'static') continue;
      yield at;
      position = style.position;
    }
  };
  /** The part of a box that is not cut off by what is around it, and whether that can't be scrolled to. */
  const clipped = ({ left, right, top, bottom }, element) => {
    const box = { left, right, top, bottom };
    let isCut = false;
    for (const holder of [element, ...holders(element)]) {
      if (isInline(holder)) continue;
      const { overflowX, overflowY, textOverflow, webkitLineClamp } = styleOf(holder);
      // An ellipsis says that there is more.
      const hasEllipsis = textOverflow === 'ellipsis' || webkitLineClamp !== 'none';
      const edges = holder.getBoundingClientRect();
      const cut = (side, limit, sign, overflow) => {
        if (overflow === 'visible' || sign * (box[side] - limit) <= 0) return;
        const isByIntent = /auto|scroll/.test(overflow) || hasEllipsis;
        isCut ||= !isByIntent && sign * (box[side] - limit) > TOLERANCE;
        box[side] = limit;
      };
      cut('left', edges.left, -1, overflowX);
      cut('right', edges.right, 1, overflowX);
      cut('top', edges.top, -1, overflowY);
      cut('bottom', edges.bottom, 1, overflowY);
    }
    return { box, isCut };
  };
  const layerOf = (element) => {
    for (let at = element; at && at !== root; at = at.parentElement) {
      if (/fixed|sticky/.test(styleOf(at).position) || at.matches(OVERLAY)) return at;
    }
    return root;
  };

  const boxes = [];
  const add = (box, element, owner, name) => {
    const { box: shown, isCut } = clipped(box, element);
    if (isCut) faults.push(`cut off: ${name}`);
    if (shown.right - shown.left < 1 || shown.bottom - shown.top < 1) return;
    if (shown.left < -TOLERANCE || shown.right > page.clientWidth + TOLERANCE) faults.push(`beyond the side: ${name}`);
    boxes.push({ ...shown, owner, name, layer: layerOf(element) });
  };

  const flat = new Set();
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const text = walker.currentNode;
    const element = text.parentElement;
    if (!text.data.trim() || element.closest('select, textarea') || !isSeen(element)) continue;
    const name = told(element, text.data);
    range.selectNodeContents(text);
    // An em around the middle of each line: what is above and below is room for accents, which lines share.
    const em = parseFloat(styleOf(element).fontSize);
    for (const { left, right, top, bottom, width, height } of range.getClientRects()) {
      const rest = Math.max(0, height - em) / 2;
      if (width > 0) add({ left, right, top: top + rest, bottom: bottom - rest }, element, text, name);
    }
    for (const holder of [element, ...holders(element)]) {
      if (isInline(holder) || holder.getBoundingClientRect().height >= 1) continue;
      if (!flat.has(holder)) faults.push(`0 px high: ${told(holder)}`);
      flat.add(holder);
    }
  }
  for (const element of root.querySelectorAll(CONTROLS)) {
    if (isSeen(element)) add(element.getBoundingClientRect(), element, element, told(element));
  }

  // From the top down, each box is compared with those that begin above its lower edge.
  boxes.sort((one, other) => one.top - other.top);
  boxes.forEach((one, at) => {
    for (let next = at + 1; next < boxes.length && boxes[next].top < one.bottom - TOLERANCE; next += 1) {
      const other = boxes[next];
      const isWithin = one.owner.contains(other.owner) || other.owner.contains(one.owner);
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const down = Math.min(one.bottom, other.bottom) - other.top;
      if (isWithin || one.layer !== other.layer || across <= TOLERANCE || down <= TOLERANCE) continue;
      faults.push(`${Math.round(across)} × ${Math.round(down)} px over one another: ${one.name}, ${other.name}`);
    }
  });
  if (page.scrollWidth > page.clientWidth) faults.push(`the page is ${page.scrollWidth - page.clientWidth} px wider than its window`);
  return [...new Set(faults)];
}

/** Faults, each as elements to plant into a page, and what the check says of it. */
export const FAULTS = [
  ['over one another: div > p “First words”, div > p “Other words”', [{ text: 'First words' }, { text: 'Other words', style: { marginTop: '-1lh' } }]],
  ['over one another', [{ tag: 'input' }, { text: 'Words', style: { marginTop: '-1.2lh' } }]],
  ['over one another', [{ text: 'In a list that is too low', style: { height: '4px' } }, { text: 'After the list' }]],
  ['beyond the side', [{ text: 'Words', style: { position: 'relative', right: '50px' } }]],
  ['wider than its window', [{ text: 'Words', style: { width: '120vw' } }]],
  ['cut off', [{ text: 'Words', style: { height: '6px', overflow: 'hidden' } }]],
  ['0 px high', [{ text: 'Words', style: { height: 0 } }]],
];

/** Plants elements on top of a page, in place of what was planted before. Runs in the page. */
export function plant(elements) {
  document.getElementById('planted')?.remove();
  const bed = Object.assign(document.createElement('div'), { id: 'planted' });
  for (const { tag = 'p', text = '', style = {} } of elements) {
    const element = Object.assign(document.createElement(tag), { textContent: text });
    Object.assign(element.style, style);
    bed.append(element);
  }
  document.querySelector('main').prepend(bed);
}
