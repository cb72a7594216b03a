import { ArrowLeft, ScanBarcode, Search } from 'lucide';
import { useEffect, useRef, useState } from 'preact/hooks';
import { changed, emptyCart } from '../../cart/cart';
import type { Found } from '../../catalogue/catalogue';
import { beepWrong } from '../../input/beep';
import { listen } from '../../input/listen';
import type { Till } from '../../till';
import { Icon } from '../../ui/icon';
import { NoticeList } from '../../ui/notice-list';
import { t } from '../../words/words';
import { addressOf } from '../modes';
import { LineParts } from '../sale/line-parts';
import { Picture } from '../sale/picture';
import './price-check.css';

const HITS = 6;
/** Whoever comes next does not see what was looked up before. */
const FORGET_MS = 30_000;
const FIELD = 'price-search';

interface Elsewhere {
  readonly location: string;
  readonly name: string;
  readonly available: number;
}

/** What something costs and where there is some; nothing can be bought here. */
export function PriceCheck({ till }: { till: Till }) {
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<readonly Found[]>([]);
  const [unknown, setUnknown] = useState<string | null>(null);
  const catalogue = till.shelf.catalogue.value;
  const look = (code: string) => {
    const hits = catalogue.code(code);
    setFound(hits);
    setUnknown(hits.length === 0 ? code : null);
    setQuery('');
    if (hits.length === 0) {
      beepWrong();
    }
    return true;
  };
  const latest = useRef(look);
  latest.current = look;

  useEffect(
    () =>
      listen({
        isCode: (code) => till.shelf.catalogue.value.code(code).length > 0,
        onScan: (code) => latest.current(code),
        onTyping: (text) => {
          setQuery((before) => before + text);
          document.getElementById(FIELD)?.focus();
        },
        onKey: (event) => event.key === 'Escape' && (setFound([]), setUnknown(null), setQuery(''), true),
      }),
    [till],
  );
  useEffect(() => {
    if (found.length > 0 || unknown !== null) {
      const timer = setTimeout(() => (setFound([]), setUnknown(null)), FORGET_MS);
      return () => clearTimeout(timer);
    }
    return undefined;
  }, [found, unknown]);

  const hits = query.trim() === '' ? [] : catalogue.search(query, null, HITS).products.flatMap((product) => product.variants.map((variant) => ({ product, variant }))).slice(0, HITS);
  return (
    <main class="price-check">
      <header class="side-head">
        <a class="button quiet" href={addressOf(null)}>
          <Icon of={ArrowLeft} /> {t('Back to the till')}
        </a>
        <h1>{t('Price check')}</h1>
      </header>
      <form
        class="search"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          if (catalogue.code(query).length > 0) {
            look(query);
          } else if (hits.length > 0) {
            setFound([hits[0]!]);
            setQuery('');
          }
        }}
      >
        <Icon of={Search} />
        <input id={FIELD} data-testid="price-search" type="text" value={query} placeholder={t('Search or scan')} aria-label={t('Search or scan')} autocomplete="off" spellcheck={false} onInput={(event) => setQuery(event.currentTarget.value)} />
      </form>
      <div class="price-results" aria-live="polite">
        {query.trim() !== '' ? (
          hits.length === 0 ? (
            <p class="price-hint">{t('Nothing found for “{text}”.', { text: query })}</p>
          ) : (
            <ul class="price-hits">
              {hits.map((hit) => (
                <li key={hit.variant.sku}>
                  <button type="button" class="button" onClick={() => (setFound([hit]), setQuery(''))}>
                    <span>{nameOf(hit)}</span>
                    <b>{till.money(hit.variant.price.minor)}</b>
                  </button>
                </li>
              ))}
            </ul>
          )
        ) : unknown !== null ? (
          <p class="price-hint">{t('No product has the code {code}. Search for it by name, or ask for help.', { code: unknown })}</p>
        ) : found.length === 0 ? (
          <p class="price-hint">
            <Icon of={ScanBarcode} size={64} />
            {t('Scan something to see what it costs.')}
          </p>
        ) : (
          found.map((one) => <Card key={one.variant.sku} till={till} found={one} />)
        )}
      </div>
      <NoticeList />
    </main>
  );
}

function nameOf({ product, variant }: Found): string {
  return product.variants.length > 1 ? `${product.title}, ${variant.title}` : product.title;
}

function Card({ till, found }: { till: Till; found: Found }) {
  const { product, variant } = found;
  const { sale, session } = till;
  const item = { sku: variant.sku, title: product.title, variantTitle: variant.title, unitPrice: variant.price.minor, taxCategory: variant.taxCategory, type: product.type ?? '' };
  const priced = sale.priced({ ...changed(emptyCart('price-check'), { kind: 'add', item, quantity: 1 }), begunAt: Date.now() }).items[0]!;
  const offers = sale.book.rules.value.promotions.filter(({ coupon, target }) => coupon === null && (target.skus.includes(variant.sku) || target.types.includes(product.type ?? '') || target.skus.length + target.types.length === 0));
  const here = till.shelf.stock.of(variant.sku).value;
  const elsewhere = useElsewhere(till, variant.sku);
  return (
    <article class="price-card" data-testid="price-card">
      <Picture name={product.title} image={variant.image} />
      <div class="price-what">
        <h2>{nameOf(found)}</h2>
        <p class="price-amount" data-testid="price">
          {till.money(priced.net)}
          {priced.net < variant.price.minor && <s>{till.money(variant.price.minor)}</s>}
        </p>
        <LineParts parts={priced.parts} money={(minor) => till.money(minor)} titleOf={(id) => till.discounting.titleOf(id)} />
        {offers.length > 0 && (
          <ul class="price-offers" aria-label={t('Promotions')}>
            {offers.map((offer) => (
              <li key={offer.id}>{offer.title}</li>
            ))}
          </ul>
        )}
        <dl class="price-places">
          <div>
            <dt>{session.location.name}</dt>
            <dd data-testid="price-here">{here === null ? '–' : Math.max(0, here)}</dd>
          </div>
          {elsewhere?.map((place) => (
            <div key={place.location}>
              <dt>{place.name}</dt>
              <dd>{Math.max(0, place.available)}</dd>
            </div>
          ))}
        </dl>
        {elsewhere === null && <p class="quiet-text">{t('What other places have is shown when the hub answers.')}</p>}
      </div>
    </article>
  );
}

/** What other places have; null while nobody knows. */
function useElsewhere(till: Till, sku: string): readonly Elsewhere[] | null {
  const [places, setPlaces] = useState<readonly Elsewhere[] | null>(null);
  useEffect(() => {
    let gone = false;
    void till.app.hub.call<{ locations?: readonly Elsewhere[] }>(`/api/v1/stock?sku=${encodeURIComponent(sku)}`, { timeoutMs: 4_000 }).then((answer) => {
      if (!gone && answer.kind === 'ok') {
        setPlaces((answer.body.locations ?? []).filter((place) => place.location !== till.session.location.id));
      }
    });
    return () => {
      gone = true;
    };
  }, [sku]);
  return places;
}
