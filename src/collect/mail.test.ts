import { describe, expect, test } from 'vitest';
import { examine } from './collect.ts';
import { looksLikeMail } from './mail.ts';
import type { Collected } from './types.ts';

const STORY =
  'Two soldiers were killed on Friday when a convoy struck a mine near Orrin, the defence ministry said. Residents heard an explosion shortly after dawn.';
const lines = (...parts: string[]) => parts.join('\r\n');
const mail = (body: string, fields = 'Content-Type: text/plain; charset=utf-8') =>
  lines(
    'From: The Desk <desk@ledger.example>',
    'To: readers@ledger.example',
    'Subject: Mine kills two near Orrin',
    'Date: Mon, 08 Feb 2016 10:00:00 +0300 (MSK)',
    'Message-ID: <1@ledger.example>',
    'MIME-Version: 1.0',
    fields,
    '',
    body,
  );
const part = (fields: string, body: string) => lines('--b', fields, '', body);
const multipart = (kind: string, ...parts: string[]) =>
  mail(lines(...parts, '--b--', ''), `Content-Type: multipart/${kind}; boundary="b"`);

async function found(source: string | Uint8Array): Promise<Collected[]> {
  const bytes = typeof source === 'string' ? Buffer.from(source, 'latin1') : source;
  const all: Collected[] = [];
  for await (const item of examine({ bytes, address: 'x', part: null, way: 'file', exchanges: null }))
    all.push(item);
  return all;
}
const only = async (source: string) => {
  const all = await found(source);
  expect(all).toHaveLength(1);
  return all[0]!;
};

