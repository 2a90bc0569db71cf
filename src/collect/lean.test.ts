import { expect, test } from 'vitest';
import { leanPage } from './lean.ts';

test.each([
  [
    'scripts, styles, comments, drawings',
    '<p>a<script>"</p>"</script><style>b{}</style><!-- <p> --><svg><title>x</title></svg></p>',
    '<p>a</p>',
  ],
  [
    'what is not shown without scripts, or not yet',
    '<div><noscript><p>x</p></noscript><template><p>y</p></template>a</div>',
    '<div>a</div>',
  ],
  [
    'declarations and processing instructions',
    '<!DOCTYPE html><?xml version="1"?><html>a</html>',
    '<html>a</html>',
  ],
  ['menus', '<body><nav><ul><li><a href="/">Home</a></ul></nav><p>a</p></body>', '<body><p>a</p></body>'],
  [
    'links to style sheets',
    '<link rel="stylesheet" href="a.css"><link rel=canonical href=/a>',
    '<link rel=canonical href=/a>',
  ],
  [
    'attributes that nobody asks for',
    '<A HREF="/a?b=1&amp;c" data-x=\'1>2\' onclick="b(\'<p>\')" CLASS=x>a</A>',
    '<a href="/a?b=1&amp;c" class=x>a</a>',
  ],
  [
    'white space between blocks',
    '<div>\n  <p>a <b>b</b> <i>c</i>\n</p>\n  <p>d</p> e</div>',
    '<div><p>a <b>b</b> <i>c</i></p><p>d</p> e</div>',
  ],
])('%s', (_, source, expected) => expect(leanPage(source)).toBe(expected));

test.each([
  ['linked data', '<script type="application/ld+json">{"a":"<p>"}</script>'],
  ['a title with signs in it', '<title>Less < more</title>'],
  ['a menu that holds the article', '<nav><ul><li>a</li></ul><p>The article.</p></nav>'],
  ['the foot of a quotation', '<blockquote>a<footer>Ann</footer></blockquote>'],
  ['white space where it is shown', '<pre>a\n\n  b</pre>'],
])('%s stays', (_, source) => expect(leanPage(source)).toBe(source));

test('what a style hides is marked as hidden', () =>
  expect(leanPage('<p style="color:red; display: none">a</p><p style="color:red">b</p>')).toBe(
    '<p hidden>a</p><p>b</p>',
  ));

test('a page that breaks off', () => {
  expect(leanPage('<p>a<script>b')).toBe('<p>a');
  expect(leanPage('<p>a<noscript>b')).toBe('<p>ab');
  expect(leanPage('<p>a<!-- b')).toBe('<p>a');
  expect(leanPage('<p>a<b class="c>d</b>')).toBe('<p>a<b>d</b>');
  expect(leanPage('<p>a</')).toBe('<p>a</');
});

test('a page of more, or deeper nested, elements than people make', () => {
  expect(() => leanPage('<p>'.repeat(200_000))).toThrow(expect.objectContaining({ code: 'too-large' }));
  expect(() => leanPage('<div>'.repeat(1000))).toThrow(expect.objectContaining({ code: 'no-article' }));
});

test.each([
  '<nav>',
  '<nav><p>',
  '<footer><li>',
  '<svg>',
  '</script',
  '<a b="',
  "<a b='",
  '<!--',
  '<a ',
  '< ',
  '<a   b   =   ',
])('reads %j again and again in time that grows with the length alone', (piece) => {
  const begin = performance.now();
  try {
    leanPage(piece.repeat(100_000));
  } catch {}
  expect(performance.now() - begin).toBeLessThan(3000);
});
