// The talk of each connection with the marks that support people read already: -> and <- in the clear, ~> and <~
// under TLS, *** for notes. Lines stay whole, so that they can be searched and pasted.
import { namedPortAndMode } from '../wording.ts';
import { oneLine } from './options.ts';
import { padStart } from './text-layout.ts';
import type { TextPage } from './text-page.ts';
import { transcriptMark } from './transcript-mark.ts';

export function transcriptSection({ report, style }: TextPage): string[] {
  return report.endpoints
    .filter(({ transcript }) => transcript.length > 0)
    .flatMap((endpoint, at) => [
      ...(at === 0 ? [] : ['']),
      style.strong(`Transcript of ${namedPortAndMode(endpoint)} at ${oneLine(endpoint.address)}`),
      ...endpoint.transcript.map((line) => {
        const text = `${padStart(String(Math.round(line.ms)), 7)} ms ${transcriptMark(line)} ${oneLine(line.line)}`;
        return line.direction === 'note' ? style.faint(text) : text;
      }),
    ]);
}
