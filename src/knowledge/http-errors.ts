// The list of services over HTTP whose errors are known.
import type { Explanation } from '../model/finding.ts';
import type { HttpProtocol } from '../model/protocol.ts';
import { EWS_CODES, explainEwsError } from './ews-errors.ts';
import { explainGraphError, GRAPH_CODES } from './graph-errors.ts';
import type { HttpRefusal } from './http-error.ts';

const SERVICES: Readonly<Record<HttpProtocol, (refusal: HttpRefusal) => Explanation | null>> = {
  graph: explainGraphError,
  ews: explainEwsError,
};

/** Null: nothing is known of it. */
export const explainHttpRefusal = (protocol: HttpProtocol, refusal: HttpRefusal): Explanation | null =>
  SERVICES[protocol](refusal);

const CODES: Readonly<Record<HttpProtocol, ReadonlySet<string>>> = { graph: GRAPH_CODES, ews: EWS_CODES };

/** Whether the service has an error of this name, in any case. */
export const isHttpErrorCode = (protocol: HttpProtocol, code: string): boolean => CODES[protocol].has(code.toLowerCase());
