// All TLS clients, stack by stack. Loaded by who asks for clients, and by nobody else.
import android from './tls/android.json' with { type: 'json' };
import apple from './tls/apple.json' with { type: 'json' };
import java from './tls/java.json' with { type: 'json' };
import node from './tls/node.json' with { type: 'json' };
import openssl from './tls/openssl.json' with { type: 'json' };
import others from './tls/others.json' with { type: 'json' };
import windows from './tls/windows.json' with { type: 'json' };
import { readTlsClient, type TlsClient, type TlsClientRow } from './tls-client.ts';

const ROWS: readonly TlsClientRow[] = [...windows, ...openssl, ...node, ...java, ...others, ...android, ...apple];

export const TLS_CLIENTS: readonly TlsClient[] = ROWS.map(readTlsClient);

const BY_ID: ReadonlyMap<string, TlsClient> = new Map(TLS_CLIENTS.map((client) => [client.id, client]));

export const findTlsClient = (id: string): TlsClient | null => BY_ID.get(id) ?? null;
