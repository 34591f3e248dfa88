// The text that is passed on to one of those who can act: what was found, what they have to change. Pure; says of a finding
// what the finding says of itself.
import type { Finding, Owner } from '../../model/finding.ts';
import type { Report } from '../../model/report.ts';
import { withoutEnd } from '../../model/text-ends.ts';
import { wrapWords } from '../options/help.ts';

/** To whom, in the order in which a support engineer writes. */
export const RECIPIENTS: readonly { readonly owner: Owner; readonly title: string }[] = [
  { owner: 'you', title: 'The customer, who uses the server' },
  { owner: 'server', title: 'The hoster, who runs the server' },
  { owner: 'network', title: "Whoever runs the customer's network or firewall" },
  { owner: 'provider', title: 'The administrator of the account or tenant' },
];

const sentence = (text: string): string => `${withoutEnd(text.trim(), '.')}.`;

const paragraphsOf = ({ title, detail, evidence, fix }: Finding): string[] => [
  `${sentence(title)} ${detail}`.trim(),
  ...(evidence.length > 0 ? [`Seen: ${evidence.join('; ')}`] : []),
  ...(fix === '' ? [] : [`What to do: ${fix}`]),
];

/** Paragraphs of at most `columns`. What is not for `owner` to mend is said in one sentence. */
export function textFor({ target, startedAt, summary, findings }: Report, owner: Owner, columns: number): string {
  const theirs = findings.filter((finding) => finding.severity !== 'info' && finding.owner === owner);
  const nothing = 'There is nothing for you to change.';
  const paragraphs = [
    `${target.host} was tested at ${startedAt}: ${sentence(summary)}`,
    ...(theirs.length === 0 ? [nothing] : theirs.flatMap(paragraphsOf)),
  ];
  return `${paragraphs.map((text) => wrapWords(text, columns).join('\n')).join('\n\n')}\n`;
}
