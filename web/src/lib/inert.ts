/**
 * A preserved page with everything taken out that runs, fetches or is addressed: what is left are its words and headings.
 * It is shown in a sandboxed frame all the same.
 *
 * @module
 */
const GONE =
  'script,style,link,meta,base,img,picture,source,video,audio,track,iframe,frame,frameset,object,embed,applet,svg,math,canvas,form,input,button,select,textarea,template,noscript,dialog,portal';
const KEPT = new Set(['lang', 'dir', 'colspan', 'rowspan', 'scope', 'datetime', 'title']);

/** The page's words as HTML without scripts, styles, addresses or anything that is fetched. */
export function inert(html: string): string {
  const page = new DOMParser().parseFromString(html, 'text/html');
  for (const element of page.querySelectorAll(GONE)) element.remove();
  for (const element of page.querySelectorAll('*'))
    for (const { name } of [...element.attributes]) if (!KEPT.has(name)) element.removeAttribute(name);
  return `<!doctype html>${page.documentElement.outerHTML}`;
}
