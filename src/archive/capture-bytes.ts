import type { Archive } from './archive.ts';

export interface CaptureBytes {
  /** Null when they were removed. */
  bytes: Uint8Array | null;
  blob: string;
  /** Character set that they were read with; null when they were no text. */
  charset: string | null;
}

/** The bytes of a capture as they were received; null when there is no such capture. */
export async function bytesOfCapture({ db }: Archive, n: number): Promise<CaptureBytes | null> {
  const row = await db
    .selectFrom('captures')
    .leftJoin('blobs', 'blobs.sha256', 'captures.blob')
    .select(['captures.blob', 'captures.charset', 'blobs.bytes'])
    .where('captures.n', '=', n)
    .executeTakeFirst();
  return row ? { ...row, bytes: row.bytes && new Uint8Array(row.bytes) } : null;
}
