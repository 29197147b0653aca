// What Chrome does to a page that it translates: each text is taken out, and a `<font>` in a `<font>` holds its translation.

/** The mark of a translated text, in place of another language. */
export const MARK = '·';

/** Translates the page, and what is added to it from then on. */
export const translate = (page) =>
  page.evaluate((mark) => {
    const left = 'SCRIPT, STYLE, FONT, TEXTAREA, OPTION, [translate=no], .notranslate';
    const replaced = new Map();
    const replace = (text) => {
      if (!text.data.trim() || !text.parentElement || text.parentElement.closest(left)) return;
      const [outer, inner] = [document.createElement('font'), document.createElement('font')];
      inner.append(mark + text.data);
      outer.append(inner);
      replaced.set(outer, text);
      // In two steps, as Chrome does it.
      text.before(outer);
      text.remove();
    };
    const walk = (root) => {
      const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const found = [];
      while (texts.nextNode()) found.push(texts.currentNode);
      found.forEach(replace);
    };
    const follow = (records) => {
      for (const node of records.flatMap(({ addedNodes }) => [...addedNodes])) {
        if (node.nodeType === Node.TEXT_NODE) replace(node);
        else if (node.nodeType === Node.ELEMENT_NODE && node.tagName !== 'FONT') walk(node);
      }
    };
    walk(document.body);
    const observer = new MutationObserver(follow);
    observer.observe(document.body, { childList: true, subtree: true });
    globalThis.showOriginal = () => {
      observer.disconnect();
      replaced.forEach((text, font) => font.isConnected && font.replaceWith(text));
    };
  }, MARK);

/** Shows the page as it was: each text that was taken out takes the place of its translation. */
export const showOriginal = (page) => page.evaluate(() => globalThis.showOriginal());
