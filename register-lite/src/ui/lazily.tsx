import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../words/words';
import { tell } from './notices';

/** A component that is loaded when it is first drawn: what is rarely needed does not slow down the start. */
export function lazily<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let loaded: ComponentType<P> | null = null;
  return function Lazy(props: P) {
    const [Loaded, show] = useState<{ readonly of: ComponentType<P> } | null>(loaded && { of: loaded });
    useEffect(() => {
      if (!loaded) {
        load().then(
          (component) => {
            loaded = component;
            show({ of: component });
          },
          () => tell(t('This part of the till could not be loaded. Try again, or reload the page between two sales.'), { tone: 'wrong' }),
        );
      }
    }, []);
    return Loaded && <Loaded.of {...props} />;
  };
}
