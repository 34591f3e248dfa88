// The certificates in a text, as PEM. Must not know whether they can be read.

const BEGIN = /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----/g;
const END = /-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g;

/** From each beginning to the next end. One after the other: a pattern over both looks for the end anew at each beginning. */
export function pemBlocks(text: string): string[] {
  const blocks: string[] = [];
  BEGIN.lastIndex = 0;
  for (let begin = BEGIN.exec(text); begin; begin = BEGIN.exec(text)) {
    END.lastIndex = begin.index;
    const end = END.exec(text);
    if (!end) break;
    blocks.push(text.slice(begin.index, END.lastIndex));
    BEGIN.lastIndex = END.lastIndex;
  }
  return blocks;
}
