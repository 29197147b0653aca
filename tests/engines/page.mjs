// A page in a browser, the same for every engine: what differs is in firefox.mjs and webkit.mjs.

/** How long a page may take to become what is waited for, in ms. */
const LIMIT_MS = 60_000;
/** How long a command to a browser may take, in ms: more than what it waits for in the page. */
export const COMMAND_MS = 120_000;

/**
 * @typedef {object} Engine What an adapter does in its own way.
 * @property {string} name
 * @property {(address: string) => Promise<void>} goto Opens an address.
 * @property {(expression: string) => Promise<string>} run Evaluates an expression in the page and returns its value, awaited, as JSON.
 * @property {(sources: object[]) => Promise<void>} perform Actions of keys and pointers as WebDriver has them.
 * @property {(width: number, height: number) => Promise<void>} resize Gives the window this size in CSS px, without its frame.
 * @property {() => Promise<Buffer>} screenshot A PNG of what the window shows.
 * @property {() => Promise<string[]>} complaints The errors that the page has logged since this was last asked.
 * @property {() => Promise<void>} stop
 */

export class Page {
  /** @param {Engine} engine */
  constructor(engine) {
    this.engine = engine;
  }

  goto(address) {
    return this.engine.goto(address);
  }

  /** The value of a function in the page. It is handed over as text: it reaches nothing outside of itself. */
  async evaluate(fn, ...args) {
    return JSON.parse(await this.engine.run(`(${fn})(...${JSON.stringify(args)})`));
  }

  /** Waits until a function in the page returns something true; fails with its text after the limit. */
  async until(fn, ...args) {
    const wait = `new Promise((resolve, reject) => {
      const end = performance.now() + ${LIMIT_MS};
      const look = () => {
        if ((${fn})(...${JSON.stringify(args)})) resolve(true);
        else if (performance.now() > end) reject(new Error(${JSON.stringify(`never came: ${fn} ${args}`)}));
        else requestAnimationFrame(look);
      };
      look();
    })`;
    await this.engine.run(wait);
  }

  /** As `until`, while the page is left for another one, where what is evaluated ends with an error. */
  async untilNext(fn, ...args) {
    const end = performance.now() + LIMIT_MS;
    while (performance.now() < end) {
      if (await this.evaluate(fn, ...args).catch(() => false)) return;
    }
    throw new Error(`never came: ${fn} ${args}`);
  }

  /** Waits until an element that this selector finds is visible. */
  see(selector) {
    return this.until((selector) => [...document.querySelectorAll(selector)].some((one) => one.checkVisibility()), selector);
  }

  /** Presses the pointer on the middle of the first visible element that a selector finds. */
  async click(selector) {
    await this.see(selector);
    const { x, y } = await this.evaluate((selector) => {
      const element = [...document.querySelectorAll(selector)].find((one) => one.checkVisibility());
      element.scrollIntoView({ block: 'center', behavior: 'instant' });
      const { left, top, width, height } = element.getBoundingClientRect();
      return { x: Math.round(left + width / 2), y: Math.round(top + height / 2) };
    }, selector);
    const button = { button: 0 };
    const actions = [{ type: 'pointerMove', x, y }, { type: 'pointerDown', ...button }, { type: 'pointerUp', ...button }];
    await this.engine.perform([{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }]);
  }

  /** Presses the keys of a text, where the focus is. */
  async type(text) {
    const actions = [...text].flatMap((value) => [{ type: 'keyDown', value }, { type: 'keyUp', value }]);
    await this.engine.perform([{ type: 'key', id: 'keys', actions }]);
  }

  async resize(width, height) {
    await this.engine.resize(width, height);
    await this.until((width) => innerWidth === width, width);
  }

  screenshot() {
    return this.engine.screenshot();
  }
}
