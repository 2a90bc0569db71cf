/**
 * Which network addresses are the public internet.
 *
 * @module
 */
import { BlockList, isIP } from 'node:net';

/** Special-purpose addresses (IANA registries, RFC 6890): private, loopback, link-local, documentation, multicast. */
const SPECIAL: ['ipv4' | 'ipv6', string, number][] = [
  ['ipv4', '0.0.0.0', 8],
  ['ipv4', '10.0.0.0', 8],
  ['ipv4', '100.64.0.0', 10],
  ['ipv4', '127.0.0.0', 8],
  ['ipv4', '169.254.0.0', 16],
  ['ipv4', '172.16.0.0', 12],
  ['ipv4', '192.0.0.0', 24],
  ['ipv4', '192.0.2.0', 24],
  ['ipv4', '192.88.99.0', 24],
  ['ipv4', '192.168.0.0', 16],
  ['ipv4', '198.18.0.0', 15],
  ['ipv4', '198.51.100.0', 24],
  ['ipv4', '203.0.113.0', 24],
  ['ipv4', '224.0.0.0', 4],
  ['ipv4', '240.0.0.0', 4],
  ['ipv6', '::', 128],
  ['ipv6', '::1', 128],
  ['ipv6', '64:ff9b::', 96],
  ['ipv6', '64:ff9b:1::', 48],
  ['ipv6', '100::', 64],
  ['ipv6', '2001::', 23],
  ['ipv6', '2001:db8::', 32],
  ['ipv6', '2002::', 16],
  ['ipv6', 'fc00::', 7],
  ['ipv6', 'fe80::', 10],
  ['ipv6', 'ff00::', 8],
];

const special = new BlockList();
for (const [family, network, prefix] of SPECIAL) special.addSubnet(network, prefix, family);

/** Whether an IP address is on the public internet; an IPv4 address in IPv6 form counts as what it is. */
export function isPublicAddress(ip: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped) return isPublicAddress(mapped);
  const family = isIP(ip);
  if (family === 0) return false;
  // BlockList reads ::ffff:0:0/96 in hexadecimal form as IPv4 by itself.
  return !special.check(ip, family === 4 ? 'ipv4' : 'ipv6');
}
