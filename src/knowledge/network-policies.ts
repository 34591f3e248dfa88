// Networks that drop outbound mail ports by policy: by what a machine in them is told, which ports, for whom, and how it is
// lifted. Each row was looked up at `source` on the day of `reviewed`; where that is no page of the provider's own, the source
// says what customers met. Data and the pure function that finds the row; what to say of it is the rule's business.
import type { OwnNetworkObservation } from '../model/observation.ts';

/** Files of /sys/class/dmi/id that everybody may read, and what they say there. */
export type DmiFile = 'sys_vendor' | 'product_name' | 'chassis_asset_tag';

export interface NetworkPolicy {
  readonly id: string;
  /** As its customers call it. */
  readonly provider: string;
  /** Outbound TCP ports that it drops until they are opened. */
  readonly ports: readonly number[];
  /** What it does, a clause behind its name: "drops outbound TCP to port 25 of every virtual machine". */
  readonly policy: string;
  /** How to have it lifted, sentences; where it is not, that. */
  readonly lifting: string;
  /** Whether a request can open it. */
  readonly isLiftable: boolean;
  /** By what a machine in it is told. */
  readonly signs: {
    readonly dmi?: Partial<Record<DmiFile, readonly string[]>>;
    /** Names of its addresses. */
    readonly names?: RegExp;
    /** Machines that the policy is not for have such names as well. */
    readonly namesOfOthersToo?: true;
    /** Numbers of its autonomous systems, which have other customers and machines, too. */
    readonly asns?: readonly number[];
  };
  readonly source: string;
  readonly reviewed: string;
}

const REVIEWED = '2026-11-26';

