/**
 * Fetches what `read` reads with, and checks that every byte of it is what the server says it is.
 *
 * @module
 */
import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex } from '@noble/hashes/utils';
import type { Resources } from '../../../src/read/resources.ts';

interface File {
  name: string;
  address: string;
  size: number;
  sha256: string;
}

/** @param progress told how many bytes are here, of how many. */
export async function loadResources(progress: (loaded: number, size: number) => void): Promise<Resources> {
  const answer = await fetch('/reading/files.json');
  if (!answer.ok)
    throw new Error(`The server does not give its lists and models (it answered ${answer.status}).`);
  const { files } = (await answer.json()) as { files: File[] };
  const size = files.reduce((sum, file) => sum + file.size, 0);
  let loaded = 0;
  const models = new Map<string, Uint8Array>();
  let knowledge = new Map<string, string>();
  for (const file of files) {
    const bytes = await fetchFile(file, (more) => {
      loaded += more;
      progress(loaded, size);
    });
    if (bytesToHex(sha256(bytes)) !== file.sha256)
      throw new Error(`${file.name} did not arrive whole. Try again.`);
    if (file.name === 'knowledge.json') knowledge = new Map(JSON.parse(new TextDecoder().decode(bytes)));
    else models.set(file.name, bytes);
  }
  return { knowledge, models };
}

async function fetchFile({ address, size }: File, arrived: (bytes: number) => void): Promise<Uint8Array> {
  const answer = await fetch(address);
  if (!answer.ok || !answer.body)
    throw new Error('A part of the reader did not come. Is the server still there?');
  const bytes = new Uint8Array(size);
  const reader = answer.body.getReader();
  let at = 0;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    if (at + piece.value.length > size) break; // More than was said: the hash will not fit.
    bytes.set(piece.value, at);
    at += piece.value.length;
    arrived(piece.value.length);
  }
  return bytes;
}
