// Empties a published page for the running program, and gives that what the visitor did on the way.
// Made by `challenge-map publish`; see crates/publish/src/asset_hash.rs.

// Where something is in the text of an element, as a number of characters before it, and back.
function lengthTo(element, node, offset) {
  if (!element.contains(node)) return null;
  const range = document.createRange();
  range.selectNodeContents(element);
  range.setEnd(node, offset);
  return range.toString().length;
}

function placeAt(element, length, isStart) {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    // Where one text ends the next one begins.
    if (length < text.length || (length === text.length && !isStart)) return [text, length];
    length -= text.length;
  }
  return null;
}

// A language that was chosen before the program runs is chosen once it does.
let chosen = null;
const choose = ({ target }) => { chosen = target.dataset?.language ?? chosen; };
addEventListener("click", choose);

// Empties a published page for the running one, which is put in its place in the same turn. Before
// the next frame it has back what the visitor did on the way: where they are, what has the focus,
// what they typed, chose, opened and marked.
globalThis.challengeMap.replace = function (app) {
  const { scrollX, scrollY } = window;
  const all = (selector) => [...app.querySelectorAll(selector)];
  const focused = document.activeElement;
  const alike = () => all("a, button, summary").filter((other) => other.textContent === focused.textContent);
  const place = alike().indexOf(focused);
  // A select that nobody has touched shows what its markup selects, or else the first of what can be chosen, if anything can.
  const canBeChosen = (option) => !option.matches(":disabled");
  const untouched = ([...options]) => {
    const own = options.findLastIndex((option) => option.defaultSelected);
    return own < 0 ? options.findIndex(canBeChosen) : own;
  };
  const isChanged = (field) => field.options
    ? field.selectedIndex !== untouched(field.options)
    : field.value !== field.defaultValue;
  const filled = all("input[id], select[id]").filter(isChanged)
    .map(({ id, value, selectionStart, selectionEnd }) => ({ id, value, caret: [selectionStart, selectionEnd] }));
  const open = new Set(all("details[open]").map(({ className }) => className));
  // The browser holds what is for readers without script as text, which nobody has marked.
  all("noscript").forEach((hidden) => hidden.remove());
  const { anchorNode, anchorOffset, focusNode, focusOffset, isCollapsed } = getSelection();
  const marked = isCollapsed ? [] : [lengthTo(app, anchorNode, anchorOffset), lengthTo(app, focusNode, focusOffset)];

  // A page that is shorter for a moment would scroll.
  app.style.minHeight = `${app.offsetHeight}px`;
  app.textContent = "";
  app.removeAttribute("data-published");
  removeEventListener("click", choose);
  requestAnimationFrame(() => {
    if (chosen) document.querySelector(`[data-language="${chosen}"]`)?.click();
    for (const details of all("details")) details.open ||= open.has(details.className);
    (document.getElementById(focused.id) ?? alike()[place])?.focus({ preventScroll: true });
    for (const { id, value, caret } of filled) {
      const field = document.getElementById(id);
      // What the running page does not offer stays as the program has it.
      const offers = (option) => option.value === value && canBeChosen(option);
      if (!field || (field.options && ![...field.options].some(offers))) continue;
      field.value = value;
      // Fields of some kinds have none.
      if (caret[0] != null) field.setSelectionRange(...caret);
      for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
    }
    const [start, end] = marked.includes(null) ? [] : marked.sort((a, b) => a - b);
    const ends = [placeAt(app, start, true), placeAt(app, end, false)];
    if (start < end && ends.every(Boolean)) getSelection().setBaseAndExtent(...ends.flat());
    app.style.minHeight = "";
    scrollTo({ left: scrollX, top: scrollY, behavior: "instant" });
  });
};
