/**
 * A visitor to other people's servers that keeps to their rules: robots.txt (RFC 9309) before every request, one
 * request at a time to a host with a pause between two, and no request before the time that Retry-After named.
 *
 * @module
 */
import {
  type Asking,
  ask,
  contentOfAnswer,
  type FetchOptions,
  type Passage,
  PRODUCT,
  type Unchanged,
} from './fetch.ts';
import { delayOf, MOST_ROBOTS_BYTES, parseRobots, type Robots, verdictOf } from './robots.ts';
import { type Capture, type CollectedProblem, NotAReport, type RobotsDecision } from './types.ts';

export interface VisitorOptions extends FetchOptions {
  /** Do not ask for robots.txt. */
  ignoreRobots?: boolean | undefined;
  /** Between the end of one request to a host and the next one, in milliseconds; robots.txt may ask for more. */
  pause?: number | undefined;
  /** Longest time that a server may let us wait before we ask again, in milliseconds; longer ones are a problem. */
  patience?: number | undefined;
  /** Now, in milliseconds since 1970, and waiting; given from outside so that tests need not wait. */
  now?: (() => number) | undefined;
  sleep?: ((milliseconds: number) => Promise<void>) | undefined;
}

export type Answer = Capture | Unchanged | CollectedProblem;

export interface Visitor {
  /** Never throws. */
  get(address: string, have?: Asking['have']): Promise<Answer>;
}

const PAUSE = 1000;
const PATIENCE = 60_000;
const ATTEMPTS = 3;
/** How long a robots.txt is believed (section 2.4): a day. */
const ROBOTS_LIFE = 24 * 3600_000;
/** When one that could not be had is asked for again. */
const ROBOTS_RETRY = 15 * 60_000;
/** More than this is not courtesy any more but a way to say no: in seconds. */
const LONGEST_DELAY = 600;
/** robots.txt unpacked, where a server compresses it unasked. */
const MOST_UNPACKED = 4 << 20;

interface KnownRobots {
  robots: Robots;
  decision: Omit<RobotsDecision, 'allowed' | 'rule' | 'agent'>;
  /** Why the host itself may not be asked for anything. */
  refusal?: NotAReport;
  until: number;
}
interface Host {
  /** Fulfilled when the request before is done. */
  turn: Promise<void>;
  /** When the next request may be sent. */
  next: number;
  /** Until when the server asked to be left alone; 0 when it did not. */
  closed: number;
}

