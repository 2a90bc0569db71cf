/**
 * Who asks, and what each role may do. A role may do all that the roles before it may.
 *
 * @module
 */
import type { Context } from 'hono';
import type { Role } from '../archive/users.ts';
import { ROLES } from '../archive/users.ts';

export interface Who {
  /** `local` for whoever sits at this machine, `token` for a program, else the name of a user. */
  name: string;
  role: Role;
  /** What a state-changing request has to send in `x-onrecord-csrf`; null where none is asked for. */
  csrf: string | null;
  /** Whether private persons are masked in what is shown to them. */
  masked: boolean;
}

declare module 'hono' {
  interface ContextVariableMap {
    who: Who;
  }
}

/** Who asks; set before any route is reached. */
export const whoOf = (context: Context): Who => context.get('who');

export const mayDo = (role: Role, needed: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(needed);
