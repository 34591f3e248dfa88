// The foot of the page: when, from where and to where, how long; and the command that leads on. Draws; judges nothing.
import { nextCommand } from '../next-command.ts';
import { clientAddress } from '../tell.ts';
import { durationText, localTimeText } from '../wording.ts';
import { oneLine } from './options.ts';
import { padEnd } from './text-layout.ts';
import { LABEL_WIDTH, row, type TextPage } from './text-page.ts';

const MOST_ADDRESSES = 4;

export function whenSection(page: TextPage): string[] {
  const { report } = page;
  const { own, seen } = clientAddress(report);
  const addresses = (report.dns?.addresses ?? []).map(({ address }) => address);
  const more = addresses.length - MOST_ADDRESSES;
  const to = `${addresses.slice(0, MOST_ADDRESSES).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  const from = own === null ? '' : ` from ${own}${seen === null ? '' : ` (seen as ${seen})`}`;
  const way = to === '' ? ' no address to go to' : `${from} to ${to}`;
  return row(page, 'When', `${localTimeText(report.startedAt)},${way}, took ${durationText(report.durationMs)}`).map(
    page.style.faint,
  );
}

/** Whole, however long: it is there to be copied. What it is for stands behind it as a comment, where there is room. */
export function nextSection({ report, options, style, width }: TextPage): string[] {
  const next = nextCommand(report, options);
  if (next === null) return [];
  const comment = `  # ${next.purpose}`;
  const command = oneLine(next.command);
  const hasRoom = LABEL_WIDTH + command.length + comment.length <= width;
  return [`${style.strong(padEnd('Next', LABEL_WIDTH))}${command}${hasRoom ? style.faint(comment) : ''}`];
}
