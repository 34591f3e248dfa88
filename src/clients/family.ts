// A family of clients: a library or a mail program, and what it does with a server by itself. Pure data; each row says how it is
// known: measured on the wire, read in the source, documented by its vendor.
import type { ClientMode, ClientView } from '../model/application-settings.ts';
import type { Protocol } from '../model/protocol.ts';

/** As its users write it; `{port}`, `{host}`, `{protocol}`, `{mode}` and `{authentication}` stand for the server's own. */
export type SettingText = string | Readonly<Partial<Record<Protocol, string>>>;

export interface FamilyMode {
  readonly setting: SettingText;
  readonly mode: ClientMode;
  /** STARTTLS is sent whether the server offers it or not. */
  readonly isBlind?: true;
  /** It has the mode on this port and on no other. */
  readonly onlyPort?: number;
}

/** What its user sees: the program's own words, where they are known. */
export type Symptom =
  | 'tls-on-clear-port'
  | 'clear-on-tls-port'
  | 'starttls-missing'
  | 'starttls-refused'
  | 'tls'
  | 'tls-version'
  | 'dh-bits'
  | 'renegotiation'
  | 'chain'
  | 'name'
  | 'auth-missing'
  | 'no-mechanism'
  | 'refused-login'
  | 'ehlo'
  | 'unreachable';

export interface ClientFamily {
  readonly id: string;
  /** Short, for lists: `Jakarta Mail`. */
  readonly label: string;
  /** With the versions that it is true of. */
  readonly name: string;
  /** Other names to ask for it by. */
  readonly aliases?: readonly string[];
  readonly basis: ClientView['basis'];
  readonly source: string;
  readonly protocols: readonly Protocol[];
  /** The ones to recommend first. */
  readonly modes: readonly FamilyMode[];
  /** `auto` means: TLS on 465, 993 and 995, else STARTTLS where it is offered; or each mode in turn. */
  readonly auto?: 'by-port' | 'each-in-turn';
  /** Where the settings name no port: without TLS from the first byte, and with it. */
  readonly defaultPorts?: { readonly clear: number; readonly tls: number };
  /** A STARTTLS that is refused is as one that is not offered, where it is not demanded. */
  readonly forgivesRefusedStartTls?: boolean;
  /** SASL mechanisms in its own order; it takes the first that both have, unless `tries` says otherwise. */
  readonly mechanisms: readonly string[];
  readonly imapMechanisms?: readonly string[];
  /** `all`: one after the other, with the same password. `setting`: what its setting says, whatever the server lists. */
  readonly tries: 'first' | 'all' | 'setting';
  /** Never without TLS. */
  readonly onlyUnderTls?: readonly string[];
  /** IMAP's LOGIN and POP3's USER, where no mechanism fits. */
  readonly hasLoginCommand?: false;
  readonly authMissing: 'stops' | 'goes-on' | 'sends-anyway';
  readonly noMechanism: 'stops' | 'goes-on';
  readonly plainForm: 'initial-response' | 'two-steps';
  /** The setting by which PLAIN goes with the command all the same. */
  readonly initialResponseSetting?: string;
  readonly sendsAuthorizationIdentity?: true;
  readonly loginForm: 'initial-response' | 'two-prompts';
  readonly readsOldAuthForm: boolean;
  readonly oauth: 'yes' | 'when-told' | 'no';
  /** `implicit`: under TLS from the first byte, and not after STARTTLS. */
  readonly verifiesChain: boolean | 'implicit';
  readonly verifiesName: boolean | 'implicit';
  readonly checksRevocation?: true;
  /** Where an authority of one's own has to be added. */
  readonly trustStore: string;
  readonly ehloName: 'machine-name' | 'localhost' | 'localhost.localdomain' | 'address-literal';
  readonly addresses: 'in-turn' | 'first' | 'random';
  readonly sendsSni: boolean;
  /** Ids of TLS clients that it usually runs on, the present ones first. */
  readonly platforms: readonly string[];
  readonly symptoms: Readonly<Partial<Record<Symptom, string>>>;
  /** The setting that pins a mechanism; `{mechanism}` stands for its name. */
  readonly mechanismSetting?: string;
  /** Offered by the server, it is taken, fails without a ticket, and nothing else is tried. */
  readonly stumblesOver?: { readonly mechanism: string; readonly symptom: string; readonly change: string };
  /** Public threads with the cause. */
  readonly issues: readonly string[];
}
