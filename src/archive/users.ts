/**
 * Who may use a shared archive: names, roles and hashes of passwords, and the sessions of those who are logged in.
 *
 * Neither is part of the record: not in the log, not in exports, not in copies of the archive.
 *
 * @module
 */
import { createHash, randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import type { Archive } from './archive.ts';

/** Each may do all that those before it may. */
export const ROLES = ['reader', 'reviewer', 'editor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export interface User {
  name: string;
  role: Role;
  /** UTC. */
  created: string;
}

/** A name, role or password that cannot be taken: `message` says why. */
export class UserError extends Error {
  override name = 'UserError';
}

/** Cost of a guess: 64 MiB and about a fifth of a second (OWASP's minimum for scrypt is N=2^17, r=8, p=1 or its like). */
const COST = { N: 2 ** 16, r: 8, p: 2 } as const;
const MOST_MEMORY = 256 << 20;
export const LEAST_PASSWORD = 10;
const MOST_PASSWORD = 200;

/** `scrypt$N$r$p$salt$hash`: the parameters stand with each hash, so that they can be raised later. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, COST);
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

async function passwordIs(password: string, stored: string): Promise<boolean> {
  const [scheme, N, r, p, salt, hash] = stored.split('$');
  if (scheme !== 'scrypt' || !salt || !hash) return false;
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  const found = await derive(password, Buffer.from(salt, 'base64url'), cost);
  const expected = Buffer.from(hash, 'base64url');
  return found.length === expected.length && timingSafeEqual(found, expected);
}

function derive(password: string, salt: Buffer, cost: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // One password can be typed as different code points on different keyboards (NIST SP 800-63B, 5.1.1.2).
    scrypt(password.normalize('NFKC'), salt, 32, { ...cost, maxmem: MOST_MEMORY }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

/** @throws {UserError} */
export async function addUser(
  { db }: Archive,
  name: string,
  role: Role,
  password: string,
  now = new Date(),
): Promise<void> {
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._@-]{0,63}$/u.test(name))
    throw new UserError(
      'a name has letters, figures and . _ @ - only, at most 64, and begins with a letter or figure',
    );
  if (name === 'local' || name === 'token') throw new UserError(`${name} is no name for a user`);
  const hash = await acceptable(password);
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('users')
    .values({ name, role, password: hash, created: now.toISOString() })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .executeTakeFirst();
  if (!numInsertedOrUpdatedRows) throw new UserError(`there is a user ${name} already`);
}

async function acceptable(password: string): Promise<string> {
  if ([...password].length < LEAST_PASSWORD)
    throw new UserError(`a password needs at least ${LEAST_PASSWORD} characters`);
  if (password.length > MOST_PASSWORD)
    throw new UserError(`a password has at most ${MOST_PASSWORD} characters`);
  return hashPassword(password);
}

export async function listUsers({ db }: Archive): Promise<User[]> {
  const rows = await db.selectFrom('users').select(['name', 'role', 'created']).orderBy('name').execute();
  return rows.map((row) => ({ ...row, role: row.role as Role }));
}

export async function hasUsers({ db }: Archive): Promise<boolean> {
  return (await db.selectFrom('users').select('name').limit(1).executeTakeFirst()) !== undefined;
}

/** Takes the user's sessions away too. @throws {UserError} */
export async function removeUser({ db }: Archive, name: string): Promise<void> {
  await db.deleteFrom('sessions').where('user', '=', name).execute();
  const { numDeletedRows } = await db.deleteFrom('users').where('name', '=', name).executeTakeFirst();
  if (numDeletedRows === 0n) throw new UserError(`there is no user ${name}`);
}

/** Changes password, role or both, and ends all sessions of the user. @throws {UserError} */
export async function changeUser(
  { db }: Archive,
  name: string,
  { password, role }: { password?: string | undefined; role?: Role | undefined },
): Promise<void> {
  const change = {
    ...(password === undefined ? {} : { password: await acceptable(password) }),
    ...(role === undefined ? {} : { role }),
  };
  const { numUpdatedRows } = await db
    .updateTable('users')
    .set(change)
    .where('name', '=', name)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new UserError(`there is no user ${name}`);
  await db.deleteFrom('sessions').where('user', '=', name).execute();
}

/** The user with this name and password; null when there is none. Takes as long for a name that nobody has. */
export async function userWith({ db }: Archive, name: string, password: string): Promise<User | null> {
  const row = await db.selectFrom('users').selectAll().where('name', '=', name).executeTakeFirst();
  nobody ??= await hashPassword(randomBytes(16).toString('hex'));
  const right = await passwordIs(password.slice(0, MOST_PASSWORD + 1), row?.password ?? nobody);
  return row && right ? { name: row.name, role: row.role as Role, created: row.created } : null;
}

/** The hash of a password that nobody knows. */
let nobody: string | undefined;

/** How long a session lasts, and how long one that is not used. */
export const SESSION_HOURS = 12;
const IDLE_HOURS = 2;
const hours = (n: number) => n * 3_600_000;

const idOf = (secret: string) => createHash('sha256').update(secret).digest('hex');

/** Begins a session; gives its secret, 256 random bits, of which only the hash is kept. */
export async function beginSession({ db }: Archive, user: string, now = new Date()): Promise<string> {
  await db
    .deleteFrom('sessions')
    .where((eb) =>
      eb.or([
        eb('expires', '<=', now.toISOString()),
        eb('used', '<=', new Date(now.getTime() - hours(IDLE_HOURS)).toISOString()),
      ]),
    )
    .execute();
  const secret = randomBytes(32).toString('base64url');
  const expires = new Date(now.getTime() + hours(SESSION_HOURS)).toISOString();
  const used = now.toISOString();
  await db
    .insertInto('sessions')
    .values({ id: idOf(secret), user, began: used, used, expires })
    .execute();
  return secret;
}

/** Whose session it is; null when it is none, has ended or was not used for long. */
export async function userOfSession({ db }: Archive, secret: string, now = new Date()): Promise<User | null> {
  if (!/^[\w-]{43}$/.test(secret)) return null;
  const id = idOf(secret);
  const row = await db
    .selectFrom('sessions')
    .innerJoin('users', 'users.name', 'sessions.user')
    .select(['users.name', 'users.role', 'users.created', 'sessions.used', 'sessions.expires'])
    .where('sessions.id', '=', id)
    .executeTakeFirst();
  if (!row || row.expires <= now.toISOString()) return null;
  const idle = now.getTime() - Date.parse(row.used);
  if (idle >= hours(IDLE_HOURS)) return null;
  // Written only now and then: reading must not make every request wait for whoever writes.
  if (idle > 60_000)
    await db.updateTable('sessions').set({ used: now.toISOString() }).where('id', '=', id).execute();
  return { name: row.name, role: row.role as Role, created: row.created };
}

export async function endSession({ db }: Archive, secret: string): Promise<void> {
  await db.deleteFrom('sessions').where('id', '=', idOf(secret)).execute();
}
