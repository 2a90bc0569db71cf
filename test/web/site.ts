/**
 * A server with the built web app, over an archive of the example reports; for tests and screenshots.
 *
 * @module
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Archive, openArchive } from '../../src/archive/archive.ts';
import { loadResources } from '../../src/engine/resources.ts';
import { addPaths } from '../../src/engine/run.ts';
import { serve } from '../../src/server/serve.ts';
import { archiveOf, temporaryFolder, ticking } from '../sample-archive.ts';
import { sampleReading } from '../sample-reading.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Site {
  url: string;
  archive: Archive;
  close(): Promise<void>;
}

/** What the web app is built from. */
const PARTS = ['web', 'src/record', 'src/knowledge', 'src/report', 'src/read', 'src/publish'];

/** Builds the web app when something of it is newer than what was built. */
export function buildWeb(): void {
  const built = join(root, 'dist/web/index.html');
  const at = existsSync(built) ? statSync(built).mtimeMs : 0;
  const newest = Math.max(...PARTS.map((folder) => newestBelow(join(root, folder))));
  if (at > newest) return;
  execFileSync(join(root, 'node_modules/.bin/vite'), ['build', 'web', '--logLevel', 'error'], {
    cwd: root,
    stdio: 'inherit',
  });
}

function newestBelow(folder: string): number {
  return Math.max(
    ...readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
      .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
  );
}

/** Limits that a test, which asks quickly, does not meet. */
const AMPLE = { burst: 10_000, perMinute: 600_000 };
const LIMITS = { changes: AMPLE, costly: AMPLE };

export interface SiteOptions {
  /** Without the example reports. */
  empty?: boolean;
  /** An archive that is there. */
  path?: string;
  /** So many invented reports instead. */
  readings?: number;
}

export async function startSite(options: SiteOptions = {}): Promise<Site> {
  buildWeb();
  const folder = temporaryFolder();
  const path = options.path ?? join(folder.path, 'site.db');
  const invented = Array.from({ length: options.readings ?? 0 }, (_, i) => sampleReading(i, { events: 0 }));
  const archive = options.readings
    ? await archiveOf(path, invented, 500)
    : await openArchive(path, { create: !options.path });
  if (!options.empty && !options.path && !options.readings) {
    const examples = join(root, 'examples');
    const reports = readdirSync(examples)
      .filter((name) => !/^readme/i.test(name))
      .sort()
      .map((name) => join(examples, name));
    await addPaths(archive, reports, { resources: loadResources(), command: 'demo', clock: ticking() });
  }
  const served = await serve(archive, {
    host: '127.0.0.1',
    port: 0,
    token: null,
    limits: LIMITS,
    onError: (error) => console.error(error),
  });
  return {
    url: served.url,
    archive,
    async close() {
      await served.close();
      await archive.close();
      folder.dispose();
    },
  };
}
