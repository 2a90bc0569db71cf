/**
 * Adds places of one's own to the gazetteer: what `onrecord gazetteer add FILE` does.
 *
 * The file is read as a stream and packed in parts of a bounded size into a folder beside the old one, which takes
 * its place only when all of it is written and has been opened again; until then, and if anything goes wrong, the old
 * one stays as it was.
 *
 * @module
 */
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import type { Knowledge } from '../../knowledge/table.ts';
import { type Gazetteer, GazetteerError, openGazetteer } from '../../read/place/gazetteer/gazetteer.ts';
import { packGazetteer, type SourcePlace } from '../../read/place/gazetteer/pack.ts';
import type { Models } from '../../read/resources.ts';
import { createRowReader, type Form, formOf, type Row } from './rows.ts';

export interface AddOptions {
  /** The file to read: see `rows.ts` for its forms; `.gz` is unpacked. */
  file: string;
  /** Folder of the archive's gazetteers; made when it is not there. */
  folder: string;
  knowledge: Knowledge;
  /** Where the places stand that `alternateNamesV2` has further names for. */
  models: Models;
  /** Places in one part; memory grows with it. */
  partSize?: number;
}

export interface AddReport {
  form: Form;
  /** Places taken, or places that got further names. */
  places: number;
  /** Lines that have nothing for an English reader: other scripts, links. */
  leftOut: number;
  bad: number;
  /** The first bad lines and what is wrong with each. */
  problems: { line: number; problem: string }[];
  /** Folder of the packed parts. */
  folder: string;
}

const PART = 100_000;
const NAMED_PROBLEMS = 20;
/** A file with more bad lines than this share is refused: it is not what it seems. */
const MOST_BAD = 0.1;
/** Lines after which a hopeless file is given up. */
const TRIAL = 1000;

/**
 * @throws {GazetteerError} when the file is none of the forms, cut short, mostly bad or empty; nothing is changed then.
 */
export async function addToGazetteer(options: AddOptions): Promise<AddReport> {
  const { file, folder, knowledge } = options;
  const name =
    basename(file)
      .replace(/\.(?:txt|tsv|csv|gz)/g, '')
      .replace(/[^\w.-]/g, '_') || 'places';
  const made = join(folder, `.${name}.${process.pid}.new`);
  await mkdir(made, { recursive: true });
  try {
    const report = await readInto(made, options, knowledge);
    const place = join(folder, name);
    const old = join(folder, `.${name}.${process.pid}.old`);
    await rename(place, old).catch(ignoreMissing);
    await rename(made, place);
    await rm(old, { recursive: true, force: true });
    return { ...report, folder: place };
  } catch (error) {
    await rm(made, { recursive: true, force: true });
    throw error;
  }
}

const ignoreMissing = (error: NodeJS.ErrnoException) => {
  if (error.code !== 'ENOENT') throw error;
};

async function readInto(
  made: string,
  options: AddOptions,
  knowledge: Knowledge,
): Promise<Omit<AddReport, 'folder'>> {
  const { file, partSize = PART } = options;
  const problems: AddReport['problems'] = [];
  const source = basename(file);
  let form: Form | null = null;
  let readRow: ((line: string) => Row) | undefined;
  let parts = createParts(made, `${source}, added by hand`, false, partSize);
  let names: FurtherNames | undefined;
  let line = 0;
  let good = 0;
  let leftOut = 0;
  let bad = 0;
  let lastWasBad = false;

  for await (const text of linesOf(file)) {
    line++;
    if (text === '' || text.startsWith('#')) continue;
    if (!readRow) {
      form = formOf(text);
      if (!form)
        throw new GazetteerError(
          `${source}:${line}: this is no GeoNames dump (19 columns), no alternateNamesV2 and no list with the columns name, lat, lon, country, kind, separated by tabs`,
        );
      readRow = createRowReader(form, knowledge);
      if (form === 'list') parts = createParts(made, `${source}, a list of the user's own`, true, partSize);
      if (form === 'alternate-names') names = createFurtherNames(options.models);
    }
    const row = readRow(text);
    lastWasBad = false;
    if (row === null) leftOut++;
    else if ('problem' in row) {
      bad++;
      lastWasBad = true;
      if (problems.length < NAMED_PROBLEMS) problems.push({ line, problem: row.problem });
    } else if ('lat' in row) {
      good++;
      await parts.add(row);
    } else if (names) {
      good++;
      if (names.add(row.id, row.name) >= partSize) for (const place of names.take()) await parts.add(place);
    }
    if (line >= TRIAL && bad > line * 0.5) break;
  }
  if (names) for (const place of names.take()) await parts.add(place);
  const first = problems[0] ? `; first ${source}:${problems[0].line}: ${problems[0].problem}` : '';
  if (!form || good === 0) throw new GazetteerError(`${source} holds no place${first}`);
  if (bad > line * MOST_BAD) throw new GazetteerError(`${source}: ${bad} of ${line} lines are bad${first}`);
  if (lastWasBad && form !== 'list')
    throw new GazetteerError(
      `${source}:${line}: the file is cut short in its last line (${problems.at(-1)!.problem}): fetch it anew`,
    );
  const places = await parts.close();
  if (places === 0) throw new GazetteerError(`${source} names no place that the gazetteer has`);
  return { form, places, leftOut, bad, problems };
}

