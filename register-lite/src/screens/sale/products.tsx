import { Camera, ScanBarcode, Search, Star, X } from 'lucide';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { SEARCH_ID } from '../../input/counter-ears';
import { favourites } from '../../catalogue/favourites';
import type { Till } from '../../till';
import type { Product } from '../../wire';
import { Icon } from '../../ui/icon';
import { t } from '../../words/words';
import { Tile } from './tile';

const TILES = 60;
/** Beside the types of goods; no type is called so. */
const FAVOURITES = '\u2605';
/** So many of the device's latest sales say what it sells most. */
const LATEST = 200;
/** What fits on a tablet is drawn at once, the rest when nobody waits for it. */
const TILES_FIRST = 16;
const REST_MS = 150;
/** Shorter than a glance, longer than the pause between two keys of a scanner: a scan draws no results. */
const CALM_MS = 60;
/** A first letter may be a scanner's; whoever types on at the pace of a person sees each letter at once. */
const FIRST_MS = 20;

/** Find by typing, by type of goods, or by looking. */
export function Products({ till }: { till: Till }) {
  const [type, setType] = useState<string | null>(null);
  const [often, setOften] = useState<readonly Product[]>([]);
  const field = useRef<HTMLInputElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const catalogue = till.shelf.catalogue.value;
  const query = till.query.value;
  const calm = useCalm(query);
  const kind = type === FAVOURITES ? null : type;
  const matches = useMemo(() => (type === FAVOURITES && calm === '' ? { products: often, total: often.length } : catalogue.search(calm, kind, TILES)), [catalogue, calm, type, often]);

  useEffect(() => {
    void till.app.outbox.latest(LATEST).then((sales) => setOften(favourites(sales.map((sale) => sale.receipt.lines), catalogue)));
  }, [catalogue, till.lastSale.value]);
  const tiles = useFirst(matches.products);

  useEffect(() => {
    grid.current?.scrollTo({ top: 0 });
  }, [calm, type]);

  const takeFirst = () => {
    // Asked anew: a scanner's Enter comes before what it typed has been drawn.
    const typed = till.query.value;
    const coded = catalogue.code(typed);
    const now = catalogue.search(typed, kind, 1);
    if (coded.length === 1) {
      till.add(coded[0]!);
      till.query.value = '';
    } else if (coded.length > 1) {
      till.picking.value = coded;
    } else if (now.total === 1) {
      till.choose(now.products[0]!);
      till.query.value = '';
    } else if (typed === '') {
      till.pay('CASH');
    }
  };

  return (
    <section class="products" aria-label={t('Products')}>
      <form
        class="search"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          takeFirst();
        }}
      >
        <Icon of={Search} />
        <input
          ref={field}
          id={SEARCH_ID}
          data-testid="search"
          type="text"
          value={query}
          placeholder={t('Search or scan')}
          aria-label={t('Search or scan')}
          autocomplete="off"
          spellcheck={false}
          enterkeyhint="search"
          onInput={(event) => (till.query.value = event.currentTarget.value)}
        />
        {query === '' ? (
          <kbd>F2</kbd>
        ) : (
          <button
            type="button"
            class="button quiet square"
            aria-label={t('Clear search')}
            onClick={() => {
              till.query.value = '';
              field.current?.focus();
            }}
          >
            <Icon of={X} />
          </button>
        )}
        <button type="button" class="button quiet square" aria-label={t('Scan with the camera')} data-testid="camera-open" onClick={() => (till.dialog.value = { kind: 'camera' })}>
          <Icon of={Camera} />
        </button>
      </form>
      {catalogue.types.length > 1 && (
        <div class="chips" role="group" aria-label={t('Type of goods')}>
          {often.length > 0 && (
            <button type="button" class="chip" aria-pressed={type === FAVOURITES} data-testid="favourites" onClick={() => setType(FAVOURITES)}>
              <Icon of={Star} size={16} /> {t('Often sold')}
            </button>
          )}
          {[null, ...catalogue.types.slice(0, 12)].map((each) => (
            <button key={each} type="button" class="chip" aria-pressed={type === each} onClick={() => setType(each)}>
              {each ?? t('All')}
            </button>
          ))}
        </div>
      )}
      <div class="grid-scroll" ref={grid} data-testid="results" data-query={calm} data-total={catalogue.products.length} data-loading={till.shelf.loading.value !== null}>
        {matches.total === 0 ? <Nothing till={till} onClear={() => setType(null)} /> : <div class="grid">{tiles.map((product) => <Tile key={product.id} till={till} product={product} />)}</div>}
        <p class="grid-foot" role="status">
          {till.shelf.loading.value !== null && catalogue.products.length === 0
            ? t('Loading products… {count}', { count: till.shelf.loading.value })
            : matches.total > TILES
              ? t('{shown} of {total} shown. Type to narrow it down.', { shown: TILES, total: matches.total })
              : ''}
        </p>
      </div>
    </section>
  );
}

/** The text once it is no scanner that types; emptied at once. */
function useCalm(text: string): string {
  const [calm, setCalm] = useState(text);
  const last = useRef(Number.NEGATIVE_INFINITY);
  useLayoutEffect(() => {
    const now = performance.now();
    const hurried = now - last.current < CALM_MS;
    last.current = now;
    if (!hurried && text.length > 1) {
      setCalm(text);
      return;
    }
    const timer = setTimeout(() => setCalm(text), hurried ? CALM_MS : FIRST_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return text === '' ? '' : calm;
}

/** The first of them, and all a moment later. */
function useFirst(products: readonly Product[]): readonly Product[] {
  const [all, setAll] = useState(products);
  useEffect(() => {
    const timer = setTimeout(() => setAll(products), REST_MS);
    return () => clearTimeout(timer);
  }, [products]);
  return all === products ? products : products.slice(0, TILES_FIRST);
}

function Nothing({ till, onClear }: { till: Till; onClear: () => void }) {
  if (till.shelf.loading.value !== null && till.shelf.catalogue.value.products.length === 0) {
    return (
      <div class="grid" aria-hidden="true">
        {Array.from({ length: 12 }, (_, i) => (
          <div key={i} class="tile ghost" />
        ))}
      </div>
    );
  }
  const empty = till.shelf.catalogue.value.products.length === 0;
  return (
    <div class="nothing">
      <Icon of={ScanBarcode} size={40} />
      <p>{empty ? t('There are no products yet. Import a catalogue in the console, then load again.') : t('Nothing found for “{text}”.', { text: till.query.value })}</p>
      <button
        type="button"
        class="button"
        onClick={() => {
          if (empty) {
            void till.shelf.refresh();
          }
          till.query.value = '';
          onClear();
        }}
      >
        {empty ? t('Load again') : t('Show all products')}
      </button>
    </div>
  );
}
