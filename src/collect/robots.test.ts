import { describe, expect, test } from 'vitest';
import { delayOf, parseRobots, verdictOf } from './robots.ts';

const allowed = (file: string, target: string, product = 'onrecord') =>
  verdictOf(parseRobots(file), product, target).allowed;

describe('the examples of RFC 9309', () => {
  // Section 5.1.
  const simple = `User-Agent: *
Disallow: *.gif$
Disallow: /example/
Allow: /publications/

User-Agent: foobot
Disallow:/
Allow:/example/page.html
Allow:/example/allowed.gif

User-Agent: barbot
User-Agent: bazbot
Disallow: /example/page.html

User-Agent: quxbot

EOF`;
  test.each([
    ['other', '/a.gif', false],
    ['other', '/a.gif?x', true],
    ['other', '/example/page.html', false],
    ['other', '/publications/2020', true],
    ['other', '/elsewhere', true],
    ['foobot', '/', false],
    ['FooBot', '/example/page.html', true],
    ['foobot', '/example/allowed.gif', true],
    ['foobot', '/publications/', false],
    ['barbot', '/example/page.html', false],
    ['bazbot', '/example/page.html', false],
    ['bazbot', '/example/', true],
    ['quxbot', '/example/page.html', true],
  ])('5.1: %s, %s: %s', (product, target, may) => expect(allowed(simple, target, product)).toBe(may));

  // Section 5.2.
  test('5.2: the longest match', () => {
    const file = 'User-Agent: foobot\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif\n';
    expect(allowed(file, '/example/page/disallowed.gif', 'foobot')).toBe(false);
    expect(allowed(file, '/example/page/other.gif', 'foobot')).toBe(true);
  });

  // Section 2.2.2, table 1: the path in the file, and the path that it must match.
  test.each([
    ['/foo/bar?baz=quz', '/foo/bar?baz=quz'],
    ['/foo/bar?baz=https://foo.bar', '/foo/bar?baz=https%3A%2F%2Ffoo.bar'],
    ['/foo/bar/\u30c4', '/foo/bar/%E3%83%84'],
    ['/foo/bar/%E3%83%84', '/foo/bar/%E3%83%84'],
    ['/foo/bar/%62%61%7A', '/foo/bar/baz'],
  ])('2.2.2: %s matches %s', (path, target) => {
    expect(allowed(`User-agent: *\nDisallow: ${path}`, target)).toBe(false);
  });

  // Section 2.2.3, table 2 and table 3.
  test.each([
    ['allow: /this/path/exactly$\ndisallow: /this/', '/this/path/exactly', true],
    ['allow: /this/path/exactly$\ndisallow: /this/', '/this/path/exactly/not', false],
    ['disallow: /this/*/exactly', '/this/path/exactly', false],
    ['disallow: /this/*/exactly', '/this/long/path/exactly/more', false],
    ['disallow: /this/*/exactly', '/this/exactly', true],
    ['disallow: /path/file-with-a-%2A.html', '/path/file-with-a-*.html', false],
    ['disallow: /path/file-with-a-%2A.html', '/path/file-with-a-x.html', true],
    ['disallow: /path/foo-%24', '/path/foo-$', false],
  ])('2.2.3: %s: %s', (rules, target, may) => expect(allowed(`user-agent: *\n${rules}`, target)).toBe(may));
});

describe('groups', () => {
  test('groups for the same agent are one (section 2.2.1)', () => {
    const file =
      'user-agent: onrecord\ndisallow: /a\n\nuser-agent: *\ndisallow: /\n\nuser-agent: OnRecord/1.0\ndisallow: /b';
    expect(['/a', '/b', '/c'].map((target) => allowed(file, target))).toEqual([false, false, true]);
  });
  test('other records do not part user-agent lines, nor end a group', () => {
    const file =
      'user-agent: one\nsitemap: https://x.example/map.xml\nuser-agent: onrecord\ndisallow: /a\nfoo: bar\ndisallow: /b';
    expect(['/a', '/b', '/c'].map((target) => allowed(file, target))).toEqual([false, false, true]);
    expect(parseRobots(file).sitemaps).toEqual(['https://x.example/map.xml']);
  });
  test('a name is compared as a whole', () =>
    expect(allowed('user-agent: onrecordbot\ndisallow: /', '/')).toBe(true));
  test('rules before any user-agent line are of no group', () =>
    expect(allowed('disallow: /\nuser-agent: *\nallow: /x', '/y')).toBe(true));
});

describe('rules', () => {
  test.each([
    ['', '/x', true],
    ['disallow:', '/x', true],
    ['disallow: /', '/x', false],
    ['disallow: /', '/robots.txt', true],
    ['disallow: /fish', '/fishheads/yummy.html', false],
    ['disallow: /fish', '/Fish', true],
    ['disallow: /fish/', '/fish', true],
    ['disallow: /*.php$', '/index.php?x', true],
    ['disallow: /*.php$', '/folder/any.php.file.php', false],
    ['disallow: /a$b', '/a$b', false],
    ['disallow: /a***b', '/axxb', false],
    ['disallow: /x\nallow: /x', '/x', true],
    ['disallow: /page\nallow: /*.htm', '/page.htm', true],
    ['disallow: private', '/private', true],
    ['Dissallow: /x # by mistake', '/x', false],
    ['disallow: /x\r\nallow: /x/y\r\n', '/x/y/z', true],
  ])('%j: %s: %s', (rules, target, may) => expect(allowed(`User-agent: *\n${rules}`, target)).toBe(may));

  test('says which rule decided', () =>
    expect(verdictOf(parseRobots('\ufeffuser-agent: *\ndisallow: /x*'), 'onrecord', '/xy')).toEqual({
      allowed: false,
      rule: 'Disallow: /x*',
      agent: '*',
    }));
  test('a web page in place of the file says nothing', () =>
    expect(allowed('<!doctype html><p style="color: red">Disallow: /</p>', '/')).toBe(true));
  test('the delay asked of us comes before that asked of all', () => {
    const file =
      'user-agent: *\ncrawl-delay: 9\ndisallow: /x\n\nuser-agent: onrecord\ncrawl-delay: 2.5\ndisallow:\n';
    expect(delayOf(parseRobots(file), 'onrecord')).toBe(2.5);
    expect(delayOf(parseRobots(file), 'another')).toBe(9);
    expect(delayOf(parseRobots('crawl-delay: soon'), 'onrecord')).toBe(null);
  });
  test('hostile patterns take no time', () => {
    const file = `user-agent: *\n${`disallow: ${'/*a'.repeat(2000)}$\n`.repeat(50)}`;
    const begun = performance.now();
    expect(allowed(file, `/${'a/'.repeat(1000)}`)).toBe(true);
    expect(performance.now() - begun).toBeLessThan(1000);
  });
});
