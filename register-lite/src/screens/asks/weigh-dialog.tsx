import { Scale as ScaleIcon } from 'lucide';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Found } from '../../catalogue/catalogue';
import { decimalSign } from '../../money';
import { chooseScale, knownScale, ways } from '../../scale/lines';
import type { Scale } from '../../scale/scale';
import { costOf, inUnit, parseWeight, weightText } from '../../scale/weight';
import type { Till } from '../../till';
import { Dialog } from '../../ui/dialog';
import { Icon } from '../../ui/icon';
import { NumberPad } from '../../ui/number-pad';
import { t } from '../../words/words';

/** How much is it? From the scale, or typed. `onWeight` when a line gets another weight. */
export function WeighDialog({ till, found, onWeight, onClose }: { till: Till; found: Found; onWeight?: (millionths: number) => void; onClose?: () => void }) {
  const unit = found.variant.unit ?? 'kg';
  const [typed, setTyped] = useState('');
  const [scale, setScale] = useState<Scale | null>(null);
  const [says, setSays] = useState<string | null>(null);
  const sign = useMemo(() => decimalSign('USD'), []);
  const weight = parseWeight(typed);
  const price = found.variant.price.minor;

  useEffect(() => {
    void (async () => {
      for (const way of ways()) {
        const known = await knownScale(way, unit).catch(() => null);
        if (known) {
          setScale(known);
          return;
        }
      }
    })();
  }, []);

  const read = async (from: Scale) => {
    const reading = await from.read();
    switch (reading.kind) {
      case 'weight':
        setTyped(weightText(inUnit(reading.millionths, reading.unit, unit)));
        return setSays(null);
      case 'wait':
        return setSays(reading.state === 'moving' ? t('The scale still moves. Read it again.') : t('Nothing lies on the scale.'));
      case 'not':
        return setSays(t('The scale does not answer ({why}). Type the weight.', { why: reading.why }));
    }
  };
  const done = () => {
    if (weight !== null) {
      (onWeight ?? ((millionths: number) => till.asking.weighed(millionths)))(weight);
    }
  };
  const close = onClose ?? (() => (till.asking.weighing.value = null));
  const type = (text: string) => setTyped(text.replace(/[^\d.,]/g, '').slice(0, 9));
  return (
    <Dialog title={t('Weigh {title}', { title: found.product.title })} onClose={close}>
      <form
        class="override weigh"
        onSubmit={(event) => {
          event.preventDefault();
          done();
        }}
      >
        <p>
          {till.money(price)} / {unit}
        </p>
        <label class="field">
          <span>{t('Weight in {unit}', { unit })}</span>
          <input data-typed data-testid="weight" class="weight" type="text" inputmode="none" autofocus autocomplete="off" value={typed} placeholder={`0${sign}000`} aria-describedby="weight-message" onInput={(event) => type(event.currentTarget.value)} />
        </label>
        <p class="weigh-cost" role="status">
          {weight === null ? '' : till.money(costOf(price, weight))}
        </p>
        <p id="weight-message" class="sign-in-message" role="alert">
          {says}
        </p>
        {scale ? (
          <button type="button" class="button wide" data-testid="read-scale" onClick={() => void read(scale)}>
            <Icon of={ScaleIcon} /> {t('Read the scale')}
          </button>
        ) : (
          <div class="choices" role="group" aria-label={t('Connect a scale')}>
            {ways().map((way) => (
              <button key={way} type="button" class="button" onClick={() => void chooseScale(way, unit).then((chosen) => chosen && (setScale(chosen), read(chosen)))}>
                <Icon of={ScaleIcon} /> {way === 'usb' ? t('USB scale') : t('Serial scale')}
              </button>
            ))}
          </div>
        )}
        <NumberPad last={sign} label={t('Weight')} onKey={(key) => type(typed + key)} onErase={() => type(typed.slice(0, -1))} />
        <button type="submit" class="button primary wide" data-testid="weighed" disabled={weight === null}>
          {t('Done')}
        </button>
      </form>
    </Dialog>
  );
}
