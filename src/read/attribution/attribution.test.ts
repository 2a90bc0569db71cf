import { describe, expect, test } from 'vitest';
import { createReader, loadResources } from '../../index.ts';
import type { Claim } from '../../record/reading.ts';
import { innermostClaims } from './attribution.ts';

const reader = createReader(loadResources());
const read = (text: string) => reader.read({ text });
/** The claims that are not the publisher's. */
const given = (text: string) => read(text).claims.filter(({ source }) => source.kind !== 'publisher');
const find = (claims: readonly Claim[], words: string) => claims.find(({ text }) => text.includes(words));

describe('source, cue and content', () => {
  test('an indirect statement', () => {
    const [claim] = given('The mayor of the town said on Monday that the bridge had been repaired.');
    expect(claim).toMatchObject({ mode: 'indirect', stance: 'asserts', via: null });
    expect(claim!.source.text).toBe('The mayor of the town');
    expect(claim!.cue!.text).toBe('said');
    expect(claim!.text).toBe('that the bridge had been repaired');
  });

  test('a direct quotation with its marks', () => {
    const claim = find(given('"We will rebuild the bridge before winter," the mayor said.'), 'rebuild');
    expect(claim).toMatchObject({ mode: 'direct', text: '"We will rebuild the bridge before winter,"' });
    expect(claim!.source.text).toBe('the mayor');
  });

  test('a quotation that its cue interrupts is two claims of one source', () => {
    const claims = given('"The bridge is gone," said Amina Yusuf, a baker. "We need boats."').filter(
      ({ mode }) => mode === 'direct',
    );
    expect(claims.map(({ text }) => text)).toEqual(['"The bridge is gone,"', '"We need boats."']);
    expect(new Set(claims.map(({ source }) => source.id)).size).toBe(1);
    expect(claims[0]!.source.name).toBe('Amina Yusuf');
  });

  test('a fragment in quotation marks makes a statement mixed', () => {
    const claim = find(given('The minister said the strike was a "grave mistake" that cost lives.'), 'grave');
    expect(claim!.mode).toBe('mixed');
  });

  test('a document', () => {
    const claim = find(
      given('According to census figures, the district had 12,000 residents in 2010.'),
      'district',
    );
    expect(claim!.source).toMatchObject({ kind: 'document', text: 'census figures' });
  });

  test('an unnamed source', () => {
    const claim = find(given('Residents said the shelling began before dawn.'), 'shelling');
    expect(claim!.source).toMatchObject({ kind: 'unnamed', text: 'Residents' });
  });

  test.each([
    ['The ministry denied that its planes had crossed the border.', 'crossed', 'denies'],
    ['The rebels promised to release the prisoners.', 'release', 'promises'],
    ['The president demanded that the troops leave.', 'leave', 'demands'],
    ['Engineers doubt that the dam will hold.', 'hold', 'doubts'],
    ['The mayor said that the road was open.', 'open', 'asserts'],
  ])('stance: %s', (text, words, stance) => {
    expect(find(given(text), words)?.stance).toBe(stance);
  });

  test('a statement in a statement goes through the outer one', () => {
    const claims = given('The newspaper reported that the governor said the mine was safe.');
    const outer = find(claims, 'the governor said')!;
    const inner = claims.find(({ text }) => text === 'the mine was safe')!;
    expect(inner.via).toBe(outer.id);
    expect(outer.via).toBeNull();
  });
});

describe('chains and running quotations', () => {
  test('an agency that cites another', () => {
    const claims = given(
      'Reuters reported, citing the Lake Observatory, that a commander had said his men would leave.',
    );
    const by = (text: string) => claims.find(({ source }) => source.text?.includes(text))!;
    expect(by('commander').via).toBe(by('Observatory').id);
    expect(by('Observatory').via).toBe(by('Reuters').id);
    expect(by('Reuters').via).toBeNull();
  });

  test('a quotation over two paragraphs is one content', () => {
    const claims = given(
      'The minister opened the bridge on Monday.\n\n"It took two years of work.\n\n"It was worth the wait," he said.',
    );
    expect(find(claims, 'It took')?.text).toBe('"It took two years of work.\n\n"It was worth the wait,"');
  });
});

describe('deeds', () => {
  test('of an armed group are no statements', () => {
    expect(given('The rebels attacked the village on Monday.')).toEqual([]);
    expect(find(given('The rebels said they had attacked the village.'), 'attacked')?.source.text).toBe(
      'The rebels',
    );
  });
});

