// The foot of the page: when, from where and to where, how long; and the command that leads on. Draws; judges nothing.

import { fillFrame, type Translation } from '../languages/translation.ts';
import { nextCommand } from '../next-command.ts';
import { clientAddress } from '../tell.ts';
import { durationText, localTimeText, trustText } from '../wording.ts';
import { oneLine } from './options.ts';
import { labelWidth, paddedLabel, row, type TextPage } from './text-page.ts';

const MOST_ADDRESSES = 4;

export function whenSection(page: TextPage): string[] {
  const { report } = page;
  const time = localTimeText(report.startedAt);
  const duration = durationText(report.durationMs);
  const { own, seen } = clientAddress(report);
  const addresses = (report.dns?.addresses ?? []).map(({ address }) => address);
  const more = addresses.length - MOST_ADDRESSES;
  const { language } = page.options;
  if (language !== undefined) {
    const to = addressesIn(language, addresses);
    const text = fillFrame(language, to === '' ? 'noAddress' : 'when', { time, own, seen, addresses: to, duration });
    return row(page, 'When', text).map(page.style.faint);
  }
  const to = `${addresses.slice(0, MOST_ADDRESSES).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  const from = own === null ? '' : ` from ${own}${seen === null ? '' : ` (seen as ${seen})`}`;
  const way = to === '' ? ' no address to go to' : `${from} to ${to}`;
  return row(page, 'When', `${time},${way}, took ${duration}`).map(page.style.faint);
}

function addressesIn(language: Translation, addresses: readonly string[]): string {
  const shown = addresses.slice(0, MOST_ADDRESSES).join(', ');
  const count = addresses.length - MOST_ADDRESSES;
  return count > 0 ? fillFrame(language, 'moreAddresses', { addresses: shown, count }) : shown;
}

/** By which roots certificates were verified: what everybody has is said to those who want to see all of it. */
export function trustSection(page: TextPage): string[] {
  const { report, options, style } = page;
  const { trust } = report;
  if (!trust || (trust.store === 'default' && !options.verbose)) return [];
  return row(page, 'Trust', trustText(trust)).map(style.faint);
}

/** Whole, however long: it is there to be copied. What it is for stands behind it as an English comment, where there is room. */
export function nextSection(page: TextPage): string[] {
  const { report, options, style, width } = page;
  const next = nextCommand(report, options);
  if (next === null) return [];
  const comment = `  # ${next.purpose}`;
  const command = oneLine(next.command);
  const hasRoom = options.language === undefined && labelWidth(page) + command.length + comment.length <= width;
  return [`${style.strong(paddedLabel(page, 'Next'))}${command}${hasRoom ? style.faint(comment) : ''}`];
}
