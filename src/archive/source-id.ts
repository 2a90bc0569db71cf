import { sha256 } from './canonical.ts';

/** Names a source by its kind and name: the same in every archive. */
export const sourceId = (kind: string, name: string | null): string =>
  sha256(`${kind}\n${name ?? ''}`).slice(0, 16);
