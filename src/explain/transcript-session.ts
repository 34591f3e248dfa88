// What a transcript or a log shows of the session around a line: the host, the protocol, the mechanism of the login, and
// whether TLS was due. Knows no dialect; reads commands, which are the same in all of them.
import type { Protocol } from '../model/protocol.ts';
import { type SessionStep, stepOf } from './dialects/forms.ts';

// A host that was connected to, as clients, logs and libraries name it.
const HOST =
  /(?:connect(?:ed|ing|ion)?(?: (?:to|with|established to))?(?: (?:server|host))?|trying(?: host)?|opening (?:connection )?to|host(?: name)?[=: ]|relay=|server[=: ]|against|Host[12]:? |-connect|smtp_host|address:) {0,3}["'[(]{0,2}(?:[a-z]{2,8}:\/\/)?([a-z0-9](?:[a-z0-9-]{0,62}\.){1,8}[a-z]{2,24})\b/i;
const PROTOCOL = /\b(smtps?|imaps?|pop3s?)\b/i;
const COMMAND =
  /(?:^|[\s>:"'=])(EHLO|HELO|STARTTLS|STLS|AUTHENTICATE|AUTH|MAIL FROM|LOGIN|CAPABILITY|PASS|USER)(?![\w=-])(?:[ :]+([A-Z0-9-]{3,20}))?/;
/** A line that is a client's command: bare, or behind the mark that a log puts before what it sent. */
const SENT =
  /^(?:.{0,160}?(?:\bC: ?|CLIENT -> \w{1,8}: ?|\bclient: ?|[=~-]>|>{1,3}|\b[Ss]en[dt](?:ing)?:? ?|\bwrite:|\]: |POP3>|IMAP>|SMTP>)\s{0,4})?b?['"]?(?:#?[A-Za-z]{0,8}\d{1,10}#? )?(AUTH(?:ENTICATE)?|LOGIN|[EH]HLO|HELO|LHLO|STARTTLS|STLS|MAIL FROM|RCPT TO|DATA|USER|PASS|APOP|RETR|TOP|UIDL|LIST|STAT|DELE|CAPA|CAPABILITY|SELECT|EXAMINE|FETCH|UID|NOOP|RSET|QUIT|LOGOUT)(?=[\s:'"\\]|$)(?! (?:command )?(?:failed|not|error|rejected))/;
/** A reply's last line: what was asked is answered. Not 334 and `+`, by which the server asks in turn, nor 354. */
const ANSWERED =
  /(?:^|[\s>:'"(])(?:(?!334|354)[2-5]\d\d(?: |['"]?$)|(?:#?[A-Za-z]{0,8}\d{1,10}#?) (?:OK|NO|BAD)\b|-ERR\b|\+OK\b)/;
/** The line that ends a message (RFC 5321 §4.1.1.4), as it was typed or logged. */
const END_OF_DATA = /^\s{0,4}(?:(?:C:|CLIENT -> SERVER:|[=~-]?>|>{2,3}) {0,2})?\.\s{0,4}$/;
/** What msmtp says of a refusal before it quotes the reply (src/smtp.c); what it was about tells the command. */
const REFUSED_BY =
  /^\S{0,200}(?:msmtp|send-?mail): (?:(recipient) address \S{1,320} not accepted|envelope from (address) \S{1,320} not accepted|the server did not accept the (mail)|(auth)entication failed)/;
const PORTS: Readonly<Record<string, Protocol>> = {
  25: 'smtp',
  465: 'smtp',
  587: 'smtp',
  143: 'imap',
  993: 'imap',
  110: 'pop3',
  995: 'pop3',
};
const PORT = /(?:\bport\b["']?:? ?(?:=> )?|:)(25|465|587|143|993|110|995)\b/i;
const CHEAP =
  /EHLO|HELO|TLS|AUTH|MAIL|LOGIN|CAPAB|PASS|USER|RCPT|DATA|RETR|TOP|UID|LIST|STAT|DELE|SELECT|FETCH|NOOP|RSET|QUIT|APOP|onnect|rying|ost|erver|elay=|gainst|ddress|SMTP|IMAP|POP|smtp|imap|pop3|port|auth|erform|:\d\d/;

export class TranscriptSession {
  host: string | null = null;
  protocol: Protocol | null = null;
  /** Of the last AUTH or AUTHENTICATE; LOGIN for IMAP's command. */
  mechanism: string | null = null;
  /** STARTTLS was sent, and nothing after it: what fails now is the handshake. */
  isTlsDue = false;
  /** The last list of capabilities bars LOGIN, and offers STARTTLS. */
  isLoginAfterTls = false;
  /** Of the command that waits for its answer; empty where none does, or more than one. */
  step: SessionStep = {};
  #isWaiting = false;

  /** Takes in a line; what it tells holds for the lines after it. */
  see(line: string): void {
    if (!CHEAP.test(line) && !line.includes('.')) return;
    const short = line.slice(0, 1000);
    if (/\bCAPABILITY IMAP4/i.test(short)) this.isLoginAfterTls = /\bLOGINDISABLED\b/i.test(short) && /\bSTARTTLS\b/i.test(short);
    const sent = SENT.exec(short)?.[1];
    if (sent !== undefined) this.#ask(sent);
    if (END_OF_DATA.test(short)) this.#end();
    const refused = REFUSED_BY.exec(short);
    if (refused !== null) this.#ask(refused[1] ?? (refused[2] && 'mail') ?? (refused[3] && 'data') ?? 'auth');
    const host = HOST.exec(short)?.[1];
    if (host !== undefined) this.host = host.toLowerCase();
    const protocol = PROTOCOL.exec(short)?.[1]?.toLowerCase().replace(/s$/, '');
    if (protocol === 'smtp' || protocol === 'imap' || protocol === 'pop3') this.protocol = protocol;
    else this.protocol ??= PORTS[PORT.exec(short)?.[1] ?? ''] ?? null;
    if (/perform\w{0,3} (?:the )?(?:SSL|TLS).{0,10}handshake/i.test(short)) this.isTlsDue = true;
    const mechanism = /\bauth(?:mech\d?)? ?\[(XOAUTH2|OAUTHBEARER|PLAIN|LOGIN)\b/.exec(short)?.[1];
    if (mechanism !== undefined) this.mechanism = mechanism;
    const command = COMMAND.exec(short);
    // `NO LOGIN failed`, `OK AUTHENTICATE completed`: a server names the command that it answers.
    if (command !== null && !/\b(?:NO|OK|BAD) (?:\[[^\]]{0,2000}\] )?(?:AUTHENTICATE|LOGIN|CAPABILITY|STARTTLS)\b/.test(short))
      this.#follow(command[1] ?? '', command[2]);
  }

  /** To be told of a line after what it says was heard. */
  answer(line: string): void {
    if (!this.#isWaiting || !ANSWERED.test(line.slice(0, 300))) return;
    this.#isWaiting = false;
    this.step = {};
  }

  #ask(command: string): void {
    // Of commands that were sent in one go (RFC 2920), nothing tells which is answered.
    const isOneMore = this.#isWaiting && !/^(?:USER|PASS)$/.test(command);
    this.step = isOneMore ? {} : stepOf(command);
    this.#isWaiting = true;
  }

  /** DATA was answered by 354, and this is what waits now. */
  #end(): void {
    this.step = stepOf('.');
    this.#isWaiting = true;
  }

  #follow(command: string, argument: string | undefined): void {
    this.isTlsDue = command === 'STARTTLS' || command === 'STLS';
    if (command === 'AUTH' || command === 'AUTHENTICATE') this.mechanism = argument ?? this.mechanism;
    if (command === 'LOGIN' || command === 'PASS') this.mechanism = command;
    if (command === 'EHLO' || command === 'HELO' || command === 'MAIL FROM') this.protocol = 'smtp';
    if (command === 'AUTHENTICATE' || command === 'CAPABILITY') this.protocol = 'imap';
  }
}
