/**
 * What a worker counts, as Prometheus reads it.
 *
 * @module
 */
import type { LedgerStatus } from '../../archive/ledger.ts';
import type { QueueStatus } from './queue.ts';

export class Metrics {
  readonly reports = { added: 0, reread: 0, known: 0, failed: 0 };
  taken = 0;
  redelivered = 0;
  republished = 0;
  troubles = 0;
  readSeconds = 0;
  readReports = 0;
  commits = 0;
  commitSeconds = 0;
  settledReports = 0;
  settleSeconds = 0;

  read(reports: number, seconds: number): void {
    this.readReports += reports;
    this.readSeconds += seconds;
  }

  committed(seconds: number): void {
    this.commits++;
    this.commitSeconds += seconds;
  }

  settled(reports: number, seconds: number): void {
    this.settledReports += reports;
    this.settleSeconds += seconds;
  }

  /** Prometheus text format 0.0.4. */
  text(engine: string, queue: QueueStatus | null, ledger: LedgerStatus | null, now: Date): string {
    const lines: string[] = [];
    const metric = (name: string, type: 'counter' | 'gauge', help: string, samples: [string, number][]) => {
      lines.push(`# HELP onrecord_${name} ${help}`, `# TYPE onrecord_${name} ${type}`);
      for (const [labels, value] of samples) lines.push(`onrecord_${name}${labels} ${value}`);
    };
    const one = (value: number): [string, number][] => [['', value]];
    metric('build_info', 'gauge', 'Engine that this worker reads with.', [[`{engine="${engine}"}`, 1]]);
    metric(
      'reports_total',
      'counter',
      'Reports committed, by what became of them.',
      Object.entries(this.reports).map(([status, count]) => [`{status="${status}"}`, count]),
    );
    metric('messages_total', 'counter', 'Messages taken from the queue.', one(this.taken));
    metric('messages_redelivered_total', 'counter', 'Of these, delivered before.', one(this.redelivered));
    metric('republished_total', 'counter', 'Tasks put into the queue again.', one(this.republished));
    metric('troubles_total', 'counter', 'What went wrong and was tried again.', one(this.troubles));
    metric('read_seconds_total', 'counter', 'Time that batches took to read.', one(this.readSeconds));
    metric('read_reports_total', 'counter', 'Reports read.', one(this.readReports));
    metric('commit_seconds_total', 'counter', 'Time that transactions took.', one(this.commitSeconds));
    metric('commits_total', 'counter', 'Transactions.', one(this.commits));
    metric('settle_seconds_total', 'counter', 'Time that settling took.', one(this.settleSeconds));
    metric('settled_reports_total', 'counter', 'Reports brought into incidents.', one(this.settledReports));
    if (queue) {
      metric('queue_messages', 'gauge', 'Messages in the queue.', one(queue.messages));
      metric('queue_unacknowledged', 'gauge', 'Of these, with workers.', one(queue.unacknowledged));
    }
    if (ledger) {
      metric('tasks', 'gauge', 'Tasks in the ledger.', [
        ['{state="waiting"}', ledger.waiting],
        ['{state="read"}', ledger.read],
        ['{state="done"}', ledger.done],
        ['{state="dead"}', ledger.dead],
      ]);
      metric('lag_seconds', 'gauge', 'Age of the oldest task that is not done.', one(lagOf(ledger, now)));
    }
    return `${lines.join('\n')}\n`;
  }
}

/** Seconds that the oldest task that is not done has waited. */
export const lagOf = ({ oldest }: LedgerStatus, now: Date): number =>
  oldest ? Math.max(0, (now.getTime() - Date.parse(oldest)) / 1000) : 0;
