// What does this reply mean, and who has to act? Offline.
import { explain } from '../../../../src/index.ts';

export function explainReply(reply: string): string {
  const [best] = explain(reply).matches;
  return best ? `${best.id}, ${best.owner}: ${best.fix}` : 'not recognised';
}
