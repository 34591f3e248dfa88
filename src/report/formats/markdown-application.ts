// The application whose file was read, and the lines to write: for Markdown. What stands in a file is code, never live text.
import type { Report } from '../../model/report.ts';
import { applicationLine } from '../application-words.ts';
import { codeBlock, codeSpan, prose } from './markdown-text.ts';

export function applicationParagraphs({ application, settingsFor }: Report): string[] {
  const correction = application?.correction ?? null;
  return [
    ...(application === undefined ? [] : ['## Application', '', codeSpan(applicationLine(application))]),
    ...(correction === null
      ? []
      : ['', `To write into ${codeSpan(application?.file ?? '')}:`, '', ...codeBlock(correction.lines)]),
    ...(application?.noCorrection ? ['', prose(`Nothing to write: ${application.noCorrection}.`)] : []),
    ...(settingsFor === undefined
      ? []
      : [
          ...(application === undefined ? [] : ['']),
          `## ${prose(`Settings for ${settingsFor.format}`)}`,
          '',
          ...codeBlock(settingsFor.lines),
        ]),
  ];
}
