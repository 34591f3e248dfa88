// The fields that servers write into a message on its way: what they note there is no refusal. Knows the names of fields, no
// meanings.

/** RFC 5321 §4.4, RFC 8601, RFC 7208 §9.1, RFC 6376, RFC 8617, and what filters add. */
const TRACE =
  /^(?:Received|X-Received|Received-SPF|Authentication-Results|ARC-(?:Seal|Message-Signature|Authentication-Results)|DKIM-Signature|DomainKey-Signature|X-Google-DKIM-Signature|Return-Path|Delivered-To|X-Spam-[\w-]{1,40}|X-Virus-[\w-]{1,40}|X-MS-Exchange-[\w-]{1,80}|X-Forefront-[\w-]{1,60}|X-Microsoft-[\w-]{1,60}|X-Rspamd-[\w-]{1,40}|List-Unsubscribe(?:-Post)?|Feedback-ID|MIME-Version|Message-ID|Content-Transfer-Encoding): /i;
const FOLDED = /^[ \t]{1,40}\S/;
/** What a receiver noted of a message that it found fault with. */
const FAULT =
  /\b(?:spf|dkim|dmarc|arc|compauth)=(?!pass|none|neutral|bestguess)|^Received-SPF: (?!pass|none|neutral)|\b(?:X-Spam-Status: Yes|X-Spam-Flag: YES|X-Virus-Status: Infected)/i;

/** Of each line whether it is a field in which nothing is amiss, or goes on with one. */
export function traceFieldsIn(lines: readonly string[]): readonly boolean[] {
  const isFields: boolean[] = [];
  let start = 0;
  lines.forEach((line, at) => {
    const goesOn = FOLDED.test(line) && isFields[at - 1] === true;
    if (!goesOn) start = at;
    isFields.push(goesOn || TRACE.test(line));
    // One fault in a field, and all of its lines are heard.
    if (isFields[at] === true && FAULT.test(line)) for (let of = start; of <= at; of += 1) isFields[of] = false;
  });
  return isFields;
}
