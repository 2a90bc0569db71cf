/**
 * Where the reader is: all state of a screen is in its address.
 *
 * @module
 */

class Route {
  path = $state(location.pathname);
  query = $state(new URLSearchParams(location.search));
  hash = $state(location.hash);

  constructor() {
    addEventListener('popstate', () => this.#read());
    addEventListener('hashchange', () => this.#read());
  }

  #read() {
    this.path = location.pathname;
    this.query = new URLSearchParams(location.search);
    this.hash = location.hash;
  }

  /** Goes to an address of this app. */
  go(address: string) {
    history.pushState(null, '', address);
    this.#read();
    scrollTo(0, 0);
  }

  /** Changes one filter in the address; empty takes it away. */
  set(name: string, value: string) {
    this.setAll({ [name]: value });
  }

  /** Changes several filters in one step. */
  setAll(values: Record<string, string>) {
    const query = new URLSearchParams(this.query);
    for (const [name, value] of Object.entries(values)) {
      if (value) query.set(name, value);
      else query.delete(name);
    }
    const search = query.toString();
    history.replaceState(history.state, '', this.path + (search ? `?${search}` : ''));
    this.#read();
  }
}

export const route = new Route();

/** Follows links to this app without loading the page again. */
export function followLink(event: MouseEvent) {
  const link = (event.target as Element).closest('a');
  if (
    !link ||
    event.defaultPrevented ||
    event.button !== 0 ||
    event.metaKey ||
    event.ctrlKey ||
    event.shiftKey
  )
    return;
  if (link.origin !== location.origin || link.pathname.startsWith('/api/') || link.hasAttribute('download'))
    return;
  if (link.target && link.target !== '_self') return;
  if (link.pathname === location.pathname && link.search === location.search && link.hash) return;
  event.preventDefault();
  route.go(link.pathname + link.search + link.hash);
}
