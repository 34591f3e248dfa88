// The list of services that are asked over HTTP. Loaded where one is.
import type { HttpProtocol } from '../model/protocol.ts';
import { ews } from './ews/definition.ts';
import { graph } from './graph/definition.ts';
import type { HttpServiceDefinition } from './protocol.ts';

const SERVICES: Readonly<Record<HttpProtocol, HttpServiceDefinition>> = { graph, ews };

export const httpServiceNamed = (name: HttpProtocol): HttpServiceDefinition => SERVICES[name];
