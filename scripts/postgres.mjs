/**
 * A PostgreSQL server of one's own for tests and measurements: a free port, a temporary folder, gone at the end.
 *
 * `node scripts/postgres.mjs [--fsync] COMMAND ARGS…` runs a command with its address in ONRECORD_TEST_POSTGRES. Where
 * no server can be started it says why and runs the command without.
 *
 * @module
 */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** Where the programs of the newest server are; null when there is none. Debian keeps them out of PATH. */
export function serverPrograms() {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(':'),
  ];
  return (
    folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'))) ??
    null
  );
}

/** The server refuses to run as root: then it runs as its own user, or as nobody. */
function unprivileged() {
  if (process.getuid?.() !== 0) return {};
  for (const user of ['postgres', 'nobody']) {
    const found = /^[^:]*:[^:]*:(\d+):(\d+)/.exec(
      spawnSync('getent', ['passwd', user], { encoding: 'utf8' }).stdout ?? '',
    );
    if (found) return { uid: Number(found[1]), gid: Number(found[2]) };
  }
  throw new Error('there is no user but root to run it as');
}

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/**
 * @param {{ fsync?: boolean }} [options] whether commits reach the disk; tests need not wait for that.
 * @returns {Promise<{ url: string, pid: number, folder: string, restart(signal?: string): Promise<void>, stop(): Promise<void> }>}
 *   `restart` kills the server with this signal (SIGINT: in order) and starts it again.
 * @throws {Error} saying why there can be none.
 */
export async function startPostgres({ fsync = false } = {}) {
  const bin = serverPrograms();
  if (!bin) throw new Error('PostgreSQL is not installed (Debian: apt-get install postgresql)');
  const user = unprivileged();
  const folder = mkdtempSync(join(tmpdir(), 'onrecord-postgres-'));
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid);
  const options = { ...user, cwd: folder, env: { ...process.env, LC_ALL: 'C.UTF-8' } };
  const data = join(folder, 'data');
  const secret = join(folder, 'secret');
  const password = randomBytes(12).toString('hex');
  try {
    writeFileSync(secret, password);
    if (user.uid !== undefined) chownSync(secret, user.uid, user.gid);
    const made = spawnSync(
      join(bin, 'initdb'),
      ['-D', data, '-U', 'onrecord', '-E', 'UTF8', '--auth=scram-sha-256', `--pwfile=${secret}`, '--no-sync'],
      { ...options, encoding: 'utf8' },
    );
    if (made.status !== 0) throw new Error(`initdb failed: ${made.error?.message ?? made.stderr}`);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  const port = await freePort();
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: folder,
    fsync: fsync ? 'on' : 'off',
    max_connections: 200,
    shared_buffers: '256MB',
  };
  const url = `postgres://onrecord:${password}@127.0.0.1:${port}/postgres`;

  let server;
  const start = async () => {
    const args = [
      '-D',
      data,
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ];
    const started = spawn(join(bin, 'postgres'), args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    started.stderr.on('data', (text) => {
      said = (said + text).slice(-4000);
    });
    const ended = new Promise((resolve) => started.once('exit', resolve));
    server = { pid: started.pid, kill: (signal) => started.kill(signal), ended };
    for (let waited = 0; ; waited += 50) {
      const ready = spawnSync(join(bin, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)]);
      if (ready.status === 0) return;
      if (started.exitCode !== null || waited > 60_000) {
        started.kill('SIGKILL');
        throw new Error(`the server did not start: ${said}`);
      }
      await sleep(50);
    }
  };
  const end = async (signal) => {
    server.kill(signal);
    await server.ended;
  };
  try {
    await start();
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return {
    url,
    folder,
    get pid() {
      return server.pid;
    },
    async restart(signal = 'SIGINT') {
      await end(signal);
      await start();
    },
    async stop() {
      await end('SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function main(args) {
  const fsync = args[0] === '--fsync';
  const [command, ...rest] = fsync ? args.slice(1) : args;
  if (!command) {
    console.error('usage: node scripts/postgres.mjs [--fsync] COMMAND ARGS…');
    return 2;
  }
  const env = { ...process.env };
  let server = null;
  if (!env.ONRECORD_TEST_POSTGRES) {
    try {
      server = await startPostgres({ fsync });
      env.ONRECORD_TEST_POSTGRES = server.url;
    } catch (error) {
      console.error(`no PostgreSQL for the tests, so those that need it are skipped: ${error.message}`);
    }
  }
  const child = spawn(command, rest, { env, stdio: 'inherit' });
  // The child hears of Ctrl-C by itself; the server must outlive it to be stopped.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  const status = await new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(error.message);
      resolve(127);
    });
    child.once('exit', (code) => resolve(code ?? 1));
  });
  await server?.stop();
  return status;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main(process.argv.slice(2));
