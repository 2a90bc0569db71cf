/**
 * Asks for name and password when the server wants to know who is reading.
 *
 * @module
 */
import { forgetSession, type Me } from './api.ts';

class SignIn {
  open = $state(false);
  #then: (() => void) | undefined;

  ask(then?: () => void) {
    this.#then = then;
    this.open = true;
  }

  /** @throws an Error whose message is for people. */
  async with(name: string, password: string): Promise<Me> {
    let answer: Response;
    try {
      answer = await fetch('/api/session', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name, password }),
      });
    } catch {
      throw new Error('The server does not answer. Your password was not sent anywhere else.');
    }
    if (!answer.ok) {
      const problem = (await answer.json().catch(() => null)) as { detail?: string } | null;
      throw new Error(problem?.detail ?? `The server answered ${answer.status}.`);
    }
    forgetSession();
    this.open = false;
    const then = this.#then;
    this.#then = undefined;
    if (then) then();
    else location.reload();
    return answer.json() as Promise<Me>;
  }
}

export const signIn = new SignIn();
export const askToSignIn = (then?: () => void) => signIn.ask(then);
