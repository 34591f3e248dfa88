// A reply that stands in a sentence without any mark of its own: `our CRM shows 421 words when we test it`. Only its words can tell that
// it is one: it is taken where a server is known to say them.
import { explainReply } from '../knowledge/index.ts';
import { type QuotedReply, smtpReplyIn } from './quoted-replies.ts';

/** A refusal's code in the midst of a line, with words behind it. */
const CODE_IN_LINE =
  /(?<=[\s|>([*-])(?!443|465|587)[45]\d\d[ -](?!(?:when|if|for|as|on|in|at|to|is|was|are|because|during|while|unless|errors?|codes?|repl(?:y|ies)|responses?|after|before|with|from|by|of|the|an?|once) )(?=[A-Za-z<(#])/g;
/** Where the sentence goes on that the reply stands in. */
const GOES_ON =
  /,? (?:when(?:ever)?|but|although|though|while|since|as soon as|every time|each time|if|and|even) (?:we|I|he|she|it|they|you|the|our|my|your|a|this|trying|sending|connecting|testing|clicking|logging|using|though)\b.*$/s;
const MAX_TRIED = 4;

const isKnown = (text: string): boolean => {
  const [best] = explainReply(text);
  return best !== undefined && best.confidence !== 'generic';
};

/** The first that is known; null: none. */
export function unmarkedReplyIn(line: string): QuotedReply | null {
  let tried = 0;
  for (const { index } of line.matchAll(CODE_IN_LINE)) {
    if (tried >= MAX_TRIED) return null;
    tried += 1;
    const reply = smtpReplyIn(line.slice(index));
    if (reply === null) continue;
    const short = reply.text.replace(GOES_ON, '');
    if (isKnown(short)) return { ...reply, text: short };
    if (short !== reply.text && isKnown(reply.text)) return reply;
  }
  return null;
}
