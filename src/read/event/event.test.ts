import { describe, expect, it } from 'vitest';
import { createReader, loadResources } from '../../index.ts';
import { createExplain } from './explain.ts';
import { readLexicon } from './lexicon.ts';

const resources = loadResources();
const reader = createReader(resources);
const events = (text: string) => reader.read({ text, published: '2019-05-14' }).events;
const who = (event: ReturnType<typeof events>[number] | undefined, role: string) =>
  event?.participants.filter((p) => p.role === role).map((p) => p.text) ?? [];

describe('events', () => {
  it.each([
    ['active', 'Rebels attacked a convoy near Homs on Friday.', 'ASSAULT', ['Rebels'], ['convoy']],
    ['passive', 'The convoy was attacked by rebels.', 'ASSAULT', ['rebels'], ['convoy']],
    ['agentless', 'Four people were killed.', 'ASSAULT', [], ['Four people']],
    ['reduced relative', 'Soldiers killed in the ambush were buried.', 'ASSAULT', [], ['Soldiers']],
    ['light verb', 'The army carried out an attack on the village.', 'ASSAULT', ['army'], ['village']],
    ['burned down', 'The town library burned down.', 'ASSAULT', [], ['library']],
    ['set alight by name', 'Rioters burned the library.', 'ASSAULT', ['Rioters'], ['library']],
    ['nominalisation', 'The shelling of the suburb by the army continued.', 'ASSAULT', ['army'], ['suburb']],
  ])('%s', (_, text, type, actors, recipients) => {
    const found = events(text).find((e) => e.type === type);
    const has = (words: string[], wanted: string[]) =>
      wanted.every((w) => words.some((x) => x.toLowerCase().includes(w.toLowerCase())));
    expect(found).toBeDefined();
    expect(has(who(found, 'actor'), actors)).toBe(true);
    if (actors.length === 0) expect(who(found, 'actor')).toEqual([]);
    expect(has(who(found, 'recipient'), recipients)).toBe(true);
  });

  it('says by which rule, with its line in the lexicon', () => {
    expect(events('Gunmen killed a judge.')[0]?.why).toMatch(/verb kill \(senses\/assault\.tsv:\d+\)/);
  });

  it.each([
    ['The army will attack the town.', 'planned'],
    ['The army did not attack the town.', 'denied'],
    ['Possible attacks on the town worried the mayor.', 'possible'],
  ])('%s is %s', (text, status) => {
    expect(events(text).find((e) => e.type === 'ASSAULT')?.status).toBe(status);
  });

  // Published on Tuesday 14 May 2019.
  it.each([
    ['Gunmen killed a judge on Friday.', '2019-05-10'],
    ['More than 300 people have been killed since 2011.', '2011/2019-05-14'],
    ['More than 300 people have been killed since fighting began on May 2.', '2019-05-02/2019-05-14'],
    ['Rebels had seized the base by 3 May.', '../2019-05-03'],
    ['Police said on Monday that gunmen had killed a judge.', null],
  ])('%s was in %s', (text, edtf) => {
    expect(events(text).find((e) => e.type === 'ASSAULT')?.time.edtf).toBe(edtf);
  });

  it.each([
    ["Chad rejected Niger's demand for talks.", 'REJECT', 'Niger'],
    ['Kenya demanded that Somalia return the boats.', 'REQUEST', 'Somalia'],
    ['Peru threatened to break off relations with Chile.', 'THREATEN', 'Chile'],
    ['Norway dismissed an Icelandic ultimatum.', 'REJECT', 'Icelandic'],
  ])('finds the other side of "%s"', (text, type, side) => {
    expect(
      who(
        events(text).find((e) => e.type === type),
        'recipient',
      ),
    ).toContain(side);
  });

  it('gives spans that hold their words', () => {
    const reading = reader.read({ text: 'On Friday, gunmen shot two police officers in Homs and fled.' });
    for (const e of reading.events)
      for (const span of [e.trigger, ...e.participants])
        expect(reading.report.text.slice(span.start, span.end)).toBe(span.text);
  });

  it.each(['', ' ', '.', '((((', 'A'.repeat(5000), 'kill '.repeat(400), '\u0000\ud800 shot'])(
    'takes bad input',
    (text) => {
      expect(() => events(text)).not.toThrow();
    },
  );

  it('explains', () => {
    const analysis = reader.analyse({ text: 'Rebels attacked a convoy on Friday.' });
    const explanation = createExplain(resources)(analysis, 'v1');
    expect(explanation?.tree.length).toBeGreaterThan(5);
    expect(explanation?.roles.some((r) => r.role === 'actor')).toBe(true);
    expect(createExplain(resources)(analysis, 'v99')).toBeNull();
  });
});

describe('the event lexicon', () => {
  const head = 'trigger\tpos\twhen\ttype\tmode\tcontext\tframe\tcounts\tyes\tno\n';
  const read = (line: string) => () => readLexicon(new Map([['events/senses/mine.tsv', head + line]]));

  it('has 2,500 senses of all 16 types and more', () => {
    const { size, senses } = readLexicon(resources.knowledge);
    expect(size).toBeGreaterThanOrEqual(2500);
    expect(new Set([...senses.values()].flat().map((s) => s.type)).size).toBe(17);
  });

  it.each([
    ['kill\tx\t\tASSAULT\t\t\t\t\t\t', /mine\.tsv:2: column 6 \(pos\)/],
    ['kill\tv\t\tASSAUT\t\t\t\t\t\t', /column 9 \(type\).*no event type/],
    ['kill\tv\t\tASSAULT\tsoft\t\t\t\t\t', /column 17 \(mode\)/],
    ['kill\tv\tobj\tASSAULT\t\t\t\t\t\t', /column 8 \(when\).*no condition/],
    ['kill\tv\tobj:@nowhere\tASSAULT\t\t\t\t\t\t', /no class @nowhere/],
    ['kill\tv\t\tASSAULT\t\t\tsubj=actr\t\t\t', /\(frame\).*"actr" is no role/],
  ])('says where a line is wrong: %s', (line, message) => {
    expect(read(line)).toThrow(message);
  });

  it('takes a sense that a user adds', () => {
    const knowledge = new Map(resources.knowledge);
    knowledge.set('events/senses/zz-mine.tsv', `${head}serenade\tv\t\tCOERCE\tarrest\t\tact\t\t\t`);
    const own = createReader({ ...resources, knowledge });
    expect(
      own.read({ text: 'Police serenaded the students on Friday.' }).events.some((e) => e.type === 'COERCE'),
    ).toBe(true);
  });

  const rows = [...readLexicon(resources.knowledge).senses.values()].flat();
  const takes = new Map(rows.flatMap((s) => s.takes.map((text) => [text, s.type] as const)));
  it('codes most of the examples that its lines give', () => {
    const missed = [...takes].filter(([text, type]) => !events(text).some((e) => e.type === type));
    // A line's example may fall to a wrong parse: one in seven, no more.
    expect(missed.length / takes.size, missed.map(([text]) => text).join('\n')).toBeLessThan(1 / 7);
  });
});
