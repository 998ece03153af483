import type { IsoInstant } from '../time/clock.ts';
import type { Added } from './added.ts';
import type {
  Act,
  Case,
  CaseDetails,
  CaseMessage,
  Given,
  Person,
  Requester,
  TrailEntry,
  WithdrawnReport,
} from './case.ts';
import { definedOnly, detailsOf, givenBy, sameAddress, trailOf, wordsWith } from './given.ts';
import { asSaid, hasSaid, named, saidBy } from './said-words.ts';
import { isSameReport, signsInWith } from './sharing.ts';
import { signed } from './signed-words.ts';

/** A case with one more report, and what that brought. */
export interface Joined {
  readonly next: Pick<Case, 'requesters' | 'withdrawn' | 'details' | 'trail'>;
  readonly added: readonly Added[];
  /** The address that the same person's newer one replaced. */
  readonly replaced?: string | undefined;
}

const DETAILS: readonly (readonly [keyof CaseDetails, Added])[] = [
  ['correctEmail', 'email'],
  ['smartcardNumber', 'smartcard'],
  ['esrNumber', 'number'],
  ['name', 'name'],
  ['learnerType', 'learner-type'],
  ['neededBy', 'needed-by'],
];

/** Adds a report. It replaces older details of the same person only. */
export function withReport(it: Case, requester: Requester & { given: Given }): Joined {
  // An older case does not say who gave what: recorded as the first requester's, before there is a second.
  const known = it.requesters.map((one) => ({ ...one, given: givenBy(it, one) }));
  const mine = known.find((one) => isSameReport(one, requester));
  const given =
    mine?.given === undefined
      ? requester.given
      : newer(mine.given, requester.given, requester.at, requester.person);
  const theirs: Requester = { ...(mine ?? requester), given };
  const requesters = (mine === undefined
    ? [...known, theirs]
    : known.map((one) => (one === mine ? theirs : one))) as unknown as Case['requesters'];

  const before: Given = mine?.given ?? { problem: it.problem, details: it.details, trail: [] };
  const more = requester.given;
  const text = more.details.words;
  const isNewText = text !== undefined && !hasSaid(before, requester.person, text);
  const steps = newSteps(it.trail, more.trail);
  const added = [
    ...DETAILS.filter(([key]) => isNew(key, before.details[key], more.details[key])).map(([, what]) => what),
    ...(more.problem !== before.problem && more.problem !== 'other' ? (['problem'] as const) : []),
    ...(steps.length > 0 ? (['steps'] as const) : []),
    ...(isNewText ? (['words'] as const) : []),
  ];
  return {
    added,
    replaced: added.includes('email') ? mine?.given?.details.correctEmail : undefined,
    next: {
      requesters,
      withdrawn: stillWithdrawn(it, requester),
      details: {
        ...leading(it, requesters),
        words: isNewText ? saidBy({ ...it, requesters }, requester, text) : it.details.words,
      },
      trail: [...it.trail, ...steps],
    },
  };
}

/** Where a requester's own details are not known, the case's may be theirs, so other people's do not replace them. */
function leading(it: Case, requesters: readonly Requester[]): CaseDetails {
  const given = detailsOf(requesters.flatMap((one) => one.given ?? []));
  const before = definedOnly(it.details);
  return requesters.some((one) => one.given === undefined)
    ? { ...given, ...before }
    : { ...before, ...given };
}

/** The withdrawn reports, without those of a person who reports again. */
export function stillWithdrawn(
  { withdrawn = [] }: Case,
  requester: Pick<Requester, 'person' | 'chat'>,
): Case['withdrawn'] {
  const others = withdrawn.filter((one) => !isSameReport(one, requester));
  return others.length === 0 ? undefined : others;
}

const isNew = (key: keyof CaseDetails, before: string | undefined, now: string | undefined) =>
  now !== undefined &&
  (key === 'correctEmail' ? sameAddress(now) !== sameAddress(before ?? '') : now !== before);

const newSteps = (before: readonly TrailEntry[], now: readonly TrailEntry[]) =>
  now.filter((entry) => !before.some((one) => JSON.stringify(one) === JSON.stringify(entry)));

