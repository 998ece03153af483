import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';

/** A certificate and its key, both as PEM. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/** An authority of its own: its certificate, and what it certifies. */
export interface CertificateAuthority {
  readonly certificate: string;
  /** Certifies a server by its names or addresses. */
  certify(...names: string[]): Certificate;
}

/** Makes a new authority that nobody trusts yet. */
export function newCertificateAuthority(name = 'Test authority'): CertificateAuthority {
  const authority = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const make = (subject: string, publicKey: KeyObject, extension: Buffer) =>
    pem('CERTIFICATE', x509({ subject, issuer: name, publicKey, extension, signer: authority.privateKey }));
  return {
    certificate: make(name, authority.publicKey, CA),
    certify(...names) {
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      return {
        certificate: make(names[0] ?? '', publicKey, alternativeNames(names)),
        key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      };
    },
  };
}

interface Parts {
  readonly subject: string;
  readonly issuer: string;
  readonly publicKey: KeyObject;
  readonly extension: Buffer;
  readonly signer: KeyObject;
}

/** X.509, version 3 (RFC 5280), good for a day before and after now. */
function x509({ subject, issuer, publicKey, extension, signer }: Parts): Buffer {
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ECDSA_WITH_SHA256,
    distinguishedName(issuer),
    sequence(utcTime(-86_400_000), utcTime(86_400_000)),
    distinguishedName(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(extension)),
  );
  return sequence(body, ECDSA_WITH_SHA256, der(0x03, Buffer.from([0]), sign('sha256', body, signer)));
}

function der(tag: number, ...deps: Buffer[]): Buffer {
  const content = Buffer.concat(deps);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
const sequence = (...deps: Buffer[]) => der(0x30, ...deps);
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const utcTime = (fromNow: number) => {
  const digits = new Date(Date.now() + fromNow).toISOString().replaceAll(/\D/g, '');
  return der(0x17, Buffer.from(`${digits.slice(2, 14)}Z`));
};
const distinguishedName = (common: string) =>
  sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(common)))));
const alternativeNames = (names: readonly string[]) =>
  sequence(oid('551d11'), der(0x04, sequence(...names.map(alternativeName))));
const alternativeName = (name: string) =>
  isIP(name) === 4 ? der(0x87, Buffer.from(name.split('.').map(Number))) : der(0x82, Buffer.from(name));

const ECDSA_WITH_SHA256 = sequence(oid('2a8648ce3d040302'));
/** Basic constraints: an authority. */
const CA = sequence(
  oid('551d13'),
  der(0x01, Buffer.from([255])),
  der(0x04, sequence(der(0x01, Buffer.from([255])))),
);

const pem = (label: string, bytes: Buffer) =>
  `-----BEGIN ${label}-----\n${bytes.toString('base64').replaceAll(/.{64}/g, '$&\n')}\n-----END ${label}-----\n`;
