// maddy, whose log lines end in a JSON object: code, enhanced code and words of a reply are properties of their own
// (foxcpp/maddy framework/log, framework/exterrors).
import type { Dialect } from '../utterance.ts';
import { type Form, form, readForms, silent } from './forms.ts';

const propertyIn = (line: string, name: string): string | undefined => {
  const found = new RegExp(`"${name}": ?(?:"([^"]{1,600})"|(\\d{3}))`).exec(line);
  return found?.[1] ?? found?.[2];
};

/** Of the server that it delivers to where it stands in the queue or names a target; else its own, to a client. */
const failure: Form = (line) => {
  const [, step] = /: (?:(MAIL FROM|RCPT|DATA|AUTH\w{0,12}) error|delivery attempt failed|not delivered)\b/.exec(line) ?? [];
  const words = propertyIn(line, 'smtp_msg') ?? propertyIn(line, 'reason');
  if (words === undefined || !/ error\t| error +\{|failed\t|failed +\{|not delivered/.test(line)) return null;
  const code = propertyIn(line, 'smtp_code');
  const enhanced = propertyIn(line, 'smtp_enchcode');
  const isOthers = /queue: |"(?:target|remote_server)":/.test(line);
  const transaction = step === 'DATA' ? 'data' : step === 'MAIL FROM' ? 'mail' : 'rcpt';
  const text = [code, code === undefined ? undefined : enhanced, words].filter((part) => part !== undefined).join(' ');
  return [
    {
      speaker: code === undefined ? (isOthers ? 'mailer' : 'server-log') : 'server',
      words: text,
      ...(step?.startsWith('AUTH') ? { stage: 'auth' as const } : { transaction }),
      ...(isOthers ? {} : { direction: 'by-us' as const }),
    },
  ];
};

export const maddy: Dialect = {
  name: 'maddy',
  isLog: true,
  marks: /\bmaddy(?:\[\d{1,10}\])?: |"smtp_enchcode"|\{"msg_id":"[\da-f-]{6,40}"/,
  more: 'a log of maddy in which nothing failed for a reason that it names: the lines with the same msg_id tell it',
  read: readForms(
    form(/: (?:delivered|accepted)\s.{0,40}\{"/, 'server', { isSuccess: true }),
    failure,
    silent(/: (?:incoming message|RCPT ok)\s/),
  ),
};
