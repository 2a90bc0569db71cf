export interface PostgresServer {
  url: string;
  pid: number;
  folder: string;
  /** Ends the server with this signal (SIGINT: in order) and starts it again. */
  restart(signal?: string): Promise<void>;
  stop(): Promise<void>;
}

export function serverPrograms(): string | null;
export function startPostgres(options?: { fsync?: boolean }): Promise<PostgresServer>;