/** A person's details in one report with those of their next: the newer replace the older. */
function newer(before: Given, now: Given, at: IsoInstant, by: Person): Given {
  const old = before.details.correctEmail;
  const isReplaced = old !== undefined && isNew('correctEmail', old, now.details.correctEmail);
  const { words } = now.details;
  const isRepeat = words === undefined || hasSaid(before, by, words);
  return {
    problem: now.problem === 'other' ? before.problem : now.problem,
    details: {
      ...before.details,
      ...definedOnly(now.details),
      words: isRepeat ? before.details.words : wordsWith(before.details.words, asSaid(before, by, words)),
    },
    named: before.named,
    trail: [...before.trail, ...newSteps(before.trail, now.trail)],
    signsIn: signsInWith(before, now),
    replaced: isReplaced ? { email: old, at } : before.replaced,
  };
}

/**
 * Tells the ESR Team who reported a case again, and exactly what is new. Nothing where a class's report adds nothing: the class
 * has its own card.
 */
export function tellJoined(
  it: Case,
  requester: Requester & { given: Given },
  { added, replaced }: Joined,
): CaseMessage[] {
  if (requester.batch !== undefined && added.length === 0 && it.state !== 'resolved') return [];
  const { correctEmail, words, neededBy } = requester.given.details;
  const isNew = it.requesters.every((one) => one.person.id !== requester.person.id);
  const data = {
    by: requester.person.name,
    added: added.join(','),
    ...(isNew && { first: 'yes' }),
    ...(added.includes('email') && correctEmail !== undefined && { email: correctEmail }),
    ...(replaced !== undefined && { was: replaced }),
    ...(added.includes('words') && words !== undefined && { text: words }),
    ...(added.includes('needed-by') && neededBy !== undefined && { needed: neededBy }),
  };
  return [{ message: 'joined', to: 'team', mention: it.claim?.by, data }];
}

/** More words from a requester's chat, unasked. */
export function withWords(it: Case, act: Act, text: string): Pick<Case, 'requesters' | 'details'> {
  const { by } = act;
  const words = by === undefined ? wordsWith(it.details.words, text) : saidBy(it, { person: by }, text);
  const [first] = it.requesters;
  const theirs = reportsOf(it, act)[0] ?? first;
  const requesters = it.requesters.map((one) => {
    const given = givenBy(it, one);
    if (one !== theirs || given === undefined) return { ...one, given };
    const before = by === undefined || by.id === one.person.id ? given : named(given, one.person);
    const said = wordsWith(before.details.words, by === undefined ? text : asSaid(before, by, text));
    return { ...one, given: { ...before, details: { ...before.details, words: said } } };
  }) as unknown as Case['requesters'];
  return { requesters, details: { ...it.details, words } };
}

/** The reports that a person may withdraw: their own; without any, those of the trainers' chat they are in. */
function reportsOf(it: Case, { by, from }: Act): readonly Requester[] {
  const here = it.requesters.filter((one) => from === undefined || one.chat === from.chat);
  const own = here.filter((one) => one.person.id === by?.id);
  return own.length > 0 ? own : here.filter((one) => one.kind === 'trainer');
}

/** The case without these reports; undefined when none would be left. */
export function withoutReports(
  it: Case,
  gone: readonly Requester[],
): (Partial<Case> & Pick<Case, 'requesters' | 'details' | 'trail'>) | undefined {
  const left = it.requesters.filter((one) => !gone.includes(one));
  const [first, ...others] = left;
  if (first === undefined) return undefined;
  const given = left.flatMap((one) => givenBy(it, one) ?? []);
  // An older case does not say who gave what: only the ESR Team sees its details.
  const [leading] = given;
  if (leading === undefined) {
    const unknown = { problem: it.problem, details: { esrUsername: it.details.esrUsername }, trail: [] };
    const [one, ...more] = [first, ...others].map((left) => ({ ...left, given: unknown }));
    return { requesters: [one ?? first, ...more], details: it.details, trail: it.trail };
  }
  const several = new Set(left.map((one) => one.person.id)).size > 1;
  const words = left
    .flatMap((one) => {
      const given = givenBy(it, one);
      const said = given?.details.words;
      const isBare = several && given?.named === undefined;
      return said === undefined ? [] : [isBare ? signed(one.person.name, said) : said];
    })
    .reduce<string | undefined>(wordsWith, undefined);
  return {
    requesters: [first, ...others],
    problem: leading.problem,
    // The place in a class moves with its report.
    batch: left.some((one) => one.batch !== undefined && one.batch === it.batch?.id) ? it.batch : undefined,
    details: { ...detailsOf(given), words },
    trail: trailOf(given),
  };
}

