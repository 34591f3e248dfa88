// The list of services over HTTP whose errors are known.
import type { Explanation } from '../model/finding.ts';
import type { HttpProtocol } from '../model/protocol.ts';
import { explainEwsError } from './ews-errors.ts';
import { explainGraphError } from './graph-errors.ts';
import type { HttpRefusal } from './http-error.ts';

const SERVICES: Readonly<Record<HttpProtocol, (refusal: HttpRefusal) => Explanation | null>> = {
  graph: explainGraphError,
  ews: explainEwsError,
};

/** Null: nothing is known of it. */
export const explainHttpRefusal = (protocol: HttpProtocol, refusal: HttpRefusal): Explanation | null =>
  SERVICES[protocol](refusal);
