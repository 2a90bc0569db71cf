import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { onrecord } from '../../test/program.ts';
import { archiveOf, temporaryFolder } from '../../test/sample-archive.ts';
import { sampleReading } from '../../test/sample-reading.ts';
import { openArchive } from './archive.ts';
import { verifyArchive } from './verify.ts';
import { textOfReport, versionsOf } from './versions.ts';

const folder = temporaryFolder();
afterAll(folder.dispose);

const STORY = (count: string) =>
  `ORRIN, 8 February 2016 - ${count} soldiers were killed near Orrin on Friday, the defence ministry said. The road was closed.`;
const ninjs = (more: object) =>
  JSON.stringify({
    uri: 'urn:ledger:story:17',
    versioncreated: '2016-02-08T10:00:00Z',
    headline: 'Mine near Orrin',
    ...more,
  });
const newsMl = (version: number, count: string, status: string, more = '') =>
  `<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="tag:wire.example,2016:9" version="${version}"><itemMeta><provider literal="Wire"/><versionCreated>2016-02-08T1${version}:00:00Z</versionCreated><pubStatus qcode="stat:${status}"/>${more}</itemMeta><contentMeta><headline>Mine near Orrin</headline></contentMeta><contentSet><inlineXML><html><body><p>${STORY(count)}</p></body></html></inlineXML></contentSet></newsItem>`;

async function keptOf(name: string, documents: string[]) {
  const path = join(folder.path, `${name}.db`);
  for (const input of documents) await onrecord(['add', '-a', path, '--quiet', '-'], { input });
  return openArchive(path);
}

describe('versions', { timeout: 120_000 }, () => {
  test('of ninjs: a correction and a kill under the same uri', async () => {
    const archive = await keptOf('ninjs', [
      ninjs({ version: '1', body_text: STORY('Two') }),
      ninjs({ version: '2', body_text: STORY('Three'), ednote: 'CORRECTS the number of dead' }),
      ninjs({ version: '3', pubstatus: 'canceled', ednote: 'Kill: another place was meant' }),
    ]);
    const [row] = await archive.db.selectFrom('reports').select('key').orderBy('n').execute();
    const versions = await versionsOf(archive, row!.key);
    expect(versions).toMatchObject([
      { kind: 'version', key: row!.key, version: '1', note: null, title: 'Mine near Orrin' },
      { kind: 'version', version: '2', note: 'CORRECTS the number of dead' },
      {
        kind: 'withdrawn',
        key: null,
        version: '3',
        note: expect.stringContaining('another place was meant'),
      },
    ]);
    expect(await versionsOf(archive, versions[1]!.key!)).toEqual(versions);
    expect(await textOfReport(archive, versions[1]!.key!)).toContain('Three soldiers');
    expect((await verifyArchive(archive)).findings).toEqual([]);
    const second = archive.db.updateTable('captures').where('n', '=', 2);
    const { edition } = await archive.db
      .selectFrom('captures')
      .select('edition')
      .where('n', '=', 2)
      .executeTakeFirstOrThrow();
    await second.set({ edition: null }).execute();
    expect((await verifyArchive(archive)).findings).toMatchObject([{ what: 'capture 2' }]);
    await second.set({ edition }).execute();
    await archive.close();
  });

  test('of NewsML-G2: with the signal that it is a correction', async () => {
    const archive = await keptOf('newsml', [
      newsMl(1, 'Two', 'usable'),
      newsMl(2, 'Three', 'usable', '<signal qcode="sig:correction"/><edNote>Count put right.</edNote>'),
      newsMl(3, 'Three', 'withheld'),
    ]);
    const [row] = await archive.db.selectFrom('reports').select('key').orderBy('n').execute();
    expect(await versionsOf(archive, row!.key)).toMatchObject([
      { kind: 'version', version: '1', signal: null },
      { kind: 'version', version: '2', signal: 'correction', note: 'Count put right.' },
      { kind: 'withdrawn', version: '3' },
    ]);
    await archive.close();
  });

  test('as the command prints them', async () => {
    const path = join(folder.path, 'ninjs.db');
    const archive = await openArchive(path);
    const [row] = await archive.db.selectFrom('reports').select('key').orderBy('n').execute();
    await archive.close();
    const { code, stdout } = await onrecord(['versions', row!.key, '-a', path]);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /version 1[\s\S]*version 2[\s\S]*- Two\n[\s\S]*\+ Three\n[\s\S]*taken back, version 3/,
    );
    const lines = (await onrecord(['versions', row!.key, '-a', path, '--json'])).stdout.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).difference?.length ?? null)).toEqual([
      null,
      expect.any(Number),
      null,
    ]);
    expect((await onrecord(['versions', 'none', '-a', path])).code).toBe(2);
  });

  test('a number of one file is no name: what else has it is another report', async () => {
    const line = (text: string) => JSON.stringify({ id: 1, text });
    const archive = await keptOf('numbers', [line(STORY('Two')), line(STORY('Nine'))]);
    const rows = await archive.db.selectFrom('reports').select('previous').execute();
    expect(rows).toEqual([{ previous: null }, { previous: null }]);
    await archive.close();
  });

  test('a report without others is its only version', async () => {
    const archive = await archiveOf(join(folder.path, 'one.db'), [sampleReading(1), sampleReading(2)]);
    const [row] = await archive.db.selectFrom('reports').select('key').execute();
    expect(await versionsOf(archive, row!.key)).toHaveLength(1);
    expect(await versionsOf(archive, 'none')).toEqual([]);
    await archive.close();
  });
});
