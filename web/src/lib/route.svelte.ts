/**
 * Where the reader is: all state of a screen is in its address.
 *
 * @module
 */

class Route {
  path = $state(location.pathname);
  query = $state(new URLSearchParams(location.search));
  hash = $state(location.hash);

  /** Whether the reader went back or forward to where they are, and how far down they were there. */
  returned = false;
  scroll = (history.state as { scroll?: number } | null)?.scroll ?? 0;

  constructor() {
    // Lists come a moment after the page: the app itself goes to where the reader was.
    history.scrollRestoration = 'manual';
    addEventListener('popstate', (event) => {
      this.returned = true;
      this.scroll = (event.state as { scroll?: number } | null)?.scroll ?? 0;
      this.#read();
    });
    addEventListener('hashchange', () => this.#read());
    let waiting: ReturnType<typeof setTimeout> | undefined;
    addEventListener('scroll', () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => this.#keepScroll(), 200);
    });
  }

  #keepScroll() {
    history.replaceState({ scroll: Math.round(scrollY) }, '');
  }

  #read() {
    this.path = location.pathname;
    this.query = new URLSearchParams(location.search);
    this.hash = location.hash;
  }

  /** Goes to an address of this app. */
  go(address: string) {
    this.#keepScroll();
    history.pushState(null, '', address);
    this.returned = false;
    this.scroll = 0;
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