/** The case without reports that continue as another; undefined when none would be left. */
export function withoutMoved(
  it: Case,
  moved: readonly Requester[],
  to: string,
  at: IsoInstant,
): Pick<Case, 'requesters' | 'details' | 'trail' | 'withdrawn'> | undefined {
  const theirs = it.requesters.filter((one) => moved.some((other) => isSameReport(one, other)));
  const rest = withoutReports(it, theirs);
  const gone = moved.map((one) => ({ ...withdrawnBy(one.person, one, at), movedTo: to }));
  return rest && { ...rest, withdrawn: [...(it.withdrawn ?? []), ...gone] };
}

const withdrawnBy = (
  by: Person,
  { kind, person, chat, batch }: Requester,
  at: IsoInstant,
): WithdrawnReport => ({
  kind,
  person,
  chat,
  batch,
  by,
  at,
});

/** The case that moved reports continue as. The person whose report moved them keeps their earlier details. */
export function withMoved(
  it: Case,
  moved: readonly Requester[],
): Pick<Case, 'requesters' | 'details' | 'trail'> | undefined {
  const requesters = it.requesters.map((one) => {
    const before = moved.find((other) => isSameReport(one, other))?.given;
    if (before === undefined || one.given === undefined) return one;
    return { ...one, given: newer(before, one.given, it.changedAt, one.person) };
  });
  const colleagues = moved.filter((one) => !requesters.some((other) => isSameReport(one, other)));
  return withoutReports(
    { ...it, requesters: [...requesters, ...colleagues] as unknown as Case['requesters'] },
    [],
  );
}

/** The colleague whose report stays, where this person has withdrawn theirs already. */
export function staysFrom(it: Case, { by, from }: Pick<Act, 'by' | 'from'>): Person | undefined {
  const isHere = (one: Pick<Requester, 'chat'>) => from === undefined || one.chat === from.chat;
  const isTheirs = (one: Pick<Requester, 'person'>) => one.person.id === by?.id;
  const hasGone = it.withdrawn?.some((one) => one.movedTo === undefined && isHere(one) && isTheirs(one));
  const here = it.requesters.filter((one) => one.kind === 'trainer' && isHere(one));
  return hasGone && !here.some(isTheirs) ? here[0]?.person : undefined;
}

/** Withdraws a person's own report. Undefined when they have none left: a second press must not withdraw a colleague's. */
export function takeBack(
  it: Case,
  act: Act,
): { readonly next?: Partial<Case>; readonly message: CaseMessage } | undefined {
  const gone = staysFrom(it, act) === undefined ? reportsOf(it, act) : [];
  const { by } = act;
  if (gone.length === 0 || by === undefined) return undefined;
  const message = { to: 'team', mention: it.claim?.by } as const;
  const rest = withoutReports(it, gone);
  if (rest === undefined) return { message: { ...message, message: 'withdrawn', data: { by: by.name } } };
  const withdrawn = gone.map((one) => withdrawnBy(by, one, act.at));
  const names = (people: readonly Requester[]) =>
    [...new Set(people.map((one) => one.person.name))].join(', ');
  const data = { by: by.name, whose: names(gone), left: names(rest.requesters) };
  return {
    next: { ...rest, withdrawn: [...(it.withdrawn ?? []), ...withdrawn] },
    message: { ...message, message: 'report-withdrawn', data },
  };
}
