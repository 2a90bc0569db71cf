/**
 * The screens: where each stands, and what loads it. Each is a piece of its own, so that the first page is small.
 *
 * @module
 */
import type { Component } from 'svelte';

/** A screen takes at most the `id` that its address names. */
export type ScreenComponent = Component<{ id: string }> | Component<Record<string, never>>;

export interface Screen {
  name: string;
  /** Its address; the first group is the id. */
  path: RegExp;
  /** Where it stands in the navigation, if it does. */
  menu?: { href: string; place: 'main' | 'more' };
  load: () => Promise<{ default: ScreenComponent }>;
}

export const SCREENS: Screen[] = [
  {
    name: 'News',
    path: /^\/$/,
    menu: { href: '/', place: 'main' },
    load: () => import('../screens/AllNews.svelte'),
  },
  { name: 'Report', path: /^\/report\/([^/]+)$/, load: () => import('../screens/Report.svelte') },
  {
    name: 'Chronology',
    path: /^\/chronology$/,
    menu: { href: '/chronology', place: 'main' },
    load: () => import('../screens/Chronology.svelte'),
  },
  {
    name: 'Timeline',
    path: /^\/timeline$/,
    menu: { href: '/timeline', place: 'main' },
    load: () => import('../screens/Timeline.svelte'),
  },
  {
    name: 'Map',
    path: /^\/map$/,
    menu: { href: '/map', place: 'main' },
    load: () => import('../screens/Map.svelte'),
  },
  {
    name: 'Review',
    path: /^\/review$/,
    menu: { href: '/review', place: 'main' },
    load: () => import('../screens/Review.svelte'),
  },
  { name: 'Compare', path: /^\/compare$/, load: () => import('../screens/Compare.svelte') },
  { name: 'Incident', path: /^\/incident\/([^/]+)$/, load: () => import('../screens/Incident.svelte') },
  {
    name: 'Sources',
    path: /^\/sources$/,
    menu: { href: '/sources', place: 'main' },
    load: () => import('../screens/Sources.svelte'),
  },
  { name: 'Source', path: /^\/source\/([^/]+)$/, load: () => import('../screens/Source.svelte') },
  {
    name: 'Read here',
    path: /^\/read$/,
    menu: { href: '/read', place: 'more' },
    load: () => import('../screens/ReadHere.svelte'),
  },
  {
    name: 'Add',
    path: /^\/add$/,
    menu: { href: '/add', place: 'more' },
    load: () => import('../screens/Add.svelte'),
  },
  {
    name: 'Export',
    path: /^\/export$/,
    menu: { href: '/export', place: 'more' },
    load: () => import('../screens/Export.svelte'),
  },
  {
    name: 'Log',
    path: /^\/log$/,
    menu: { href: '/log', place: 'more' },
    load: () => import('../screens/Log.svelte'),
  },
  {
    name: 'Settings',
    path: /^\/settings$/,
    menu: { href: '/settings', place: 'more' },
    load: () => import('../screens/Settings.svelte'),
  },
  {
    name: 'Help',
    path: /^\/help$/,
    menu: { href: '/help', place: 'more' },
    load: () => import('../screens/Help.svelte'),
  },
];

const NOT_FOUND: Screen = { name: 'Not here', path: /^/, load: () => import('../screens/NotFound.svelte') };

/** The screen at a path, and the id that the path names. */
export function screenAt(path: string): { screen: Screen; id: string } {
  for (const screen of SCREENS) {
    const found = screen.path.exec(path);
    if (found) return { screen, id: decoded(found[1] ?? '') };
  }
  return { screen: NOT_FOUND, id: '' };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
