// Exchange: protocol logs of its receive and send connectors (comma-separated, `<` received, `>` sent, `*` of its own),
// connectivity logs, and the last error of a queue.
import type { Dialect } from '../utterance.ts';
import { type Form, form, readForms, silent } from './forms.ts';

const BY_US = { direction: 'by-us' } as const;
const COLUMNS =
  /^"?\d{4}-\d\d-\d\dT[\d:.]{8,16}Z?,([^,]{1,200}),([0-9A-F]{8,20}),(\d{1,6}),([^,]{0,80}),([^,]{0,80}),([<>*+-]),(.{0,4000})$/;

/** Whose port is a service's: a client's own is a high one. */
const isService = (endpoint: string): boolean => /:(?:25|465|475|587|717|2525|2526)$/.test(endpoint);

/** What a firewall's mail inspection makes of a greeting and of the keywords of EHLO. */
const MASKED = /^2[25]0[ -](?:[\d ]{0,8}\*{4}|X{3,20}A?$)/;

const protocolLine: Form = (line) => {
  const found = COLUMNS.exec(line);
  if (found === null) return null;
  const [local = '', mark = '', rest = ''] = [found[4], found[6], found[7]];
  const isReceiving = isService(local);
  const words = rest.replace(/^"|"?,[^,]{0,200}$/g, '').replace(/"$/, '');
  if (mark === '*') {
    const refused = /Tarpit for .{0,60}due to '(.{3,600}?)'/.exec(rest)?.[1];
    if (refused !== undefined) return [{ speaker: 'server', words: refused, ...BY_US }];
    return [
      { speaker: isReceiving ? 'server-log' : 'mailer', words: rest.replace(/^[",]{0,4}/, ''), ...(isReceiving ? BY_US : {}) },
    ];
  }
  if (mark === (isReceiving ? '>' : '<') && (/^[45]\d\d/.test(words) || MASKED.test(words)))
    return [{ speaker: 'server', words, protocol: 'smtp', ...(isReceiving ? BY_US : {}) }];
  return [];
};

export const exchange: Dialect = {
  name: 'Exchange',
  isLog: true,
  marks:
    /^"?\d{4}-\d\d-\d\dT[\d:.]{8,16}Z?,[^,]{1,200},[0-9A-F]{8,20},|#Software: Microsoft Exchange|Primary target IP address responded|\bLED=|\{MSG=|SMTPSEND\.|MapiException|STOREDRV\.|RESOLVER\.|DnsQuery|(?<!PTR:)InfoDomainNonexistent|MSEXCH:|\bMSExchange(?:FrontEnd)?Transport\b|\bReceive connector .{1,80} (?:rejected|requires)|submit permissions on SMTP Receive|for Receive connector |Microsoft Exchange (?:could not|couldn't|Transport service is)|resource pressure increased|SMTP protocol (?:warning|error|success) log for virtual|delivery to the (?:remote domain|host) '|No DNS servers could be retrieved|(?:STARTTLS|internal transport) certificate will|certificate for the FQDN of|LastError {0,12}:/m,
  more: 'a log of Exchange in which nothing failed for a reason that it names: the protocol log of the connector (`-ProtocolLoggingLevel Verbose`) has the dialogue',
  read: readForms(
    protocolLine,
    // Events: whole sentences, of which the event's source and number stand in lines of their own.
    form(
      /(?<words>(?:Receive connector .{1,80} (?:rejected|requires)|The account '|Inbound (?:direct trust )?authentication failed|Outbound (?:direct trust )?authentication failed|Authentication failures have exceeded|Microsoft Exchange (?:could not|couldn't|Transport service is)|The Microsoft Exchange Transport service|(?:The )?resource pressure increased|Inbound mail submission|No DNS servers could be|(?:The |An )?(?:STARTTLS|internal transport) certificate|There is no valid SMTP Transport Layer|Failed to start listening|The address is already in use).{1,900})$/i,
      'server-log',
      BY_US,
    ),
    form(/responded to the SMTP command "(?<command>[\w ]{2,12})" with "(?<words>[45]\d\d.{1,600}?)"/, 'server'),
    form(/Message delivery to the (?:remote domain|host) '.{1,200}' failed.{0,60}: (?<words>.{1,300})$/, 'server-log', BY_US),
    form(/(?<words>Certificate validation fail(?:ed|ure), ?Reason: ?\w{4,40})/i, 'mailer'),
    form(/(?<words>\bSocket[A-Z]\w{3,30}: Socket error code \d{5})/, 'mailer'),
    silent(
      /^\s{0,4}(?:Log Name|Source|Event ID|Level|Task Category|Keywords|Computer|Description|Identity|DeliveryType|Status|MessageCount) {0,20}:/,
    ),
    // Exchange's own words in the dress of a reply. Behind `PTR:` they are of the sender's address (X-Forefront-Antispam-Report).
    form(
      /(?:responded with|primary target IP address):? ?["']?(?:4\d\d \d\.\d\.\d )?(?<words>(?:Unable to connect|Failed to connect|Connection (?:timed out|dropped)|No connection).{0,600})/i,
      'mailer',
    ),
    form(
      /(?:responded with:? ?["']?|LED=)(?<words>[45]\d\d[ -].{1,2000}?)(?:"? Attempted failover.{0,400}|\};?\{.{0,1000})?$/,
      'server',
      { protocol: 'smtp' },
    ),
    form(/(?<words>(?:SMTPSEND\.|DNS (?:query|error|server)|(?<!PTR:)InfoDomain|MSEXCH:).{1,400})$/, 'mailer'),
    form(/Failed connection to .{0,200}\((?<words>\w{4,40}):[0-9A-Fa-f]{8}\)/, 'mailer'),
    form(/^(?!.{0,200}\b[45]\d\d [45]\.\d).{0,200}?(?<words>(?:MapiException|STOREDRV\.|RESOLVER\.)\S.{1,1000})$/, 'mailer'),
    silent(/^#(?:Fields|Version|Log-type|Date|Software)/),
  ),
};
