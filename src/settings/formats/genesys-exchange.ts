// Genesys E-mail Server where it speaks no mail protocol: `server-type` (in pop-client `type`) EWS or GRAPH. Facts: docs.genesys.com
// Options/latest/ES/ESJ-smtp-client, ES/8.1.4/Admin/EmailSrv (with EWS `server` is its URL, and …-connection-security has no effect)
// and ESEmail/latest/Admin/EmSMailAzure (client-id, directory-id, tenant-authority, scope and their defaults; `password` is the
// application's secret with GRAPH or grant-type client_credentials).
import type { OauthKeys, Section } from '../format.ts';
import {
  CLIENT_CREDENTIALS,
  EWS_TRAPS,
  EXCHANGE_SCOPE,
  GRAPH_SERVER,
  GRAPH_TRAPS,
  SLOW,
  withoutEffect,
} from './genesys-traps.ts';

const AUTHORITY = 'https://login.microsoftonline.com';

const OAUTH = {
  clientId: 'client-id',
  tenant: 'directory-id',
  authority: 'tenant-authority',
  scope: 'scope',
  defaults: { authority: AUTHORITY, scope: EXCHANGE_SCOPE },
} as const;

/** `mechanisms`: the key that says XOAUTH2. What then stands as `password` is for no mail server, but for what it brings a token. */
export const oauthBy = (mechanisms: string): OauthKeys => ({
  ...OAUTH,
  when: CLIENT_CREDENTIALS,
  passwordGrantWhen: { [mechanisms]: /XOAUTH2/i },
});

interface Place {
  readonly prefix: RegExp;
  readonly writtenPrefix: string;
  /** The key that says EWS or GRAPH. */
  readonly type: string;
  readonly user: readonly string[];
  readonly security: string;
  /** Beside that of the URL. */
  readonly port: readonly string[];
}

const PLACES: readonly Place[] = [
  {
    prefix: /^(smtp-client\d*)\./,
    writtenPrefix: 'smtp-client.',
    type: 'server-type',
    user: ['user'],
    security: 'smtp-connection-security',
    port: [],
  },
  {
    prefix: /^(pop-client\d*)\./,
    writtenPrefix: 'pop-client.',
    type: 'type',
    user: ['mailbox', 'user'],
    security: 'pop-connection-security',
    port: ['port'],
  },
];

type Common = Pick<Section, 'prefix' | 'writtenPrefix' | 'joined' | 'modes' | 'writes'>;

const commonOf = ({ prefix, writtenPrefix }: Place): Common => ({
  prefix,
  writtenPrefix,
  joined: { server: 'url' },
  modes: [{ mode: 'tls' }],
  writes: { tls: { set: {} } },
});

function ewsOf(place: Place): Section {
  const { type, user, security, port } = place;
  const logsInWhen = { 'enable-authentication': /^(?:true|yes|1|on)$/i };
  return {
    ...commonOf(place),
    protocol: 'ews',
    keys: {
      host: ['server#host', 'server'],
      port: ['server#port', ...port],
      user,
      secret: ['password'],
      timeout: ['protocol-timeout'],
    },
    requires: { [type]: /^EWS$/i },
    defaults: { port: 443, timeoutMs: 300_000 },
    // Said of smtp-client alone: whoever reads a mailbox logs in.
    ...(type === 'server-type' ? { logsInWhen } : {}),
    fixed: { [type]: 'EWS' },
    oauth: oauthBy('mail.ews.auth.mechanisms'),
    traps: [...EWS_TRAPS, withoutEffect(security), SLOW],
  };
}

/** At the host that `server` names, where it is one of Graph's; whatever else stands there, no other is spoken to. */
function graphOf(place: Place): readonly Section[] {
  const { type, user, security } = place;
  const requires = { [type]: /^GRAPH$/i };
  const keys = { user, secret: ['password'], timeout: ['protocol-timeout'] };
  const common = {
    ...commonOf(place),
    protocol: 'graph',
    marks: [type],
    fixed: { [type]: 'GRAPH' },
    oauth: { ...OAUTH, when: requires },
    traps: [...GRAPH_TRAPS, withoutEffect(security), SLOW],
  } as const;
  const defaults = { port: 443, timeoutMs: 300_000 };
  return [
    {
      ...common,
      keys: { ...keys, host: [] },
      requires,
      excludes: { server: GRAPH_SERVER },
      defaults: { ...defaults, host: 'graph.microsoft.com' },
    },
    {
      ...common,
      keys: { ...keys, host: ['server#host', 'server'], port: ['server#port'] },
      requires: { ...requires, server: GRAPH_SERVER },
      defaults,
    },
  ];
}

export const EXCHANGE_SECTIONS: readonly Section[] = PLACES.flatMap((place) => [...graphOf(place), ewsOf(place)]);