// The DMI values: cloud-init, tools/ds-identify and cloudinit/sources/helpers/akamai.py; systemd, src/basic/virt.c (Amazon EC2).
export const NETWORK_POLICIES: readonly NetworkPolicy[] = [
  {
    id: 'aws',
    provider: 'Amazon EC2',
    ports: [25],
    policy: 'blocks outbound port 25 of instances and Lambda functions until the account is on its allow list',
    lifting:
      'Ask AWS with its form "Request to remove email sending limitations", for an Elastic IP with reverse DNS. Ports 465 and 587 are open without it.',
    isLiftable: true,
    signs: {
      dmi: { sys_vendor: ['Amazon EC2'] },
      names: /^ec2-[\d-]+\.(?:[a-z0-9-]+\.)?compute(?:-\d)?\.amazonaws\.com(?:\.cn)?$/,
      asns: [16509, 14618],
    },
    source: 'https://repost.aws/knowledge-center/ec2-port-25-throttle',
    reviewed: REVIEWED,
  },
  {
    id: 'gcp',
    provider: 'Google Cloud',
    ports: [25],
    policy: 'always drops what goes from virtual machines to port 25 of external addresses, whatever firewall rules say',
    lifting: 'Google Cloud lifts it for nobody by request: send through a relay on 587 or 465, which are open.',
    isLiftable: false,
    signs: {
      dmi: { product_name: ['Google Compute Engine'] },
      names: /\.bc\.googleusercontent\.com$/,
      asns: [396982],
    },
    source: 'https://cloud.google.com/compute/docs/tutorials/sending-mail',
    reviewed: REVIEWED,
  },
  {
    id: 'azure',
    provider: 'Microsoft Azure',
    ports: [25],
    policy: 'blocks outbound port 25 of virtual machines in all subscriptions but those of an Enterprise Agreement (EA, MCA-E)',
    lifting:
      'In the Azure portal open the virtual network, "Diagnose and solve problems", "Cannot send email (SMTP-Port 25)". Azure opens it for enterprise subscriptions and refuses it to others: those send through a relay on 587.',
    isLiftable: true,
    signs: {
      dmi: { chassis_asset_tag: ['7783-7084-3265-9085-8269-3286-77'] },
      names: /\.cloudapp\.(?:azure\.com|net)$/,
      asns: [8075],
    },
    source: 'https://learn.microsoft.com/en-us/azure/virtual-network/troubleshoot-outbound-smtp-connectivity',
    reviewed: REVIEWED,
  },
  {
    id: 'digitalocean',
    provider: 'DigitalOcean',
    ports: [25, 465, 587],
    policy: 'blocks outbound ports 25, 465 and 587 of Droplets by default, also through a Reserved IP',
    lifting:
      'DigitalOcean names no way to have it lifted: send through a mail service over HTTPS, or through one that takes submission on another port, such as 2525.',
    isLiftable: false,
    signs: { dmi: { sys_vendor: ['DigitalOcean'] }, asns: [14061] },
    source: 'https://docs.digitalocean.com/support/why-is-smtp-blocked/',
    reviewed: REVIEWED,
  },
  {
    id: 'hetzner',
    provider: 'Hetzner',
    ports: [25, 465],
    policy: 'blocks outbound ports 25 and 465 of Cloud servers by default; 587 is open',
    lifting:
      'A month after the account was opened, with the first invoice paid, request the port in the Hetzner Console (https://console.hetzner.cloud/limits) with what the server sends and why. Until then use 587.',
    isLiftable: true,
    // Dedicated servers have the same names.
    signs: { dmi: { sys_vendor: ['Hetzner'] }, names: /\.clients\.your-server\.de$/, namesOfOthersToo: true, asns: [24940] },
    source: 'https://docs.hetzner.com/cloud/servers/faq/#why-can-i-not-send-any-mails-from-my-server',
    reviewed: REVIEWED,
  },
  {
    id: 'oracle',
    provider: 'Oracle Cloud (OCI)',
    ports: [25],
    policy: 'blocks outbound port 25 in tenancies that were opened after 25 June 2021',
    lifting:
      'Tenancies that pay ask for an exemption with a support request; of the free tier such requests are refused. OCI Email Delivery on port 587 works without one.',
    isLiftable: true,
    signs: { dmi: { chassis_asset_tag: ['OracleCloud.com'] }, asns: [31898] },
    source: 'https://support.oracle.com/knowledge/Oracle%20Cloud/2787393_1.html',
    reviewed: REVIEWED,
  },
  {
    id: 'linode',
    provider: 'Akamai Cloud (Linode)',
    ports: [25, 465, 587],
    policy: 'blocks outbound ports 25, 465 and 587 of compute instances in some accounts opened since 5 November 2019',
    lifting:
      'Give the instance a name whose A record and reverse DNS agree, then open a support ticket and say what it sends to whom.',
    isLiftable: true,
    signs: {
      dmi: { sys_vendor: ['Linode', 'Akamai'] },
      names: /\.(?:members\.linode|ip\.linodeusercontent)\.com$/,
      asns: [63949],
    },
    source: 'https://www.linode.com/blog/linode/a-new-policy-to-help-fight-spam/',
    reviewed: REVIEWED,
  },
  {
    id: 'vultr',
    provider: 'Vultr',
    ports: [25],
    policy: 'blocks outbound port 25 of instances by default',
    lifting: 'Open a support ticket that says what is sent and to whom; Vultr refuses some, and then a relay on 587 is the way.',
    isLiftable: true,
    signs: { dmi: { sys_vendor: ['Vultr'] }, names: /\.vultrusercontent\.com$/, asns: [20473] },
    source: 'https://www.vultr.com/docs/what-ports-are-blocked',
    reviewed: REVIEWED,
  },
  {
    id: 'ovh',
    provider: 'OVHcloud',
    ports: [25],
    policy:
      'blocks outbound port 25 of some services (Local Zones among them), and of any address whose mail its antispam took for spam; the latter it says by mail to the account',
    lifting:
      'Where that mail came: stop what sends, clear its queue, then unblock the address in the OVHcloud Control Panel under Network, IP. Where none came, ask its support whether the service has port 25 at all.',
    isLiftable: true,
    // Its machines say OpenStack or nothing in their DMI, as those of others do.
    signs: { names: /\.ovh\.(?:net|ca|us)$/, asns: [16276] },
    source: 'https://docs.ovh.com/sg/en/dedicated/antispam-best-practices/',
    reviewed: REVIEWED,
  },
  {
    id: 'comcast',
    provider: 'Comcast (Xfinity)',
    ports: [25],
    policy: 'blocks outbound port 25 of residential lines by default',
    lifting: 'Its Customer Security Assurance removes the block upon request; mail programs use 465 or 587, which are open.',
    isLiftable: true,
    signs: { names: /\.hsd1\.[a-z]{2}\.comcast\.net$/, asns: [7922] },
    source: 'https://corporate.comcast.com/comcast-voices/updated-management-of-smtp-port-25',
    reviewed: REVIEWED,
  },
  {
    id: 'swisscom',
    provider: 'Swisscom',
    ports: [25],
    policy: 'filters outbound port 25 of private lines, but for a few conditions',
    lifting: 'Mail programs use 587 or 465. For a mail server of your own ask Swisscom on which conditions it opens the port.',
    isLiftable: true,
    signs: { names: /\.cust\.(?:swisscom|bluewin)\.ch$/, asns: [3303] },
    source: 'https://www.swisscom.ch/fr/clients-prives/aide/e-mail/email-versand-funktioniert-nicht.html',
    reviewed: REVIEWED,
  },
  {
    id: 'orange-france',
    provider: 'Orange (France)',
    ports: [25],
    policy: 'blocks outbound port 25 of private lines',
    lifting: 'Mail programs use 465 or 587. For a mail server of your own ask Orange, which opens the port rarely.',
    isLiftable: true,
    signs: { names: /\.abo\.wanadoo\.fr$/, asns: [3215] },
    source: 'https://www.captaindns.com/fr/blog/port-25-blocked-diagnosis-solutions',
    reviewed: REVIEWED,
  },
];