describe('a message', () => {
  test('plain, with what its fields say', async () =>
    expect(await only(mail(STORY))).toMatchObject({
      format: 'mail',
      id: '<1@ledger.example>',
      report: {
        text: STORY,
        title: 'Mine kills two near Orrin',
        published: '2016-02-08T10:00:00+03:00',
        publishedDoubt: null,
        publisher: null,
      },
    }));
  test('a page that a browser saved is that page', async () => {
    const linked = { '@type': 'NewsArticle', headline: 'Mine kills two', datePublished: '2016-02-05' };
    const page = `<html><head><script type="application/ld+json">${JSON.stringify(linked)}</script></head><body><article><p>${STORY}</p></article></body></html>`;
    const source = lines(
      'From: <Saved by Blink>',
      'Snapshot-Content-Location: https://ledger.example/mine',
      'Subject: Mine kills two | The Ledger',
      'Date: Tue, 09 Feb 2016 08:00:00 -0000',
      'MIME-Version: 1.0',
      'Content-Type: multipart/related; type="text/html"; boundary="b"',
      '',
      part('Content-Type: text/html\r\nContent-Location: https://ledger.example/mine', page),
      part('Content-Type: image/png\r\nContent-Transfer-Encoding: base64', 'iVBORw0KGgo='),
      '--b--',
      '',
    );
    expect(await only(source)).toMatchObject({
      format: 'html',
      report: {
        text: STORY,
        title: 'Mine kills two',
        published: '2016-02-05',
        publishedDoubt: null,
        url: 'https://ledger.example/mine',
      },
    });
  });
  test('its sender is the publisher only of a list', async () =>
    expect(
      await only(mail(STORY, 'List-Id: <desk.ledger.example>\r\nContent-Type: text/plain')),
    ).toMatchObject({ report: { publisher: 'The Desk' } }));
  test('quoted-printable with soft line ends, in the character set that it names', async () =>
    expect(
      await only(
        mail(
          STORY.replace('mine near', 'mine =\r\nnear =96 =93caf=E9=94').replace('Orrin.', 'Orrin'),
          'Content-Type: text/plain; charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable',
        ),
      ),
    ).toMatchObject({ report: { text: STORY.replace('mine near', 'mine near – “café”') } }));
  test('base64, encoded words in the subject', async () =>
    expect(
      await only(
        mail(
          Buffer.from(`${STORY} “Yes”.`).toString('base64'),
          'Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64',
        ).replace('Subject: Mine', 'Subject: =?utf-8?B?Q2Fmw6k=?= =?iso-8859-1?Q?_M=FCller?='),
      ),
    ).toMatchObject({ report: { text: `${STORY} “Yes”.`, title: 'Café Müller kills two near Orrin' } }));
  test('lines that flow are joined (RFC 3676), and a signature is left out', async () =>
    expect(
      await only(
        mail(
          `${STORY.replace(' near', ' \r\nnear')}\r\n\r\n-- \r\nThe Desk`,
          'Content-Type: text/plain; format=flowed',
        ),
      ),
    ).toMatchObject({ report: { text: STORY } }));
  test('the plain text before the HTML one; the HTML where the other says nothing', async () => {
    const html = part('Content-Type: text/html', `<html><body><p>${STORY}</p><p>In HTML.</p></body></html>`);
    const plain = (words: string) => part('Content-Type: text/plain', words);
    expect(await only(multipart('alternative', plain(STORY), html))).toMatchObject({
      report: { text: STORY },
    });
    expect(await only(multipart('alternative', plain('See it in your browser.'), html))).toMatchObject({
      report: { text: `${STORY}\n\nIn HTML.` },
    });
    expect(await only(multipart('alternative', html))).toMatchObject({
      report: { text: `${STORY}\n\nIn HTML.` },
    });
  });
  test('what is attached is read too: text, a web page, a message; pictures are passed over', async () => {
    const inner = lines('From: a@b.example', 'Subject: Inner', 'Message-ID: <2@b>', '', STORY);
    const all = await found(
      multipart(
        'mixed',
        part('Content-Type: text/plain', `${STORY} See the attached reports.`),
        part('Content-Type: text/plain\r\nContent-Disposition: attachment; filename="a.txt"', STORY),
        part('Content-Type: message/rfc822', inner),
        part('Content-Type: image/png\r\nContent-Disposition: attachment; filename="a.png"', '.PNG'),
        part(
          'Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="b.bin"\r\nContent-Transfer-Encoding: base64',
          Buffer.alloc(500).toString('base64'),
        ),
      ),
    );
    expect(
      all.map((item) => ('report' in item ? [item.capture.part, item.format] : item.problem.code)),
    ).toEqual([
      [null, 'mail'],
      ['attachment a.txt', 'text'],
      ['attachment 2 (message/rfc822)', 'mail'],
      'binary',
    ]);
    expect(all[2]).toMatchObject({ id: '<2@b>', report: { title: 'Inner' } });
  });
  test('a forwarded message has a doubtful date', async () =>
    expect(await only(mail(STORY).replace('Subject: ', 'Subject: Fwd: Re: '))).toMatchObject({
      report: { title: 'Mine kills two near Orrin', publishedDoubt: expect.stringContaining('forwarded') },
    }));
  test('without words it is named', async () =>
    expect(await only(mail('\r\n'))).toMatchObject({ problem: { code: 'no-text' } }));
});

describe('a mailbox', () => {
  test('its messages in their order; lines that only look like a separator are none', async () => {
    const box = [
      'From desk@ledger.example Mon Feb  8 10:00:00 2016',
      mail(`${STORY}\r\n\r\nFrom there the road goes on.\r\n>From the bridge nothing was seen.`),
      '',
      'From desk@ledger.example Tue Feb  9 10:00:00 2016',
      mail(`${STORY} Again.`).replace('<1@', '<2@'),
      '',
      'From broken@ledger.example Tue Feb  9 11:00:00 2016',
      mail(''),
    ].join('\r\n');
    const all = await found(box);
    expect(all.map((item) => ('report' in item ? item.id : item.problem.part))).toEqual([
      '<1@ledger.example>',
      '<2@ledger.example>',
      'message 3',
    ]);
    expect(all[0]).toMatchObject({
      capture: { part: 'message 1' },
      report: { text: `${STORY}\n\nFrom there the road goes on.\nFrom the bridge nothing was seen.` },
    });
  });
});

describe('what is no mail', () => {
  test.each([
    'Date: 8 February 2016\nPlace: Orrin\n\nTwo soldiers were killed.',
    'From: our correspondent\n\nTwo soldiers were killed.',
    'Update: two soldiers were killed.\nSubject to confirmation.',
    '{"from": "x"}',
  ])('%j', (text) => expect(looksLikeMail(Buffer.from(text))).toBe(false));
});
