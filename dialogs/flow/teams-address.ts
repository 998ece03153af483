import { type CardData, token } from '../../src/cards/render.ts';
import { readTypedEmail } from '../../src/intake/fields/typed-fields.ts';
import type { DialogTurn } from '../engine/conversation-state.ts';

/** The form's button that puts in the person's own address in Teams. */
export const USE_TEAMS = 'use-teams';

/** Typed instead of pressing that button. */
export const MY_TEAMS_ADDRESS =
  /^\W*(?:please |yes,? )?(?:(?:use|it'?s|it is) )?my (?:own )?teams (?:e-?mail )?(?:address|e-?mail|one)(?: please)?\W*$/i;

/** The person's own address as Teams has it; undefined where it says none, or one that is no address, as of some guests. */
export const teamsAddress = async ({ ownAddress }: DialogTurn): Promise<string | undefined> =>
  soundAddress((await ownAddress?.()) ?? '');

function soundAddress(address: string): string | undefined {
  const { value, issues } = readTypedEmail(address);
  return GUEST.test(address) || issues.some(({ blocking }) => blocking) ? undefined : value;
}
const GUEST = /#ext#/i;

/**
 * The address that the form offers where its box is empty. Asked for each time it is shown, and not kept with the question: the
 * button brings it back.
 */
export async function offerTeamsAddress(turn: DialogTurn, card: string, data: CardData): Promise<void> {
  const isEmpty = card === 'details' && data.email_asked === true && data.email_value === '';
  turn.teamsOffer = isEmpty ? ((await teamsAddress(turn)) ?? '') : '';
}

/** The address for that button; on a pressed form, the one that it showed. */
export function teamsData({ teamsOffer, input }: DialogTurn): CardData {
  const teams = teamsOffer ?? soundAddress(input.press?.inputs.teams ?? '');
  return teams ? { teams, teams_value: token(teams) } : {};
}