/** A policy, and by what this machine was found to be under it. */
export interface PolicyFound {
  readonly policy: NetworkPolicy;
  /** One fact a line: `sys_vendor of this machine: Hetzner`. */
  readonly seen: readonly string[];
  /** The machine or the name of its address tells the provider. False: others, whom the policy is not for, show the same. */
  readonly isCertain: boolean;
}

const canonical = (name: string): string => name.toLowerCase().replace(/\.$/, '');

function foundBy(policy: NetworkPolicy, { dmi, address, names, asns }: OwnNetworkObservation): PolicyFound | null {
  const { signs } = policy;
  const machine = Object.entries(signs.dmi ?? {}).flatMap(([file, values]) => {
    const value = dmi[file];
    return value !== undefined && values.includes(value) ? [`${file} of this machine: ${value}`] : [];
  });
  const name = names.find((one) => signs.names?.test(canonical(one)));
  const named = name === undefined ? [] : [`reverse DNS of ${address}: ${name}`];
  const system = asns.find((one) => signs.asns?.includes(one));
  const numbered = system === undefined ? [] : [`${address} is of AS${system}`];
  const seen = [...machine, ...named, ...numbered];
  const isCertain = machine.length > 0 || (named.length > 0 && signs.namesOfOthersToo !== true);
  return seen.length === 0 ? null : { policy, seen, isCertain };
}

/**
 * Whose network this machine is in, as far as that has a policy; null: nothing tells, or what tells disagrees, as behind a
 * tunnel, whose end drops the packets and not the machine's own network.
 */
export function networkPolicyOf(observed: OwnNetworkObservation): PolicyFound | null {
  const found = NETWORK_POLICIES.flatMap((policy) => foundBy(policy, observed) ?? []);
  const [only] = found;
  return found.length === 1 && only ? only : null;
}
