import { Component, type ComponentType, createElement } from 'preact';

/** Draws a component again only when one of its properties is another one; signals inside still count. */
export function memo<P extends object>(Inner: ComponentType<P>): ComponentType<P> {
  return class Memo extends Component<P> {
    override shouldComponentUpdate(next: P): boolean {
      const [now, then] = [next as Record<string, unknown>, this.props as Record<string, unknown>];
      return Object.keys(now).some((key) => now[key] !== then[key]);
    }

    override render() {
      return createElement(Inner, this.props as P);
    }
  };
}