function linesOf(file: string): AsyncIterable<string> {
  const bytes = createReadStream(file);
  const input = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  // A stream that fails ends its lines silently: hand the failure on.
  return (async function* () {
    let failure: Error | undefined;
    const keep = (error: Error) => {
      failure = error;
      lines.close();
    };
    bytes.on('error', keep);
    if (input !== bytes) input.on('error', keep);
    yield* lines;
    if (failure) throw new GazetteerError(`${basename(file)} cannot be read: ${failure.message}`);
  })();
}

/** Packs places in parts of a bounded size, one file each, and opens each again to see that it is whole. */
function createParts(folder: string, source: string, listed: boolean, size: number) {
  let waiting: SourcePlace[] = [];
  let part = 0;
  let total = 0;
  async function write() {
    if (!waiting.length) return;
    const bytes = packGazetteer(waiting, source, listed);
    const file = join(folder, `${String(++part).padStart(4, '0')}.bin`);
    await writeFile(file, bytes);
    openGazetteer(await readFile(file));
    total += waiting.length;
    waiting = [];
  }
  return {
    async add(place: SourcePlace) {
      waiting.push(place);
      if (waiting.length >= size) await write();
    },
    async close() {
      await write();
      return total;
    },
  };
}

type FurtherNames = ReturnType<typeof createFurtherNames>;

/** Further names of the places that the gazetteers have, by GeoNames number. */
function createFurtherNames(models: Models) {
  const gazetteers = [...models]
    .filter(([path]) => /^gazetteer\/.+\.bin$/.test(path))
    .map(([, bytes]) => openGazetteer(bytes));
  const recordOf = new Map<number, { gazetteer: Gazetteer; record: number }>();
  for (const gazetteer of gazetteers)
    for (let record = 0; record < gazetteer.size; record++) {
      const id = gazetteer.id(record);
      if (id && !recordOf.has(id)) recordOf.set(id, { gazetteer, record });
    }
  let names = new Map<number, string[]>();
  let count = 0;
  return {
    /** How many names wait, after this one. */
    add(id: number, name: string): number {
      if (!recordOf.has(id)) return count;
      const known = names.get(id);
      if (known) known.push(name);
      else names.set(id, [name]);
      return ++count;
    },
    /** The places of the names that wait. */
    *take(): Generator<SourcePlace> {
      for (const [id, others] of names) {
        const { gazetteer, record } = recordOf.get(id)!;
        yield {
          id,
          name: gazetteer.name(record),
          otherNames: others,
          lat: gazetteer.lat(record),
          lon: gazetteer.lon(record),
          feature: gazetteer.feature(record),
          country: gazetteer.country(record),
          admin1: gazetteer.admin1(record),
          admin2: 0,
          population: gazetteer.population(record),
        };
      }
      names = new Map();
      count = 0;
    },
  };
}

/**
 * The packed parts of a folder that `addToGazetteer` filled, under the paths by which the place layer finds them:
 * lay them over the models of `loadResources`.
 */
export async function loadAddedGazetteers(folder: string): Promise<Map<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    ignoreMissing(error);
    return [];
  });
  for (const entry of entries) {
    if (!entry.isDirectory() || entry.name.startsWith('.')) continue;
    for (const part of (await readdir(join(folder, entry.name))).sort())
      if (part.endsWith('.bin'))
        found.set(`gazetteer/added/${entry.name}/${part}`, await readFile(join(folder, entry.name, part)));
  }
  return found;
}
