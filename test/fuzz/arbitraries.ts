// What the fuzz targets are fed: text that is nearly right for a grammar, text that is wrong in every way, bytes, and
// right bytes with a few of them changed. No target of its own.
import fc, { anyCharacter } from '../support/property.ts';

const anyText = fc.string({ unit: anyCharacter, maxLength: 60 });
const graphemes = fc.string({ unit: 'grapheme', maxLength: 40 });
const ascii = fc.string({ unit: 'binary-ascii', maxLength: 60 });

/** Words of a grammar in any order and with anything between them. */
export const nearly = (...words: readonly string[]): fc.Arbitrary<string> =>
  fc
    .array(
      fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom(...words) },
        { weight: 1, arbitrary: ascii },
        { weight: 1, arbitrary: graphemes },
        { weight: 1, arbitrary: anyText },
        { weight: 1, arbitrary: fc.nat().map(String) },
        // Where a pattern backtracks, one word many times over shows it.
        { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...words), fc.nat(200)).map(([word, times]) => word.repeat(times)) },
      ),
      { maxLength: 14 },
    )
    .map((parts) => parts.join(''));

export const bytes = (maxLength = 600): fc.Arbitrary<Buffer> => fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));

/** A right message with up to eight bytes changed, and cut or lengthened. */
export const damaged = (...samples: readonly Buffer[]): fc.Arbitrary<Buffer> =>
  fc
    .record({
      sample: fc.constantFrom(...samples),
      changes: fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }),
      cut: fc.option(fc.nat(), { freq: 4 }),
      tail: fc.oneof({ weight: 5, arbitrary: fc.constant(Buffer.alloc(0)) }, { weight: 1, arbitrary: bytes(64) }),
    })
    .map(({ sample, changes, cut, tail }) => {
      const copy = Buffer.from(sample);
      for (const [at, value] of changes) if (copy.length > 0) copy[at % copy.length] = value;
      return Buffer.concat([cut === null ? copy : copy.subarray(0, cut % (copy.length + 1)), tail]);
    });
