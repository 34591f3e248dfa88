// The talk of every connection, in the Markdown report: whatever a server said stays inside a code block.
import type { Report } from '../../model/report.ts';
import { namedPortAndMode } from '../wording.ts';
import { codeBlock, codeSpan } from './markdown-text.ts';
import { transcriptMark } from './transcript-mark.ts';

export const transcriptSections = ({ endpoints }: Report): string[] =>
  endpoints
    .filter(({ transcript }) => transcript.length > 0)
    .flatMap((endpoint) => [
      `## Transcript of ${namedPortAndMode(endpoint)} at ${codeSpan(endpoint.address)}`,
      '',
      ...codeBlock(
        endpoint.transcript.map((line) => `${String(Math.round(line.ms)).padStart(7)} ms ${transcriptMark(line)} ${line.line}`),
      ),
      '',
    ]);
