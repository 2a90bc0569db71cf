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

/** An organisation that did it, and how sure the report is that it did. */
export interface OrganizationFill {
  /** Names of it, in lower case. */
  readonly names: readonly string[];
  /** "REPORTED AS FACT", "CLAIMED OR ADMITTED", …: any of these is right. */
  readonly confidences: readonly string[];
  readonly optional: boolean;
}

export interface KeyTemplate {
  readonly message: string;
  readonly type: string;
  readonly optional: boolean;
  readonly victims: readonly NumberFill[];
  /** "02 FEB 90", "- 04 FEB 90" (on or before), "25 AUG 89 - 26 AUG 89": any of these is right; empty: none is given. */
  readonly dates: readonly string[];
  readonly organizations: readonly OrganizationFill[];
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

/** `REPORTED AS FACT / CLAIMED OR ADMITTED: "URNG" / "…"`. Null for `-` and `*`. */
function readOrganization(line: string): OrganizationFill | null {
  const colon = line.indexOf(':');
  if (colon < 0) return null;
  return {
    confidences: line
      .slice(0, colon)
      .replace('?', '')
      .split('/')
      .map((c) => c.trim()),
    names: [...line.slice(colon).matchAll(/"([^"]+)"/g)].map((m) => m[1]!.toLowerCase()),
    optional: line.trimStart().startsWith('?'),
  };
}

/** A fill that begins with a stroke is one more way to say the one before. */
function fillsOf(lines: readonly string[] = []): string[] {
  const fills: string[] = [];
  for (const line of lines)
    if (line.startsWith('/') && fills.length > 0) fills.push(`${fills.pop()} ${line}`);
    else fills.push(line);
  return fills;
}

const DATE = /-?\s*\d{1,2} [A-Z]{3}(?: \d\d)?(?:\s*-\s*\d{1,2} [A-Z]{3} \d\d)?/g;

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
    const present = <T>(fill: T | null): fill is T => fill !== null;
    return [
      {
        message,
        type,
        optional: /OPT/.test(slots.get(1)?.[0] ?? ''),
        victims: fillsOf(slots.get(21)).map(readFill).filter(present),
        dates: (slots.get(2)?.join(' ').match(DATE) ?? []).map((date) => date.replace(/\s+/g, ' ').trim()),
        organizations: fillsOf(slots.get(11)).map(readOrganization).filter(present),
      },
    ];
  });
}
