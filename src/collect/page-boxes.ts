/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/**
 * Takes off a page what stands in boxes around and within an article, by what pages call their boxes, before the
 * article is looked for; and keeps what looks like a box but is part of the article.
 *
 * @module
 */

/** Parts of names that sites give, as class or id, to boxes that are not the report. */
const BOXES = new RegExp(
  `(?:^|[\\s_-])(?:${[
    'newsletter',
    'sign-?up',
    'paywall',
    'pay-?gate',
    'subscri(?:be|ption)-(?:wall|box|prompt|banner|promo)',
    'reg(?:istration)?-?wall',
    'meter(?:ed)?-(?:wall|banner)',
    'author-?(?:bio|box|card)',
    'about-(?:the-)?author',
    'related(?:-(?:links|stories|articles|content|news|posts|coverage))?',
    'read-?(?:more|next|also)',
    'see-?also',
    'more-(?:news|stories|from|on|coverage|articles)',
    'most-?(?:read|popular|viewed|shared)',
    'next-(?:article|story|post|up)',
    'recommended',
    'recirculation',
    'you-may-(?:also-)?like',
    'outbrain',
    'taboola',
    'key-events',
    'cookies?-(?:banner|consent|notice|wall)',
    'consent-(?:overlay|banner|wall|box)',
    'share-(?:tools|buttons|bar|links)',
    'social-(?:share|sharing|buttons|links)',
    'comments?(?:-(?:area|section|list))?',
    'advert(?:isement)?',
    'ad-(?:slot|unit|container|wrapper)',
    'promo(?:-box)?',
  ].join('|')})(?:$|[\\s_-])`,
  'i',
);

/** Names of the time of day that stands above each entry of a live blog. */
const STAMPS = /(?:^|[\s_-])(?:time-?stamp|posted-on|pub(?:lished)?-(?:date|time))(?:$|[\s_-])/i;

/** A box holds a small part of the page's paragraphs; what holds more is the article, whatever it is called. */
const MOST_OF_PAGE = 0.3;
const LONGEST_STAMP = 40;
/** A paragraph that is hardly more than a link leads elsewhere: "Read more: …". */
const LINKED = 0.7;
const LONGEST_LEAD = 200;

/** Changes the page in place. */
export function clearBoxes(document: Document): void {
  const measure = document.body.querySelector('p') ? lengthOfParagraphs : lengthOf;
  const whole = measure(document.body);
  for (const element of [...document.body.querySelectorAll('[class], [id]')]) {
    if (!document.body.contains(element)) continue;
    const name = `${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''}`;
    const isStamp = STAMPS.test(name) && (element.textContent?.trim().length ?? 0) <= LONGEST_STAMP;
    if (isStamp || (BOXES.test(name) && (isTeasers(element) || measure(element) <= whole * MOST_OF_PAGE)))
      element.remove();
  }
  for (const paragraph of [...document.body.querySelectorAll('p')]) if (isLead(paragraph)) paragraph.remove();
  // Readability takes quoted posts for boxes by their class, and captions for furniture of their pictures.
  for (const quote of document.body.querySelectorAll('blockquote'))
    for (const name of ['class', 'id']) quote.removeAttribute(name);
  for (const figure of [...document.body.querySelectorAll('figure')]) {
    const captions = [...figure.querySelectorAll('figcaption')];
    if (captions.length === 0 || figure.querySelector('p, table, pre')) continue;
    const replaced = captions.map((caption) => {
      const paragraph = document.createElement('p');
      paragraph.append(...caption.childNodes);
      return paragraph;
    });
    figure.replaceWith(...replaced);
  }
}

const lengthOf = (root: Element): number => root.textContent?.length ?? 0;

function lengthOfParagraphs(root: Element): number {
  const own = root.nodeName.toUpperCase() === 'P' ? [root] : [...root.querySelectorAll('p')];
  return own.reduce((sum, paragraph) => sum + (paragraph.textContent?.length ?? 0), 0);
}

/** Headlines that lead elsewhere, several of them: no part of this report, however much stands below each. */
const isTeasers = (element: Element): boolean =>
  element.querySelectorAll('h2 a, h3 a, h4 a').length + element.querySelectorAll('a h2, a h3, a h4').length >=
  2;

function isLead(paragraph: Element): boolean {
  const length = paragraph.textContent?.trim().length ?? 0;
  if (length === 0 || length > LONGEST_LEAD) return false;
  const links = [...paragraph.querySelectorAll('a[href]')];
  const linked = links.reduce((sum, link) => sum + (link.textContent?.trim().length ?? 0), 0);
  return linked >= length * LINKED;
}