export function createVisitor(options: VisitorOptions = {}): Visitor {
  const { pause = PAUSE, patience = PATIENCE, ignoreRobots = false } = options;
  const now = options.now ?? Date.now;
  const sleep =
    options.sleep ?? ((milliseconds) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)));
  const hosts = new Map<string, Host>();
  const known = new Map<string, Promise<KnownRobots>>();

  /** Waits until a request may be sent to a host; what it gives is to be called when that is done. */
  async function turnAt(url: URL, delay: number): Promise<Passage['done']> {
    const host = hosts.get(url.host) ?? { turn: Promise.resolve(), next: 0, closed: 0 };
    hosts.set(url.host, host);
    const before = host.turn;
    let release: () => void = () => {};
    host.turn = new Promise((resolve) => {
      release = resolve;
    });
    await before;
    const wait = Math.max(host.next, host.closed) - now();
    if (host.closed - now() > patience) {
      release();
      throw new NotAReport(
        'http-status',
        `the server asked to be left alone until ${new Date(host.closed).toISOString()}`,
        'try again then',
      );
    }
    if (wait > 0) await sleep(wait);
    return ({ retryAfter }) => {
      host.next = now() + delay;
      if (retryAfter !== null) host.closed = now() + retryAfter * 1000;
      release();
    };
  }

  function robotsOf(url: URL): Promise<KnownRobots> {
    const { origin } = url;
    const have = known.get(origin);
    const fresh = have?.then((file) => (file.until > now() ? file : fetchRobots(origin)));
    const robots = fresh ?? fetchRobots(origin);
    known.set(origin, robots);
    return robots;
  }

  async function fetchRobots(origin: string): Promise<KnownRobots> {
    const url = `${origin}/robots.txt`;
    const answer = await ask(url, {
      ...options,
      mostBytes: MOST_ROBOTS_BYTES,
      cut: true,
      plain: true,
      // The file is asked for to please its owner: nobody waits a pause for it.
      gate: async (at) => ({ robots: null, done: await turnAt(at, 0) }),
    });
    const read = readRobots(url, answer, new Date(now()).toISOString());
    const life = read.decision.file === 'unreachable' ? ROBOTS_RETRY : ROBOTS_LIFE;
    return { ...read, until: now() + life };
  }

  async function gate(url: URL): Promise<Passage> {
    if (ignoreRobots) return { robots: ignored(url, now()), done: await turnAt(url, pause) };
    const { robots, decision, refusal } = await robotsOf(url);
    if (refusal) throw refusal;
    const verdict = verdictOf(robots, PRODUCT, url.pathname + url.search);
    const decided = { ...decision, ...verdict };
    if (!verdict.allowed) throw forbidden(decided);
    const delay = Math.min(LONGEST_DELAY, delayOf(robots, PRODUCT) ?? 0) * 1000;
    return { robots: decided, done: await turnAt(url, Math.max(pause, delay)) };
  }

  return {
    async get(address, have) {
      for (let attempt = 1; ; attempt++) {
        const answer = await ask(address, { ...options, have, gate });
        const wait = 'problem' in answer ? (answer.wait ?? null) : null;
        // The next attempt waits for its turn as long as the server asked.
        if (wait === null || attempt >= ATTEMPTS || wait * 1000 > patience) return answer;
      }
    },
  };
}

/** Section 2.3.1: no file, everything is allowed; a file that cannot be had, nothing is. */
function readRobots(url: string, answer: Answer, at: string): Omit<KnownRobots, 'until'> {
  const status = ('exchanges' in answer ? answer.exchanges : null)?.at(-1)?.status ?? null;
  const decision = { url, status, at };
  if ('bytes' in answer) {
    try {
      const text = new TextDecoder().decode(contentOfAnswer(answer, MOST_UNPACKED).bytes);
      return { robots: parseRobots(text), decision: { ...decision, file: 'read' } };
    } catch {
      return { robots: NOTHING_ALLOWED, decision: { ...decision, file: 'unreachable' } };
    }
  }
  if ('problem' in answer && answer.problem.code === 'refused-address' && status === null) {
    const { code, reason, advice } = answer.problem;
    const refusal = new NotAReport(code, reason, advice);
    return { robots: NOTHING_ALLOWED, decision: { ...decision, file: 'unreachable' }, refusal };
  }
  const redirects = 'problem' in answer && /redirects$/.test(answer.problem.reason);
  // A server that answers 429 has a robots.txt but no time for it.
  const none = redirects || (status !== null && status >= 400 && status < 500 && status !== 429);
  return none
    ? { robots: ALL_ALLOWED, decision: { ...decision, file: 'none' } }
    : { robots: NOTHING_ALLOWED, decision: { ...decision, file: 'unreachable' } };
}

const ALL_ALLOWED = parseRobots('');
const NOTHING_ALLOWED = parseRobots('user-agent: *\ndisallow: /');

const ignored = (url: URL, now: number): RobotsDecision => ({
  url: `${url.origin}/robots.txt`,
  file: 'ignored',
  status: null,
  at: new Date(now).toISOString(),
  allowed: true,
  rule: null,
  agent: null,
});

function forbidden({ url, file, status, rule, agent }: RobotsDecision): NotAReport {
  if (file === 'unreachable')
    return new NotAReport(
      'robots',
      `${url} cannot be had (${status ?? 'no answer'}), so that nothing there may be fetched`,
      'try again later',
    );
  return new NotAReport(
    'robots',
    `${url} says for ${agent === '*' ? 'all programs' : agent}: ${rule}`,
    'ask the site, or use --ignore-robots if you have its leave',
  );
}
