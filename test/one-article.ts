/**
 * One article of our own in every format that a report comes in.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { type Drawn, writePdf } from './write-pdf.ts';
import { zip } from './write-zip.ts';

export const TITLE = 'Mine kills two soldiers near Beirut';
export const PARAGRAPHS = [
  'BEIRUT, 8 February 2016 - Two soldiers were killed and five others wounded on Friday when a convoy struck a mine on the road to Tripoli, the defence ministry said.',
  'A spokesman for the ministry, Colonel Peter Hale, told reporters that the convoy was carrying food & medicines to a garrison that rebels have cut off since January.',
  'Residents said that they heard two explosions shortly after dawn. “The ground shook,” said one of them, and about 40 families left the village.',
];
export const PUBLISHER = 'The Harbour Ledger';
export const DAY = '2016-02-08';
export const ADDRESS = 'https://ledger.example/2016/mine';

const PLAIN = PARAGRAPHS.join('\n\n');
const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
const HTML = PARAGRAPHS.map((paragraph) => `<p>${escaped(paragraph)}</p>`).join('');
const IN_XML = escaped(HTML);

export const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${TITLE} - ${PUBLISHER}</title>
<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', headline: TITLE, datePublished: DAY, publisher: { name: PUBLISHER } })}</script>
<link rel="canonical" href="${ADDRESS}"></head><body><nav><a href="/">Home</a> <a href="/world">World</a></nav><main><article><h1>${TITLE}</h1>${HTML}</article></main><footer>Contact us</footer></body></html>`;

const mail = (extra = '') => `From: ${PUBLISHER} <news@ledger.example>\r
To: readers@ledger.example\r
Subject: ${TITLE}\r
Date: Mon, 8 Feb 2016\r
Message-ID: <1@ledger.example>\r
List-Id: <news.ledger.example>\r
Archived-At: <${ADDRESS}>\r
MIME-Version: 1.0\r
Content-Type: text/plain; charset=utf-8\r
Content-Transfer-Encoding: quoted-printable\r
${extra}\r
${quotedPrintable(PLAIN)}\r
`;

/** With lines of at most 76 characters, as mail programs write it (RFC 2045, section 6.7). */
function quotedPrintable(text: string): string {
  const encoded = [...Buffer.from(text)]
    .map((byte) =>
      byte === 10
        ? '\r\n'
        : byte === 61 || byte > 126
          ? `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
          : String.fromCharCode(byte),
    )
    .join('');
  return encoded.replace(/[^\r\n]{70}(?==[0-9A-F]{2}|[^\r\n])/g, (line) => {
    const cut = /=[0-9A-F]?$/.exec(line)?.index ?? line.length;
    return `${line.slice(0, cut)}=\r\n${line.slice(cut)}`;
  });
}

/** As a printer would set it: a heading, lines of some ninety letters, a gap between paragraphs, a page number. */
function pdf(): Buffer {
  const words: Drawn[] = [{ text: TITLE, x: 72, y: 770, size: 18 }];
  let y = 730;
  for (const paragraph of PARAGRAPHS) {
    for (const line of paragraph.match(/.{1,90}(?:\s|$)/g)!) {
      words.push({ text: line.trim(), x: 72, y });
      y -= 13;
    }
    y -= 10;
  }
  words.push({ text: '1', x: 300, y: 30 });
  return writePdf({ pages: [words], info: '/CreationDate (D:20160301)' });
}

const http = `HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${PAGE}`;
const warc = `WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: ${ADDRESS}\r\nWARC-Date: 2020-01-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http\r\nContent-Length: ${Buffer.byteLength(http)}\r\n\r\n${http}\r\n\r\n`;
const wacz = () => {
  const bytes = gzipSync(warc);
  const hash = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  const resources = [{ name: 'a.warc.gz', path: 'archive/a.warc.gz', hash, bytes: bytes.length }];
  return zip([
    ['archive/a.warc.gz', bytes],
    ['datapackage.json', JSON.stringify({ profile: 'data-package', wacz_version: '1.1.1', resources })],
  ]);
};

const nitf = `<nitf><head><docdata><doc-id id-string="n1"/><date.issue norm="20160208"/></docdata><pubdata name="${PUBLISHER}"/></head><body><body.head><hedline><hl1>${TITLE}</hl1></hedline></body.head><body.content>${HTML}</body.content></body></nitf>`;
const newsml = `<?xml version="1.0"?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1"><itemMeta><provider literal="${PUBLISHER}"/><versionCreated>${DAY}</versionCreated><pubStatus qcode="stat:usable"/></itemMeta><contentMeta><headline>${TITLE}</headline></contentMeta><contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body>${HTML}</body></html></inlineXML></contentSet></newsItem>`;
const json = JSON.stringify({
  title: TITLE,
  text: PLAIN,
  published: DAY,
  publisher: PUBLISHER,
  url: ADDRESS,
});
const quoted = (text: string) => `"${text.replace(/"/g, '""')}"`;

/** File name, which says nothing to the program; how the format is called; the bytes. */
export const FORMS: [string, string, Uint8Array | string][] = [
  ['01', 'text', `${TITLE}\n\n${PLAIN}\n`],
  ['02', 'html', PAGE],
  [
    '03',
    'feed',
    `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>${PUBLISHER}</title><item><title>${TITLE}</title><link>${ADDRESS}</link><guid>1</guid><pubDate>Mon, 08 Feb 2016</pubDate><content:encoded><![CDATA[${HTML}]]></content:encoded></item></channel></rss>`,
  ],
  [
    '04',
    'feed',
    `<feed xmlns="http://www.w3.org/2005/Atom"><title>${PUBLISHER}</title><entry><title>${TITLE}</title><id>urn:1</id><link href="${ADDRESS}"/><published>${DAY}</published><content type="html">${IN_XML}</content></entry></feed>`,
  ],
  [
    '05',
    'feed',
    `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>${PUBLISHER}</title></channel><item><title>${TITLE}</title><link>${ADDRESS}</link><dc:date>${DAY}</dc:date><description>${IN_XML}</description></item></rdf:RDF>`,
  ],
  [
    '06',
    'feed',
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: PUBLISHER,
      items: [{ id: '1', title: TITLE, url: ADDRESS, date_published: DAY, content_text: PLAIN }],
    }),
  ],
  [
    '07',
    'ninjs',
    JSON.stringify({
      uri: ADDRESS,
      headline: TITLE,
      versioncreated: DAY,
      body_html: HTML,
      copyrightholder: PUBLISHER,
    }),
  ],
  [
    '08',
    'ninjs',
    JSON.stringify({
      uri: ADDRESS,
      headlines: [{ role: 'main', value: TITLE }],
      versioncreated: DAY,
      bodies: [{ role: 'main', contenttype: 'text/plain', value: PLAIN }],
      infosources: [{ name: PUBLISHER }],
    }),
  ],
  [
    '09',
    'ninjs',
    JSON.stringify({
      standard: { name: 'ninjs', version: '3.0' },
      uri: ADDRESS,
      headlines: [{ value: TITLE }],
      versionCreated: DAY,
      bodies: [{ contentType: 'text/html', value: HTML }],
      infoSources: [{ name: PUBLISHER }],
    }),
  ],
  ['10', 'nitf', nitf],
  ['11', 'newsml', newsml],
  ['12', 'json-lines', `${json}\n`],
  [
    '13',
    'table',
    `title,text,published,publisher,url\r\n${[TITLE, PLAIN, DAY, PUBLISHER, ADDRESS].map(quoted).join(',')}\r\n`,
  ],
  ['14', 'mail', mail()],
  ['15', 'mail', `From news@ledger.example Mon Feb  8 10:00:00 2016\n${mail().replace(/\r\n/g, '\n')}\n`],
  ['16', 'pdf', pdf()],
  ['17', 'html', warc],
  ['18', 'html', gzipSync(warc)],
  ['19', 'html', wacz()],
  ['20', 'text', gzipSync(`${TITLE}\n\n${PLAIN}\n`)],
  ['21', 'json-lines', zip([['inner', json]])],
];
