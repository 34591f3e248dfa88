// The mark in front of a transcript line, in every format that shows transcripts.
import type { TranscriptLine } from '../../model/observation.ts';

export function transcriptMark({ direction, secure }: TranscriptLine): string {
  if (direction === 'note') return '***';
  if (direction === 'client') return secure ? ' ~>' : ' ->';
  return secure ? '<~ ' : '<- ';
}
