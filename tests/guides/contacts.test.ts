import { describe, expect, it } from 'vitest';
import { contactLine, linked, reachableIn, reachableLine, waysTo } from '../../src/guides/contacts.ts';
import { type Guide, GuideSchema } from '../../src/guides/guide.ts';

const IT = { name: 'IT', how: 'Call IT.', phone: '01234 567 890', source: 'Page 1' };
const DESK = { name: 'IT Service Desk', url: 'https://desk.example/a(b)', source: 'Page 1' };
const TEAM = { name: 'ESR Team', email: 'esr_team@trust.example', source: 'Page 1' };
const NOBODY = { name: 'System Administrator', source: 'Page 1' };
const guide = { contacts: { it: IT, caseService: DESK, team: TEAM, nobody: NOBODY } } as unknown as Guide;

describe('the ways to a contact', () => {
  it('are links: an email, a call, a page', () => {
    expect(waysTo(IT)).toBe('[01234 567 890](tel:01234567890)');
    expect(waysTo(DESK)).toBe('[Open IT Service Desk](https://desk.example/a%28b%29)');
    expect(waysTo(TEAM)).toBe('[esr_team@trust.example](mailto:esr_team@trust.example)');
    expect(waysTo({ ...TEAM, phone: '999' })).toMatch(/mailto:.* · .*tel:999/);
    expect(waysTo(NOBODY)).toBe('');
  });

  it('stand behind the contact’s name on one line', () => {
    expect(contactLine(IT)).toBe('IT: Call IT. [01234 567 890](tel:01234567890)');
    expect(contactLine(NOBODY)).toBe('System Administrator');
  });

  it.each(['phone: call us', 'phone: "12"', 'url: ftp://desk.example', 'email: somebody'])(
    'are checked when a guide is read: %s',
    (line) => {
      const [key = '', value = ''] = line.replaceAll('"', '').split(': ');
      const { contacts } = GuideSchema.shape;
      expect(contacts.safeParse({ it: { name: 'IT', source: 'x', [key]: value } }).success).toBe(false);
    },
  );
});

describe('words of a guide', () => {
  it('have their addresses as links', () => {
    expect(linked('Write to a.b@c.nhs.uk.')).toBe('Write to [a.b@c.nhs.uk](mailto:a.b@c.nhs.uk).');
  });

  it('name the contacts that can be reached, by whole words', () => {
    expect(reachableIn(guide, 'Sit with it, at the UNIT.')).toEqual([]);
    expect(reachableIn(guide, 'Contact **IT**, or the System Administrator.')).toEqual([IT]);
    expect(reachableIn(guide, 'Ask the IT Service Desk.')).toEqual([IT, DESK]);
  });

  it('say how to reach whom they name, once', () => {
    expect(reachableLine(guide, 'Ask IT.')).toBe('Ask IT. IT: [01234 567 890](tel:01234567890)');
    expect(reachableLine(guide, `ESR Team: ${TEAM.email}`)).toBe(`ESR Team: ${waysTo(TEAM)}`);
  });
});
