/**
 * What a robots.txt allows: the Robots Exclusion Protocol, RFC 9309. Pure: text in, decision out.
 *
 * @module
 */

export interface Rule {
  allow: boolean;
  /** The path as it is written in the file. */
  path: string;
  /** The path in the form in which it is compared. */
  pattern: string;
}

interface Group {
  /** Product tokens in lower case, or `*`. */
  agents: string[];
  rules: Rule[];
}

export interface Robots {
  groups: Group[];
  /** Seconds between two requests that the file asks of each agent; not part of the RFC, kept out of courtesy. */
  delays: Map<string, number>;
  /** Addresses of sitemaps. */
  sitemaps: string[];
}

/** What a file says of one address. */
export interface Verdict {
  allowed: boolean;
  /** The rule that decided, such as "Disallow: /private/"; null when none matched. */
  rule: string | null;
  /** The group that was followed: the product token, `*`, or null when none is for us. */
  agent: string | null;
}

/** How much of a file is read: the least that section 2.5 asks for. */
export const MOST_ROBOTS_BYTES = 500 << 10;

/** Fields, with the ways in which people write them wrong. */
const FIELDS = new Map<string, 'agent' | 'allow' | 'disallow' | 'delay' | 'sitemap'>(
  Object.entries({
    'user-agent': 'agent',
    useragent: 'agent',
    'user agent': 'agent',
    allow: 'allow',
    disallow: 'disallow',
    dissallow: 'disallow',
    dissalow: 'disallow',
    disalow: 'disallow',
    disallaw: 'disallow',
    'crawl-delay': 'delay',
    crawldelay: 'delay',
    sitemap: 'sitemap',
  } as const),
);

/** Reads a robots.txt. Anything that is no record of one, such as a web page, says nothing. */
export function parseRobots(text: string): Robots {
  const robots: Robots = { groups: [], delays: new Map(), sitemaps: [] };
  let group: Group | null = null;
  // User-agent lines that follow each other are of one group; other records do not come between them (section 2.2.4).
  let inAgents = false;
  for (const line of text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)) {
    const content = line.replace(/#.*$/s, '');
    const colon = content.indexOf(':');
    if (colon < 0) continue;
    const field = FIELDS.get(content.slice(0, colon).trim().toLowerCase());
    const value = content.slice(colon + 1).trim();
    if (field === 'agent') {
      if (!group || !inAgents) {
        group = { agents: [], rules: [] };
        robots.groups.push(group);
      }
      inAgents = true;
      const agent = value.startsWith('*') ? '*' : (/^[a-z_-]+/i.exec(value)?.[0] ?? '');
      if (agent) group.agents.push(agent.toLowerCase());
    } else if (field === 'allow' || field === 'disallow') {
      inAgents = false;
      // An empty path matches nothing.
      if (group && value)
        group.rules.push({ allow: field === 'allow', path: value, pattern: comparable(value, true) });
    } else if (field === 'delay') {
      const seconds = Number(value);
      if (group && value && seconds >= 0)
        for (const agent of group.agents) if (!robots.delays.has(agent)) robots.delays.set(agent, seconds);
    } else if (field === 'sitemap' && value) robots.sitemaps.push(value);
  }
  return robots;
}

/** The product token that a file's groups speak of, where it has one for `product`; else `*`, else null. */
function agentFor(robots: Robots, product: string): string | null {
  const names = [product.toLowerCase(), '*'];
  return names.find((name) => robots.groups.some(({ agents }) => agents.includes(name))) ?? null;
}

/**
 * @param product our product token, such as `onrecord`.
 * @param target path and query of the address, such as `/news?page=2`.
 */
export function verdictOf(robots: Robots, product: string, target: string): Verdict {
  const agent = agentFor(robots, product);
  // The file itself may always be asked for (section 2.2.2).
  if (agent === null || /^\/robots\.txt(?:$|\?)/.test(target)) return { allowed: true, rule: null, agent };
  const path = comparable(target, false);
  let decided: Rule | null = null;
  for (const { agents, rules } of robots.groups) {
    if (!agents.includes(agent)) continue;
    for (const rule of rules) {
      if (decided && !outweighs(rule, decided)) continue;
      if (matches(rule.pattern, path)) decided = rule;
    }
  }
  return {
    allowed: decided?.allow ?? true,
    rule: decided && `${decided.allow ? 'Allow' : 'Disallow'}: ${decided.path}`,
    agent,
  };
}

/** Seconds that the file wants between two requests of ours; null when it does not say. */
export function delayOf(robots: Robots, product: string): number | null {
  const agent = agentFor(robots, product) ?? '*';
  return robots.delays.get(agent) ?? null;
}

/** The longest path wins; of two as long, the one that allows. */
const outweighs = (rule: Rule, other: Rule) =>
  rule.pattern.length > other.pattern.length ||
  (rule.pattern.length === other.pattern.length && rule.allow && !other.allow);

/** `*` stands for any characters, `$` at the end for the end of the path; else a beginning is enough. */
function matches(pattern: string, path: string): boolean {
  const toEnd = pattern.endsWith('$');
  const parts = (toEnd ? pattern.slice(0, -1) : pattern).split('*');
  const first = parts.shift()!;
  if (!path.startsWith(first)) return false;
  let at = first.length;
  const last = parts.length && toEnd ? parts.pop()! : null;
  for (const part of parts) {
    const found = path.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  if (last !== null) return path.length - last.length >= at && path.endsWith(last);
  return !toEnd || at === path.length;
}

const UNRESERVED = /[A-Za-z0-9\-._~]/;
/** What stands for itself in a query, percent-encoded or not (section 2.2.2, table 1, second row). */
const PLAIN_IN_QUERY = /[:/?@[\]#]/;

/**
 * One spelling for all that means the same: what is not ASCII in percent-encoded UTF-8, what need not be encoded
 * decoded, hexadecimal digits in capitals. In an address `*` and `$` are characters like others and are encoded.
 */
function comparable(path: string, isPattern: boolean): string {
  let made = '';
  let inQuery = false;
  for (let i = 0; i < path.length; i++) {
    const letter = path[i]!;
    const code = letter.charCodeAt(0);
    const encoded = letter === '%' ? /^[0-9a-f]{2}/i.exec(path.slice(i + 1, i + 3))?.[0] : undefined;
    if (encoded) {
      const meant = String.fromCharCode(Number.parseInt(encoded, 16));
      const plain = UNRESERVED.test(meant) || (inQuery && PLAIN_IN_QUERY.test(meant));
      made += plain ? meant : `%${encoded.toUpperCase()}`;
      i += 2;
    } else if (code > 127) {
      const whole = String.fromCodePoint(path.codePointAt(i)!);
      made += encodeURIComponent(/[\ud800-\udfff]/u.test(whole) ? '\ufffd' : whole);
      i += whole.length - 1;
    } else if (!isPattern && (letter === '*' || letter === '$')) made += letter === '*' ? '%2A' : '%24';
    else if (isPattern && letter === '$' && i < path.length - 1) made += '%24';
    else made += letter;
    if (letter === '?') inQuery = true;
  }
  return isPattern ? made.replace(/\*{2,}/g, '*') : made;
}
