/**
 * What this reader has chosen for this browser. Nothing of it is sent anywhere.
 *
 * @module
 */
export interface Settings {
  /** Single-key shortcuts (WCAG 2.1.4: they can be switched off). */
  shortcuts: boolean;
  /** `auto` follows the system. */
  theme: 'auto' | 'light' | 'dark';
}

const KEY = 'onrecord.settings';
const DEFAULTS: Settings = { shortcuts: true, theme: 'auto' };

function stored(): Partial<Settings> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Settings>;
  } catch {
    return {}; // Storage is switched off, or holds something else: the defaults do.
  }
}

export const settings: Settings = $state({ ...DEFAULTS, ...stored() });

/** Changes settings, keeps them, and puts them into effect. */
export function choose(change: Partial<Settings>) {
  Object.assign(settings, change);
  applyTheme();
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // They hold until the page is closed.
  }
}

export function applyTheme() {
  document.documentElement.dataset['theme'] = settings.theme;
}
