import { ANSI, PLAIN, type Style } from '../publish/text.ts';

/** Styles for a stream: none when it is no terminal, or NO_COLOR is set (no-color.org). */
export function styleOf(stream: NodeJS.WriteStream): Style {
  const { NO_COLOR, TERM } = process.env;
  return stream.isTTY && !NO_COLOR && TERM !== 'dumb' ? ANSI : PLAIN;
}
