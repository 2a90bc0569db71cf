/**
 * `onrecord review`: what the machine is not sure of, and what people decide.
 *
 * @module
 */
import { Command, Option } from 'commander';
import type { Archive } from '../archive/archive.ts';
import type { Decided, Decision, DecisionRequest } from '../archive/incidents-decisions.ts';
import { DECISION_KINDS } from '../archive/incidents-rulings.ts';
import { CliError, EXIT } from './exit.ts';
import { archiveOption, byOption, countOf, jsonOption } from './options.ts';
import { print } from './output.ts';

interface ReviewOptions {
  archive: string;
  json?: boolean;
  limit: number;
  decide?: DecisionRequest['kind'];
  undo?: number;
  history?: string | true;
  reason?: string;
  by: string;
  pair?: string[];
  incident?: string[];
  mention?: string[];
  report?: string;
  to?: string;
  field?: string;
  value?: string;
  grade?: string;
}

export const reviewCommand = () =>
  new Command('review')
    .description(
      'list pairs of tellings of which the machine is not sure, most doubtful first; or decide about incidents, and undo',
    )
    .option('--limit <number>', 'pairs to list', countOf, 10)
    .addOption(new Option('--decide <kind>', 'make a decision').choices(DECISION_KINDS))
    .option('--undo <number>', 'undo a decision', countOf)
    .option('--history [incident]', 'list the decisions about an incident, or all')
    .option('--reason <words>', 'why; kept with the decision')
    .addOption(byOption())
    .option('--pair <tellings...>', 'same, different, unsure: the two, by id or as report/event')
    .option('--incident <ids...>', 'merge: two or more; split, correct, reject, accept, grade, move: one')
    .option('--mention <tellings...>', 'split, move, reject: tellings, by id or as report/event')
    .option('--report <key>', 'move: all that this report tells of the incident')
    .option('--to <incident>', 'move: where to; without it, to an incident of its own')
    .option('--field <name>', 'correct: type, mode, status, when, place, actors or recipients')
    .option('--value <json>', 'correct: what is right, as JSON or as plain words')
    .option('--grade <grade>', 'confirmed, fair, weak, contested or discounted')
    .addOption(archiveOption())
    .addOption(jsonOption('one JSON object a line'))
    .action(run);

async function run(options: ReviewOptions): Promise<void> {
  const [{ openArchive }, { openToLook }] = await Promise.all([
    import('../archive/archive.ts'),
    import('../archive/look.ts'),
  ]);
  const looks = !options.decide && options.undo === undefined;
  const archive = await (looks ? openToLook : openArchive)(options.archive);
  try {
    if (options.decide) await decided(archive, options);
    else if (options.undo !== undefined) await undone(archive, options);
    else if (options.history) await listHistory(archive, options);
    else await listDoubts(archive, options);
  } catch (error) {
    if ((error as Error).name === 'DecisionError') throw new CliError((error as Error).message, EXIT.usage);
    throw error;
  } finally {
    await archive.close();
  }
}

async function decided(archive: Archive, options: ReviewOptions): Promise<void> {
  const { decide } = await import('../archive/incidents-decisions.ts');
  const { pair = [], incident: incidents = [], mention: mentions, report, to, field, grade, by } = options;
  const request: DecisionRequest = {
    kind: options.decide!,
    reason: options.reason ?? '',
    a: pair[0],
    b: pair[1],
    incidents,
    incident: incidents[0],
    mentions,
    report,
    to: to ?? null,
    field,
    value: parsedValue(options.value),
    grade,
  };
  await tell(await decide(archive, request, { by }), options);
}

/** JSON where it is JSON, else the words as they are: `--value 2016-02-08` needs no quotation marks. */
function parsedValue(value: string | undefined): unknown {
  if (value === undefined) return null;
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === 'number' ? value : parsed;
  } catch {
    return value;
  }
}

async function undone(
  archive: Archive,
  { undo: n, reason = '', by, ...options }: ReviewOptions,
): Promise<void> {
  const { undo } = await import('../archive/incidents-decisions.ts');
  await tell(await undo(archive, n!, reason, { by }), options);
}

async function tell({ decision, incidents }: Decided, { json }: { json?: boolean }): Promise<void> {
  if (json) return print(`${JSON.stringify({ decision, incidents })}\n`);
  const now = incidents.length ? `now in ${incidents.join(', ')}` : 'now in no incident';
  await print(
    `Decision ${decision.n}, ${decision.kind}: ${now}. Undo it with: onrecord review --undo ${decision.n}\n`,
  );
}

async function listHistory(archive: Archive, { history, json }: ReviewOptions): Promise<void> {
  const { decisions, historyOf } = await import('../archive/incidents-decisions.ts');
  const items = history === true ? await decisions(archive.db) : await historyOf(archive, history!);
  for (const item of items) await print(json ? `${JSON.stringify(item)}\n` : `${describe(item)}\n`);
  if (items.length === 0 && !json) await print('No decisions.\n');
}

function describe({ n, at, by, kind, reason, target, undone, orphaned }: Decision): string {
  const about =
    target.undoes ??
    target.incidents?.join(' and ') ??
    target.incident ??
    [target.a, target.b].filter(Boolean).join(' and ');
  const state = [
    undone === null ? '' : `undone by ${undone}`,
    orphaned ? 'orphaned: its words are no longer read as they were' : '',
  ].filter(Boolean);
  return `${n}  ${at.slice(0, 16)}  ${by}  ${kind} ${about}: ${reason}${state.length ? ` (${state.join('; ')})` : ''}`;
}

async function listDoubts(archive: Archive, { limit, json }: ReviewOptions): Promise<void> {
  const [{ reviewPage }, { statePair }] = await Promise.all([
    import('../archive/incidents-review.ts'),
    import('../engine/sentences.ts'),
  ]);
  const { items, total } = await reviewPage(archive, { limit });
  for (const item of items) {
    const { a, b, score, incidentA, incidentB } = statePair(item);
    if (json) {
      await print(`${JSON.stringify(statePair(item))}\n`);
      continue;
    }
    const together = incidentA === incidentB ? `both in ${incidentA}` : `in ${incidentA} and ${incidentB}`;
    await print(
      `${score < 0 ? '' : '+'}${score.toFixed(2)}  ${together}\n` +
        [a, b]
          .map(
            ({ mention, sentence, outlet }) =>
              `    ${mention}  ${sentence} (${outlet ?? 'outlet not named'})\n`,
          )
          .join(''),
    );
  }
  if (!json)
    await print(
      total > items.length ? `${total - items.length} more.\n` : items.length ? '' : 'Nothing is in doubt.\n',
    );
}
