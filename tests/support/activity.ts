import { createTeams } from '../../simulator/teams.ts';
import type { Json } from './json.ts';

/** A message of Amara's, shaped as Teams shapes it, with the service URL of nobody. */
export async function anActivity(overrides: Json = {}): Promise<Json> {
  const teams = await createTeams({ botUrl: 'http://127.0.0.1:9/' });
  const { activity } = await teams.say(teams.cast.people.amara, teams.cast.chats.amara, 'hello');
  await teams.close();
  return { ...structuredClone(activity), ...overrides };
}
