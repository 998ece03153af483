import { ids } from './ids.ts';
import type { World } from './world.ts';
import type { Chat, Person, Role } from './world-events.ts';

/** The organisation everyone belongs to, unless a test says otherwise. */
const homeTenant = ids.guid('tenant:home');

/** A person with ids made from the name and tenant. */
export function makePerson(name: string, role: Role, tenantId = homeTenant): Person {
  const seed = `${tenantId}/${name}`;
  return {
    id: ids.person(seed),
    aadObjectId: ids.guid(seed),
    name,
    email: `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '.')}@example.nhs.uk`,
    tenantId,
    role,
  };
}

/** The 1:1 chat of a person with the bot. */
export function makePersonalChat(person: Person): Chat {
  return {
    id: ids.personalChat(person.id),
    type: 'personal',
    tenantId: person.tenantId,
    members: [person.id],
    installed: true,
  };
}

/** A group chat or a channel with the bot in it. */
export function makeSharedChat(type: 'groupChat' | 'channel', name: string, members: Person[]): Chat {
  const tenantId = members[0]?.tenantId ?? homeTenant;
  const id = type === 'channel' ? ids.channel(`${tenantId}/${name}`) : ids.groupChat(`${tenantId}/${name}`);
  return { id, type, tenantId, name, members: members.map((member) => member.id), installed: true };
}

/** What sets a channel apart from its team. */
interface OwnMembers {
  type: 'private' | 'shared';
  team: Person[];
}

/** A channel, and where it is private or shared, its team with the team's own members. */
export function addChannel(world: World, name: string, members: Person[], own?: OwnMembers): Chat {
  const chat = makeSharedChat('channel', name, members);
  if (own === undefined) return world.addChat(chat);
  const team = world.addChat(makeSharedChat('channel', `Team of ${name}`, own.team)).id;
  return world.addChat({ ...chat, channel: { type: own.type, team } });
}

/** Who is there from the start, and where they talk. */
export function addCast(world: World) {
  const person = (name: string, role: Role) => world.addPerson(makePerson(name, role));
  const people = {
    amara: person('Amara Okafor', 'staff'),
    ben: person('Ben Hughes', 'staff'),
    chloe: person('Chloe Martin', 'trainer'),
    dev: person('Dev Patel', 'trainer'),
    elena: person('Elena Rossi', 'officer'),
    femi: person('Femi Adeyemi', 'officer'),
  };
  const group = (name: string, members: Person[]) =>
    world.addChat(makeSharedChat('groupChat', name, members));
  const chats = {
    amara: world.addChat(makePersonalChat(people.amara)),
    ben: world.addChat(makePersonalChat(people.ben)),
    chloe: world.addChat(makePersonalChat(people.chloe)),
    escalation: group('ESR escalation chat', [people.chloe, people.dev]),
    esrTeam: group('ESR Team', [people.elena, people.femi]),
  };
  return { people, chats };
}
