/**
 * Puts around an article what a site puts there: styles, scripts and their data, a menu, a strip of teasers, a foot. That
 * is most of a page of news: of some 80 KB, a few hold the report.
 *
 * @module
 */

/** @param random a number from 0 up to its argument. */
export function dressedPage(html: string, random: (below: number) => number): string {
  const word = () => random(1e9).toString(36);
  const words = (count: number) => many(count, word);
  const link = () =>
    `<a class="menu__link menu__link--${random(9)}" href="/${word()}/${word()}" data-track="${word()}">${words(2)}</a>`;
  const icon =
    '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M12 2C6.48 2 2 6.48 2 12s4.48 10 10 10 10-4.48 10-10z"/></svg>';
  const rule = () =>
    `.${word()} .${word()}:hover{margin:0 ${random(40)}px;color:#${random(999)};display:flex}`;
  const state = () => `"${word()}":{"id":${random(1e6)},"url":"/${word()}","on":true},`;
  const head = `<style>${many(150, rule)}</style><script>window.__STATE__={${many(700, state)}"z":0};</script>`;
  const menu = `<header class="site-header"><button class="toggle" aria-label="Menu">${icon}</button><nav class="menu"><ul>${many(
    80,
    () => `<li class="menu__item">${link()}</li>`,
  )}</ul></nav></header>`;
  const picture = () =>
    `<picture><source srcset="/${word()}.webp 640w, /${word()}.webp 1280w" type="image/webp"><img src="/${word()}.jpg" alt="${words(4)}" loading="lazy" width="640" height="360"></picture>`;
  const teaser = () =>
    `<div class="card"><div class="card__media">${picture()}</div><div class="card__body"><h3 class="card__title"><a href="/${word()}">${words(8)}</a></h3><span class="card__time">${icon}<span>${random(59)} min</span></span></div></div>`;
  const strip = `<section class="strip"><div class="grid">${many(30, teaser)}</div></section>`;
  const column = () => `<div><h4>${word()}</h4><ul>${many(12, () => `<li>${link()}</li>`)}</ul></div>`;
  const foot = `<footer class="foot">${many(6, column)}</footer><script async src="/${word()}.js"></script>`;
  return html
    .replace(/<\/head>/i, () => `${head}</head>`)
    .replace(/<body[^>]*>/i, (open) => `${open}${menu}`)
    .replace(/<\/body>|$/i, (close) => `${strip}${foot}${close}`);
}

const many = (count: number, make: () => string): string => Array.from({ length: count }, make).join('\n');
