/**
 * The keyboard: which key does what on the screen that is open. A screen registers its keys when it comes and takes
 * them away when it goes; of two with one key, the later counts. The key map (`?`) is made from this list.
 *
 * @module
 */
import { createSubscriber } from 'svelte/reactivity';
import { settings } from './settings.svelte.ts';

export interface Key {
  /** As `KeyboardEvent.key` names it: `j`, `?`, `Escape`; with `mod+` before it for Ctrl or Cmd. */
  key: string;
  /** What it does, as the key map says it: "next line". */
  does: string;
  /** Heading in the key map. */
  group: 'Everywhere' | 'Lists' | 'This screen' | 'Review';
  run: (event: KeyboardEvent) => void;
  /** Whether it also works while typing; `Escape` and keys with `mod+` do unless this says no. */
  typing?: boolean;
}

const registered: Key[] = [];
let changed = () => {};
const subscribe = createSubscriber((update) => {
  changed = update;
  return () => {
    changed = () => {};
  };
});

/**
 * Registers keys; gives back what takes them away, so that a screen can say `$effect(() => keys([…]))`.
 */
export function keys(added: Key[]): () => void {
  registered.push(...added);
  changed();
  return () => {
    for (const key of added) registered.splice(registered.indexOf(key), 1);
    changed();
  };
}

/** The keys that work now, the latest registration of each; reactive. */
export function activeKeys(): Key[] {
  subscribe();
  const latest = new Map<string, Key>();
  for (const key of registered) latest.set(key.key, key);
  return [...latest.values()];
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches(
      'textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=range])',
    ));

/** How a registered key is named for this event. */
export function nameOf(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>): string {
  return event.ctrlKey || event.metaKey ? `mod+${event.key.toLowerCase()}` : event.key;
}

/** The one listener of the app for keys. */
export function pressed(event: KeyboardEvent) {
  if (event.defaultPrevented || event.altKey || event.isComposing) return;
  const name = nameOf(event);
  const found = registered.findLast((key) => key.key === name);
  if (!found) return;
  const always = name === 'Escape' || name.startsWith('mod+');
  if (!always && !settings.shortcuts) return;
  if (!(found.typing ?? always) && isTyping(event.target)) return;
  if (name !== 'Escape') event.preventDefault();
  found.run(event);
}

/** Rows of a list: links or buttons with `data-row`. Moves the focus by one; from outside the list, to the first in view. */
export function stepRow(by: 1 | -1) {
  const rows = [...document.querySelectorAll<HTMLElement>('#main [data-row]')].filter(
    (row) => row.offsetParent !== null,
  );
  const at = rows.indexOf(document.activeElement as HTMLElement);
  const within = rows.findIndex((row) => row.getBoundingClientRect().top >= 0);
  const next = rows[at < 0 ? Math.max(within, 0) : at + by];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: 'nearest' });
}

/** Opens the row that has the focus, or else the first. */
export function openRow() {
  const row = document.activeElement?.closest<HTMLElement>('[data-row]');
  (row ?? document.querySelector<HTMLElement>('#main [data-row]'))?.click();
}
