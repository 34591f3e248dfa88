// Whether a document is a report, by the JSON Schema that ships with the program. Names the first place that is not as it
// should be. Knows no file.
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { shorten } from '../model/shorten.ts';
import { visibleText } from '../model/visible-text.ts';
import schema from '../report/report.schema.json' with { type: 'json' };

let compiled: ValidateFunction | null = null;

const MAX_PLACE = 80;

/** `endpoints[2].port` of `/endpoints/2/port`. */
function placeOf({ instancePath }: ErrorObject): string {
  const parts = instancePath.split('/').slice(1);
  const written = parts.map((part) => {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    return /^\d+$/.test(name) ? `[${name}]` : `.${name}`;
  });
  return shorten(visibleText(written.join('').replace(/^\./, '')), MAX_PLACE);
}

/** Said of the wrapping alone: what is within says it better. */
const WRAPPING: readonly string[] = ['anyOf', 'if', 'allOf'];

/** What is wrong, in a few words: `endpoints[2].port must be integer`; null: it is a report. */
export function faultOfReport(document: unknown): string | null {
  compiled ??= new Ajv2020({ strict: false }).compile(schema);
  if (compiled(document)) return null;
  const errors = compiled.errors ?? [];
  const telling = errors.filter(({ keyword }) => !WRAPPING.includes(keyword));
  const [error] = (telling.length > 0 ? telling : errors).toSorted(
    (one, other) => other.instancePath.split('/').length - one.instancePath.split('/').length,
  );
  if (error === undefined) return 'it is not as the schema has it';
  return `${placeOf(error)} ${visibleText(error.message ?? 'is not as the schema has it')}`.trim();
}
