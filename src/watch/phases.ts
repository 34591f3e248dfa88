// The phases whose times a watch keeps. Data alone.
import type { Stage } from '../model/protocol.ts';

/** `total`: from the first packet to the end of the ladder, without QUIT. */
export const PHASES = [
  'dns',
  'connect',
  'proxy',
  'greeting',
  'tls',
  'ehlo',
  'starttls',
  'http',
  'auth',
  'permission',
  'total',
] as const satisfies readonly (Stage | 'total')[];
export type Phase = (typeof PHASES)[number];
