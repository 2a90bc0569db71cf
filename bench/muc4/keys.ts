/**
 * The answer keys of MUC-3/4 as they were published: templates of 25 numbered slots.
 *
 * @module
 */

export interface NumberFill {
  /** "7", "10-" (or more), "-26" (at most), "~30", "5-7", "PLURAL": any of these is right. */
  readonly numbers: readonly string[];
  /** The words of the target, in lower case; any of these names it. */
  readonly words: readonly string[];
  /** Right if given, no loss if not. */
  readonly optional: boolean;
}

export interface KeyTemplate {
  readonly message: string;
  readonly type: string;
  readonly optional: boolean;
  readonly victims: readonly NumberFill[];
}

const SLOT = /^(\d+)\.\s+[A-Z ]+(?:: [A-Z ]+?)?\s{2,}(.*)$/;

/** One line of a number slot: `10 / 10-: "PEOPLE" / "CIVILIANS"`, `? 1: "JUDGE"`. Null for `-` and `*`. */
export function readFill(line: string): NumberFill | null {
  const colon = line.indexOf(':');
  if (colon < 0) return null;
  const numbers = line
    .slice(0, colon)
    .replace('?', '')
    .replace(/\s*-\s*/g, '-')
    .split('/');
  return {
    numbers: numbers.map((n) => n.trim()).filter(Boolean),
    words: [...line.slice(colon).matchAll(/"([^"]+)"/g)].map((m) => m[1]!.toLowerCase()),
    optional: line.trimStart().startsWith('?'),
  };
}

/** The templates of one key file; messages without an incident give none. */
export function readKeys(source: string): KeyTemplate[] {
  return source.split(/^(?=0\.\s+MESSAGE: ID)/m).flatMap((block) => {
    const slots = new Map<number, string[]>();
    let open: string[] = [];
    for (const line of block.split(/\r?\n/)) {
      const slot = SLOT.exec(line);
      if (slot) {
        open = [slot[2]!];
        slots.set(Number(slot[1]), open);
      } else if (/^\s+\S/.test(line)) open.push(line.trim());
    }
    const message = /^(?:DEV|TST\d)-MUC\d-\d{4}/.exec(slots.get(0)?.[0] ?? '')?.[0];
    const type = slots.get(4)?.[0]?.trim() ?? '*';
    if (!message || type === '*') return [];
    // A fill that begins with a stroke is one more way to say the one before.
    const lines: string[] = [];
    for (const line of slots.get(21) ?? [])
      if (line.startsWith('/') && lines.length > 0) lines.push(`${lines.pop()} ${line}`);
      else lines.push(line);
    const victims = lines.map(readFill).filter((fill) => fill !== null);
    return [{ message, type, optional: /OPT/.test(slots.get(1)?.[0] ?? ''), victims }];
  });
}
