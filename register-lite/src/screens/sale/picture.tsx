import { useState } from 'preact/hooks';
import { hueOf, initialsOf } from '../../ui/brand';

/** The product's picture, or its initials on a calm colour if there is none or it does not come. */
export function Picture({ name, image }: { name: string; image: string | null }) {
  const [broken, setBroken] = useState(false);
  return (
    <span class={`picture hue-${hueOf(name)}`} aria-hidden="true">
      {image && !broken ? (
        <img src={image} alt="" loading="lazy" decoding="async" referrerpolicy="no-referrer" onError={() => setBroken(true)} />
      ) : (
        initialsOf(name)
      )}
    </span>
  );
}
