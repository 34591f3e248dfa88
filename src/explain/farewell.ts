// Where a session ends as it should: after QUIT or LOGOUT and the server's farewell a closed connection is no failure. Reads lines,
// of whatever program; knows no meanings.

/** RFC 5321 §4.1.1.10, RFC 9051 §6.1.3, RFC 1939 §6: what is asked, and what is answered. */
const FAREWELL =
  /(?:^|[\s>:<])(?:QUIT|LOGOUT|221 (?:\d\.\d\.\d )?|\* BYE (?:logging out|.{0,40}(?:logout|goodbye|closing))|\+OK .{0,40}(?:bye|signing off|logging out|sayonara))/i;
/** The farewell and its answer stand right before the closing. */
const LINES_BEFORE = 4;
const MAX_LINE = 300;

/** A server's last words, whatever it puts into them (Courier: `* BYE Courier-IMAP server shutting down`). */
export const isFarewell = (words: string): boolean => /^(?:\* )?BYE\b|^221\b/i.test(words);

/** Whether the line (from 1; else the last one) follows a farewell. */
export function isAfterFarewell(text: string, line?: number): boolean {
  const lines = text.split(/\r\n|\n|\r/, line);
  return lines.slice(-1 - LINES_BEFORE, -1).some((before) => FAREWELL.test(before.slice(0, MAX_LINE)));
}
