// Runs in the till's page, where each step is timed from the key to the end of the frame that shows what it did.
(() => {
  const painted = () =>
    new Promise((done) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => done(performance.now());
        port2.postMessage(0);
      }),
    );

  const until = async (what, condition) => {
    const giveUp = performance.now() + 20_000;
    while (!condition()) {
      if (performance.now() > giveUp) {
        throw new Error(`never: ${what}`);
      }
      await new Promise((next) => requestAnimationFrame(next));
    }
  };

  const by = (id) => document.querySelector(`[data-testid="${id}"]`);
  const press = (key, target) => (target ?? document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  const idle = (ms) => new Promise((next) => setTimeout(next, ms));

  /** Waits for the change of the page that makes it so, then for the frame that draws it. */
  const shown = (what, condition) =>
    new Promise((done, failed) => {
      const timer = setTimeout(() => (watch.disconnect(), failed(new Error(`never: ${what}`))), 20_000);
      const look = () => {
        if (condition()) {
          watch.disconnect();
          clearTimeout(timer);
          painted().then(done);
          return true;
        }
        return false;
      };
      const watch = new MutationObserver(look);
      if (!look()) {
        watch.observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true });
      }
    });

  window.bench = {
    /** Scans each code and waits for its line; milliseconds of each. */
    async scans(items) {
      const took = [];
      for (const { code, sku } of items) {
        document.activeElement?.blur?.();
        await idle(150);
        const seen = Number(by(`qty-${sku}`)?.value ?? 0);
        for (const key of code) {
          press(key, document.body);
        }
        const begun = performance.now();
        press('Enter', document.body);
        took.push((await shown(`line of ${sku}`, () => Number(by(`qty-${sku}`)?.value ?? 0) > seen)) - begun);
      }
      return took;
    },

    /** Types each word key by key, as a person does, and waits for what is found; milliseconds of each key. */
    async searches(words) {
      const took = [];
      const field = by('search');
      field.focus();
      const set = async (text) => {
        const changed = shown(`results of ${text}`, () => window.bench.drawn() === text);
        const begun = performance.now();
        field.value = text;
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
        took.push((await changed) - begun);
        await idle(120);
      };
      for (const word of words) {
        for (let end = 1; end <= word.length; end++) {
          await set(word.slice(0, end));
        }
        field.value = '';
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
        await idle(150);
      }
      return took;
    },

    /** What the tiles on the screen were searched for. */
    drawn: () => by('results')?.dataset.query ?? '',

    /**
     * Sells one thing for cash; milliseconds from the last key until the sale is on disk, or until the receipt is
     * shown, which comes after.
     */
    async sales(items, what) {
      const took = [];
      for (const { code, sku } of items) {
        await this.scans([{ code, sku }]);
        press('F8', document.body);
        await until('the payment', () => by('cash-exact'));
        await idle(150);
        const begun = performance.now();
        const durable = new Promise((done) => (onDurable = () => done(performance.now() - begun)));
        by('cash-exact').click();
        const receipt = (await shown('the receipt', () => by('receipt'))) - begun;
        took.push(what === 'shown' ? receipt : await durable);
        await idle(500);
        by('new-sale').click();
        await until('the next sale', () => by('search'));
      }
      return took;
    },

    /** Sells as fast as the till lets anybody. */
    async quickly(items) {
      for (const { code } of items) {
        [...code, 'Enter', 'F8', 'F8'].forEach((key) => press(key, document.body));
        await until('the receipt', () => by('receipt'));
        press('F2', document.body);
        await until('the next sale', () => by('search'));
      }
    },

    /** Whether the whole catalogue is on the device. */
    loaded: () => by('results')?.dataset.loading === 'false' && Number(by('results').dataset.total) > 100,

    /** Since the start of the page, when the first product could be tapped and scans are understood. */
    ready: 0,
  };

  const started = new MutationObserver(() => {
    if (document.querySelector('.tile:not(.ghost)') && by('search')) {
      started.disconnect();
      painted().then((at) => (window.bench.ready = at));
    }
  });
  started.observe(document, { childList: true, subtree: true });

  let onDurable = () => {};
  const transaction = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (stores, mode, ...rest) {
    const tx = transaction.call(this, stores, mode, ...rest);
    if (mode === 'readwrite' && [stores].flat().some((store) => store === 'sales' || store === 'journal') && rest[0]?.durability === 'strict') {
      tx.addEventListener('complete', () => onDurable());
    }
    return tx;
  };
})();
