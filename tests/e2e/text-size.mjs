/**
 * Sets the text size of the pages that are opened from now on, as a visitor's browser does: `200%`. Unlike that of a
 * browser, it leaves media queries in rem alone.
 */
export const setTextSize = (target, size) =>
  target.addInitScript((size) => {
    // The policy of the pages allows no style element.
    document.addEventListener('DOMContentLoaded', () => document.documentElement.style.setProperty('font-size', size));
  }, size);
