// What servers say of the session as a whole, whatever was asked: why they take their leave, that a command came out of order
// or is not known here, how many sessions there may be. Facts as data; knows no engine.
import type { FindingId } from '../../model/finding.ts';
import { type EntryWords, type ReplyEntry, says as saysAtAnyStage } from '../reply-entry.ts';

/** Of a session of which no more is known: at a known step the words are about that step, and others have them. */
const says = (id: FindingId, when: RegExp | readonly RegExp[], words: EntryWords = {}): ReplyEntry =>
  saysAtAnyStage(id, null, when, { confidence: 'likely', stages: [], ...words });

const OUT_OF_ORDER: EntryWords = {
  title: 'A command came out of order',
  meaning:
    'The server takes its commands in a fixed order (greeting, EHLO, AUTH, MAIL, RCPT, DATA), and the one it names should have come before, or not twice. Most often the refusal of an earlier command was passed over.',
  fix: 'Read the reply to the command before this one: that one is the cause. A program that speaks the protocol itself must wait for each reply and stop at the first refusal.',
  owner: 'you',
  reference: 'RFC 5321 §4.1.4',
};
const UNKNOWN_COMMAND: EntryWords = {
  title: 'The server does not take this command here',
  meaning:
    'The command is unknown to the server, or not meant for this state: a login before TLS, a command for mail before the login, or one that is switched off.',
  fix: 'Compare what the server offers (CAPABILITY, CAPA), before and after TLS, with the command that the client sent.',
  reference: 'RFC 9051 §7.1.3',
};

/** A command of IMAP or POP3 that is not known, or not taken in this state. */
const NOT_TAKEN: readonly RegExp[] = [
  /^(?:no|bad|-err)\b.{0,60}(?:unknown|unrecogni[sz]ed|unimplemented|unsupported|invalid|illegal|bad|null|missing|wrong) .{0,24}(?:command|verb|sequence|state)\b/,
  /^(?:no|bad|-err)\b.{0,60}(?:command|verb)\b.{0,40}(?:not (?:valid|allowed|recogni[sz]ed|implemented|permitted|understood|supported|known)|unknown|unrecogni[sz]ed|invalid|disabled|out of sequence|wrong state)/,
  /^(?:no|bad|-err)\b.{0,12}(?:error in imap command|syntax error|(?:command )?not implemented|unimplemented)/,
  /^(?:no|bad|-err)\b.{0,12}protocol error/,
  /^(?:no|bad|-err)\b.{0,12}(?:invalid|missing|wrong|bad|too (?:many|few)) (?:parameters?|arguments?)\b/,
  /^-err must give (?:user|pass) command/,
];

export const sessions = (): readonly ReplyEntry[] => [
  // RFC 5321 §4.1.1.11 and §4.2.3: parameters of MAIL or RCPT that the server cannot read.
  says('sender-not-allowed', /^555 (?!helo)/, {
    title: 'The server cannot read an address or a parameter of MAIL or RCPT',
    meaning:
      'Connection and login were fine. What the program puts behind MAIL FROM or RCPT TO is malformed: brackets or a name within the address, a missing address, an extension that the server does not have.',
    fix: "Look at the command in the program's transcript: the address alone, once in angle brackets, without a name. Update the program or its library.",
    ofMessage: true,
    confidence: 'likely',
    reference: 'RFC 5321 §4.1.1.11',
  }),
  // how many there may be; of failed logins others tell
  says('rate-limited', [
    /^(?:bye|-err(?: \[sys\/temp\])?) .{0,40}too many (?!.{0,40}(?:auth|log-?in|logon|password|fail|protocol|invalid|error))/,
    /^4\d\d .{0,20}(?:maximum|max\.?) (?:allowed )?number of (?:concurrent |simultaneous )?(?:smtp )?(?:connections|sessions|messages)/,
  ]),
  // Gmail and Yahoo count commands and octets of one mailbox.
  says('rate-limited', /exceeded .{0,12}(?:command|bandwidth)(?: or bandwidth)? limits?/),
  // farewells
  says('server-timeout', /^4(?:21|51) .{0,40}time ?-?out (?:while )?waiting for (?:the )?(?:client|input|command|data)/),
  says('server-timeout', /^bye .{0,40}session (?:has |is )?(?:expired|timed out)/),
  says(
    'auth-temporary-failure',
    /^(?:bye|no|-err) .{0,40}auth(?:entication)? (?:process|server|service|daemon).{0,30}(?:broken|died|gone|lost|not responding|unavailable|restart)/,
  ),
  says(
    'service-unavailable',
    /^(?:bye|421|-err)\b.{0,80}(?:shutting down|shut down|going down|(?:being )?restart(?:ed|ing)|killed by|for maintenance|under maintenance)/,
  ),
  says('connection-closed', /^421 .{0,260}lost (?:the )?(?:input )?connection/, {
    title: 'The server lost the connection to its client',
    meaning: 'The client, or something on the way, closed the connection before the session was over.',
  }),
  says(
    'server-fault',
    /^bye .{0,60}(?:(?:temporary )?system error|internal (?:server )?error|out of (?:memory|resources|disk)|i\/o error|storage has been exceeded)/,
  ),
  // a message to be stored
  says('message-too-large', /^no .{0,40}\b(?:message|append|literal)\b.{0,30}(?:exceeds|too (?:big|large|long)|size limit)/),
  // commands
  // NetEase and Coremail: the introduction was heard, the login is what is missing
  says('auth-required', /^50\d (?:5\.5\.1 )?.{0,40}need ehlo and auth\b/),
  says(
    'auth-protocol-error',
    [
      /^50\d (?:5\.5\.1 )?.{0,30}(?:nested (?:mail|rcpt)|(?:mail|rcpt|data|sender) (?:command )?already (?:given|specified|sent))/,
      /^50\d (?:5\.5\.1 )?.{0,40}(?:(?:send|say|issue|need|expected|where'?s|use) .{0,12}\b(?:helo|ehlo)\b|\b(?:helo|ehlo)\b(?:\/\b(?:helo|ehlo))? (?:is )?(?:first|required|needed|expected))/,
      /^50[13] (?:5\.5\.1 )?(?:error: )?(?:mail|rcpt|data|sender) (?:from )?(?:is |command )?(?:required|needed|expected|first)/,
    ],
    OUT_OF_ORDER,
  ),
  says('auth-protocol-error', NOT_TAKEN, UNKNOWN_COMMAND),
  // In answer to AUTH or AUTHENTICATE: the login was not judged, this way of it is not there.
  says('auth-mechanism-rejected', NOT_TAKEN, { ...UNKNOWN_COMMAND, stages: ['auth'], stageMustBeKnown: true }),
];
