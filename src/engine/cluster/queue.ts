/**
 * The queue of a cluster: a JetStream stream that carries the names of tasks to workers. It holds nothing that is not in
 * the archive's ledger; when it is lost it is made again and filled from there.
 *
 * @module
 */
import {
  AckPolicy,
  type Consumer,
  type JetStreamClient,
  type JetStreamManager,
  type JsMsg,
  jetstream,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
  type StreamInfo,
} from '@nats-io/jetstream';
import { connect, type NatsConnection, nanos } from '@nats-io/transport-node';
import type { Waiting } from '../../archive/ledger.ts';

export interface QueueOptions {
  /** Addresses of the servers, comma-separated: `nats://a:4222,nats://b:4222`. */
  nats: string;
  /** Name of the stream: one for each archive. */
  queue?: string;
  /** Servers that hold the stream: 1, 3 or 5. */
  replicas?: number;
  /** After how long a message that nobody acknowledged is given to another worker, in milliseconds. */
  ackWait?: number;
}

export const DEFAULT_QUEUE = 'onrecord';
const ACK_WAIT = 30_000;
/** For so long a message that comes in twice is kept once, in milliseconds. */
const DUPLICATES = 120_000;
const AT_ONCE = 256;

/** What a message says; everything else is in the ledger. */
export interface TaskName {
  n: number;
  input: string;
}

export interface QueueStatus {
  /** In the queue, and of these with workers that have not acknowledged them. */
  messages: number;
  unacknowledged: number;
  redelivered: number;
  /** The server that leads the stream, and those that follow it but are behind. */
  leader: string | null;
  behind: string[];
}

export class Queue {
  readonly name: string;
  readonly ackWait: number;

  private constructor(
    readonly connection: NatsConnection,
    readonly js: JetStreamClient,
    readonly jsm: JetStreamManager,
    readonly options: QueueOptions,
  ) {
    this.name = options.queue ?? DEFAULT_QUEUE;
    this.ackWait = options.ackWait ?? ACK_WAIT;
  }

  /** @throws {Error} when no server answers. A connection that is lost later is taken up again, for ever. */
  static async open(options: QueueOptions): Promise<Queue> {
    const addresses = options.nats.split(',').map((address) => address.trim());
    const [user, pass] = credentialsOf(addresses[0]!);
    const connection = await connect({
      servers: addresses.map(withoutCredentials),
      name: 'onrecord',
      maxReconnectAttempts: -1,
      reconnectTimeWait: 500,
      // A connection that is cut without a word is noticed after three of these.
      pingInterval: 5_000,
      maxPingOut: 2,
      timeout: 10_000,
      ...(user ? { user, ...(pass ? { pass } : {}) } : {}),
    });
    try {
      const jsm = await jetstreamManager(connection, { timeout: 10_000 });
      const queue = new Queue(connection, jetstream(connection, { timeout: 10_000 }), jsm, options);
      await queue.ensure();
      return queue;
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  get subjects(): string {
    return `${this.name}.read.*`;
  }

  subjectOf(engine: string): string {
    return `${this.name}.read.${engine}`;
  }

  /** Makes the stream when it is not there; gives what names its storage. */
  async ensure(): Promise<string> {
    const info = await this.#info();
    return storageOf(info ?? (await this.#create()));
  }

  async #info(): Promise<StreamInfo | null> {
    try {
      return await this.jsm.streams.info(this.name);
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  #create(): Promise<StreamInfo> {
    return this.jsm.streams.add({
      name: this.name,
      subjects: [this.subjects],
      retention: RetentionPolicy.Workqueue,
      storage: StorageType.File,
      num_replicas: this.options.replicas ?? 1,
      duplicate_window: nanos(DUPLICATES),
    });
  }

  /** The pull consumer that all workers of an engine share. */
  async consumer(engine: string): Promise<Consumer> {
    await this.ensure();
    const durable_name = `read-${engine}`;
    try {
      await this.jsm.consumers.add(this.name, {
        durable_name,
        filter_subject: this.subjectOf(engine),
        ack_policy: AckPolicy.Explicit,
        ack_wait: nanos(this.ackWait),
        max_ack_pending: 4096,
        // Workers count for themselves and say why something is dead; the server never drops it in silence.
        max_deliver: -1,
      });
    } catch (error) {
      // Another worker made it, with another time to wait: that one holds.
      if (!/already (?:exists|in use)|consumer name/i.test((error as Error).message)) throw error;
    }
    return this.js.consumers.get(this.name, durable_name);
  }

  /**
   * Puts tasks into the queue.
   *
   * @param again tells apart a message that is put in anew from the lost one of the same name.
   * @returns where each lies, in order; null for one that the queue did not confirm.
   */
  async publish(tasks: readonly Waiting[], again = ''): Promise<(number | null)[]> {
    const places: (number | null)[] = [];
    for (let at = 0; at < tasks.length; at += AT_ONCE) {
      const part = tasks.slice(at, at + AT_ONCE).map(async ({ n, input, engine }) => {
        const name: TaskName = { n, input };
        const msgID = `${input}.${engine}.${n}${again}`;
        const ack = await this.js.publish(this.subjectOf(engine), JSON.stringify(name), { msgID });
        return ack.seq;
      });
      for (const result of await Promise.allSettled(part))
        places.push(result.status === 'fulfilled' ? result.value : null);
    }
    return places;
  }

  /** Whether a task still lies where it was put. */
  async holds({ n, input, place }: Waiting): Promise<boolean> {
    if (place === null) return false;
    const message = await this.jsm.streams.getMessage(this.name, { seq: place }).catch((error) => {
      if (isMissing(error)) return null;
      throw error;
    });
    if (!message) return false;
    // After a crash that lost the end of the storage its places are given again, to others.
    const name = nameIn(message);
    return name?.n === n && name.input === input;
  }

  async status(): Promise<QueueStatus> {
    const { state, cluster } = await this.jsm.streams.info(this.name);
    let unacknowledged = 0;
    let redelivered = 0;
    for await (const consumer of this.jsm.consumers.list(this.name)) {
      unacknowledged += consumer.num_ack_pending;
      redelivered += consumer.num_redelivered;
    }
    const behind = (cluster?.replicas ?? []).filter(({ current }) => !current).map(({ name }) => name);
    return { messages: state.messages, unacknowledged, redelivered, leader: cluster?.leader ?? null, behind };
  }

  get isConnected(): boolean {
    return !this.connection.isClosed();
  }

  close(): Promise<void> {
    return this.connection.close();
  }
}

/** What a message names; null when it is none of ours. */
export function nameIn(message: Pick<JsMsg, 'data'>): TaskName | null {
  try {
    const name = JSON.parse(new TextDecoder().decode(message.data)) as Partial<TaskName>;
    return typeof name.n === 'number' && typeof name.input === 'string' ? (name as TaskName) : null;
  } catch {
    return null;
  }
}

/** A storage that was made anew has another time of creation. */
const storageOf = ({ created }: StreamInfo): string => String(created);

const isMissing = (error: unknown): boolean =>
  /not found|no message found/i.test((error as Error).message ?? '');

function credentialsOf(address: string): [string, string] | [] {
  const found = /^[a-z]+:\/\/([^@/]+)@/i.exec(address);
  if (!found) return [];
  const [user = '', pass = ''] = found[1]!.split(':').map(decodeURIComponent);
  return [user, pass];
}

const withoutCredentials = (address: string): string => address.replace(/^([a-z]+:\/\/)[^@/]+@/i, '$1');
