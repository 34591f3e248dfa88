// How often `explain` is right: over files of labelled texts, one JSON object a line with `text`, `accept` (the ids of which
// any is right; `none`: not recognised, or nothing-wrong) and `kind`. In process: the text is explained as the command does.
//   node --import tsx test/bench/score-explain.mjs [--misses] [--all] FILE…
import { readFileSync } from 'node:fs';
import { explainText } from '../../src/explain/explain.ts';

const words = process.argv.slice(2);
const shows = (option) => words.includes(option);
const files = words.filter((word) => !word.startsWith('--'));
if (files.length === 0) {
  console.error('usage: score-explain.mjs [--misses] [--all] FILE…');
  process.exit(2);
}

const isNone = (id) => id === undefined || id === 'nothing-wrong';
/** `gap:x` is accepted as x: it was labelled before the vocabulary had the id. */
const wanted = (one) =>
  one.replace(/^gap:/, '').replace(/ .*/, '').replace('sender-domain-unauthenticated', 'sender-unauthenticated');
const isRight = ({ accept }, id) => accept.some((one) => (wanted(one) === 'none' ? isNone(id) : wanted(one) === id));
const percent = (part, whole) => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`);

class Count {
  right = 0;
  all = 0;
  add(isOne) {
    this.all += 1;
    if (isOne) this.right += 1;
  }
  toString() {
    return `${this.right} of ${this.all} (${percent(this.right, this.all)})`;
  }
}
const countIn = (map, key) => {
  if (!map.has(key)) map.set(key, new Count());
  return map.get(key);
};

const total = new Count();
const byConfidence = new Map();
const byKind = new Map();
const falseAlarms = new Count();
for (const file of files) {
  const ofFile = new Count();
  readFileSync(file, 'utf8')
    .split('\n')
    .forEach((line, at) => {
      if (line.trim() === '') return;
      const row = JSON.parse(line);
      row.accept ??= [row.finding];
      row.text ??= row.reply;
      const { matches, heard } = explainText(row.text);
      const right = isRight(row, matches[0]?.id);
      for (const count of [
        total,
        ofFile,
        countIn(byKind, row.kind ?? '–'),
        countIn(byConfidence, matches[0]?.confidence ?? 'not recognised'),
      ])
        count.add(right);
      if (row.accept.every((one) => wanted(one) === 'none')) falseAlarms.add(isNone(matches[0]?.id));
      if ((shows('--misses') && !right) || shows('--all')) {
        const got = matches.map(({ id, confidence, line: of }) => `${id} ${confidence} :${of}`);
        console.log(JSON.stringify({ n: at + 1, right, accept: row.accept, got, heard, text: row.text.slice(0, 220) }));
      }
    });
  console.log(`${file.replace(/.*\//, '')}: first right ${ofFile}`);
}
console.log(`\nfirst right     ${total}`);
for (const [name, count] of [...byConfidence].sort()) console.log(`${name.padEnd(15)} ${count}`);
console.log(`no mail fault   ${falseAlarms} named as none`);
console.log('\nby kind');
for (const [name, count] of [...byKind].sort()) console.log(`  ${name.padEnd(13)} ${count}`);
