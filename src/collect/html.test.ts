import { describe, expect, test } from 'vitest';
import { parseHtml } from './html.ts';

const STORY = [
  'Two soldiers were killed and five others wounded on Friday when a convoy struck a mine near the town of Orrin, the defence ministry said.',
  'A spokesman for the ministry, Colonel Peter Hale, told reporters that the convoy was carrying food to a cut-off garrison.',
  'Residents said they heard two explosions shortly after dawn. “The ground shook,” said one of them, a baker who gave only her first name.',
];
const body = STORY.map((paragraph) => `<p>${paragraph}</p>`).join('\n');

const page = (head: string, main: string) =>
  `<!DOCTYPE html><html><head>${head}</head><body><nav><a href="/">Home</a><a href="/world">World</a></nav>
   <main><article>${main}</article></main><aside><h2>Read also</h2><ul><li><a href="/a">Ministers meet in the capital</a></li></ul></aside>
   <footer>Copyright</footer></body></html>`;

describe('what it takes', () => {
  test('the paragraphs of an article and nothing around them', () => {
    const { text, title } = parseHtml(
      page('<title>Mine kills two | The Ledger</title>', `<h1>Mine kills two</h1>${body}`),
      null,
    );
    expect(text).toBe(STORY.join('\n\n'));
    expect(title).toBe('Mine kills two');
  });

  test('captions, which it names', () => {
    const figure = '<figure><img src="a.jpg"><figcaption>The road  on May 3</figcaption></figure>';
    const { text, captions } = parseHtml(page('', `<h1>Mine</h1>${figure}${body}`), null);
    expect(captions).toEqual(['The road on May 3']);
    expect(text).toContain('The road on May 3');
    expect(parseHtml(page('', body), null).captions).toBeUndefined();
  });

  test('metadata of JSON-LD before all other', () => {
    const linked = {
      '@graph': [
        { '@type': 'WebSite', name: 'x' },
        {
          '@type': ['NewsArticle'],
          headline: 'Mine kills two &amp; wounds five',
          datePublished: '2016-02-08T10:00:00+03:00',
          author: [{ '@type': 'Person', name: 'Ann Writer' }, { name: 'Bob Writer' }],
          publisher: { name: 'The Ledger' },
        },
      ],
    };
    const head = `<meta property="og:title" content="Other"><meta property="article:published_time" content="2015-01-01">
      <link rel="canonical" href="/news/mine"><script type="application/ld+json">${JSON.stringify(linked)}</script>`;
    expect(parseHtml(page(head, body), 'https://ledger.example/a?utm=1')).toMatchObject({
      title: 'Mine kills two & wounds five',
      byline: 'Ann Writer, Bob Writer',
      publisher: 'The Ledger',
      published: '2016-02-08T10:00:00+03:00',
      url: 'https://ledger.example/news/mine',
    });
  });

  test('meta elements where JSON-LD is broken', () => {
    const head = `<script type="application/ld+json">{"@type": "NewsArticle", </script>
      <meta property="og:site_name" content="The Ledger"><meta name="author" content="https://social.example/ann">
      <meta property="article:published_time" content="2016-02-08">`;
    expect(parseHtml(page(head, body), null)).toMatchObject({
      publisher: 'The Ledger',
      published: '2016-02-08',
      byline: null,
      url: null,
    });
  });

  test('a <time> only where there is just one', () => {
    const one = `<header><time datetime="2016-02-08">8 Feb</time></header>${body}`;
    expect(parseHtml(page('', one), null)).toMatchObject({
      published: '2016-02-08',
      publishedDoubt: expect.stringContaining('the one time'),
    });
    expect(parseHtml(page('<meta name="date" content="2016-02-08">', one), null)).toMatchObject({
      published: '2016-02-08',
      publishedDoubt: expect.stringContaining('without saying of what'),
    });
    const two = `<header><time datetime="2016-02-08">8 Feb</time><time datetime="2016-02-09">9 Feb</time></header>${body}`;
    expect(parseHtml(page('', two), null).published).toBeNull();
  });

  test.each([
    [
      'no body tag',
      `<!doctype html><html><head><title>Mine kills two</title></head><article>${body}</article></html>`,
    ],
    ['no tags but what is needed', `<!doctype html><title>Mine kills two</title><article>${body}</article>`],
    ['no head tag', `<html><title>Mine kills two</title><body><article>${body}</article></body></html>`],
  ])('a page with %s', (_, source) => {
    expect(parseHtml(source, null)).toMatchObject({ title: 'Mine kills two', text: STORY.join('\n\n') });
  });

  test('line breaks, lists, entities and inline elements', () => {
    const main = `<p>The <b>first</b> line&nbsp;says<br>and the second adds &ldquo;more&rdquo; words to it than needed.</p>
      <ul><li>One point of the list.</li><li>Another point of the list.</li></ul>${body}`;
    const { text } = parseHtml(page('', main), null);
    expect(text).toContain(
      'The first line says\nand the second adds “more” words to it than needed.\n\nOne point of the list.\n\nAnother point',
    );
  });
});

describe('what it leaves', () => {
  const refused = (source: string) =>
    expect(() => parseHtml(source, null)).toThrow(expect.objectContaining({ code: 'no-article' }));

  test('a page of links', () => {
    const links = Array.from(
      { length: 40 },
      (_, i) => `<li><a href="/${i}">Ministers meet in the capital for talks number ${i}</a></li>`,
    );
    refused(`<html><body><h1>News</h1><ul>${links.join('')}</ul></body></html>`);
  });
  test('an empty page, a login form, a few words', () => {
    refused('<html></html>');
    refused('<!doctype html><body><form><input name="user"><button>Sign in</button></form></body>');
    refused('<html><body><p>Please enable JavaScript.</p></body></html>');
  });
  test('elements nested without end', () => refused(`<html><body>${'<div>'.repeat(20_000)}${body}`));
  test('scripts, which are never run and never read', () => {
    const { text } = parseHtml(
      page(
        '',
        `<script>globalThis.ran = true; document.write("<p>${'ran '.repeat(50)}</p>")</script>${body}`,
      ),
      null,
    );
    expect(text).toBe(STORY.join('\n\n'));
    expect(globalThis).not.toHaveProperty('ran');
  });
});