describe('the publisher', () => {
  test('has one claim over all its words', () => {
    const { claims, report } = read('The bridge was repaired on Monday.');
    expect(claims).toHaveLength(1);
    expect(claims[0]).toMatchObject({
      start: 0,
      end: report.text.length,
      cue: null,
      source: { kind: 'publisher', start: null, end: null, text: null },
    });
  });

  test('is given what nobody else is', () => {
    const { claims, report } = read(
      'The bridge fell on Monday. The mayor said that two drivers were rescued.',
    );
    const at = (word: string) => {
      const start = report.text.indexOf(word);
      return innermostClaims(claims, { start, end: start + word.length }).map(({ source }) => source.kind);
    };
    expect(at('fell')).toEqual(['publisher']);
    expect(at('rescued')).toEqual(['unnamed']);
  });
});

describe('who speaks', () => {
  test('he, after somebody was heard', () => {
    const claims = given(
      'Omar Diallo, the mayor, said the road was closed.\n\n"Nobody can pass before Friday," he said.',
    );
    const ids = claims.map(({ source }) => source.id);
    expect(new Set(ids).size).toBe(1);
  });

  test('a quotation without a cue is that of the one who spoke before', () => {
    const claims = given(
      'Omar Diallo, the mayor, spoke to reporters.\n\n"The road is closed until the rain stops," Diallo said.\n\n"Nobody can pass before Friday. We have told every driver."',
    );
    expect(find(claims, 'Nobody can pass')?.source.name).toBe('Omar Diallo');
  });

  test('a quotation that nobody is named for has an unnamed source', () => {
    const { claims } = read('"The bridge is gone and we have no boats. Nobody has come to help us."');
    const claim = find(claims.slice(1), 'The bridge is gone');
    expect(claim).toMatchObject({ mode: 'direct', source: { kind: 'unnamed', name: null } });
  });
});

describe('the make-up of a line', () => {
  const body =
    '\n\nThe bridge over the river was opened to lorries on Monday after two years of work in the valley.';
  test.each([
    ['Bridge over river open to lorries — governor', 'governor'],
    ['Governor: Bridge over river open to lorries', 'Governor'],
    ['Bridge over river open to lorries, says governor', 'governor'],
  ])('%s', (title, source) => {
    const claim = find(given(title + body), 'river open');
    expect(claim?.source.text).toBe(source);
  });

  test('a dash between two clauses names nobody', () => {
    expect(find(given(`Bridge is open — lorries return${body}`), 'Bridge is open')).toBeUndefined();
  });

  test('an interview', () => {
    const claims = given(
      'Q: When did the water rise?\n\nA: It rose at night.\n\nQ: Who warned you?\n\nA: Nobody did.',
    );
    expect(claims.filter(({ source }) => source.text === 'A').map(({ text }) => text)).toEqual(
      expect.arrayContaining(['It rose at night.', 'Nobody did.']),
    );
  });

  test('a transcript', () => {
    const claims = given(
      'MS. OKORO: The water rose at night.\n\nMR. LIND: Who warned you?\n\nMS. OKORO: Nobody did.',
    );
    expect(find(claims, 'The water rose')?.source.text).toBe('MS. OKORO');
  });
});

describe('bad input', () => {
  const texts: Record<string, string> = {
    empty: '',
    'unbalanced quotes': 'He said "the road is open. She said ”no“ and "yes. «What',
    'a quotation that never closes': `"The road is open, he said.\n\n${'More words follow here. '.repeat(50)}`,
    'nested three deep': '“He told me, ‘The sign read “Closed” all day,’ and left,” Amina said.',
    'one quotation': `"${'The road is open. '.repeat(40)}"`,
    'only marks': '" “ ‘ « : — ?! "',
    'only cues': 'said said said, according to according to said: said —',
    'no sentence end': 'he said that '.repeat(400),
    'capital letters': 'THE MINISTER SAID THAT "THE ROAD IS OPEN," ACCORDING TO REPORTS.',
    'lone surrogates': 'The mayor \ud83d said "open \ude00" today.',
  };
  test.each(Object.keys(texts))('%s', (name) => {
    const { claims, report } = read(texts[name]!);
    for (const { start, end, text, source, cue } of claims) {
      expect(text).toBe(report.text.slice(start, end));
      if (source.start !== null) expect(source.text).toBe(report.text.slice(source.start, source.end!));
      if (cue) expect(cue.text).toBe(report.text.slice(cue.start, cue.end));
    }
    expect(new Set(claims.map(({ id }) => id)).size).toBe(claims.length);
  });

  test('time grows no faster than the text', () => {
    const unit =
      '"The road is open," said the mayor, adding that he was told "no" by a man who said it was shut. ';
    const time = (times: number) => {
      const { analyse } = reader;
      let spent = 0;
      let last = 0;
      const text = `${unit.repeat(5)}\n\n`.repeat(times);
      analyse({ text }, (layer) => {
        const now = performance.now();
        if (layer === 'attribution') spent = now - last;
        last = now;
      });
      return spent;
    };
    time(10);
    const small = time(20);
    const large = time(160);
    expect(large).toBeLessThan(small * 8 * 4 + 1000);
  }, 60_000);
});
