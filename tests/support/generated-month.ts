import { DOWN } from '../../src/cases/incidents.ts';
import { inLondon } from '../../src/time/clock.ts';

/** One person reports one problem at an instant. */
export interface GeneratedReport {
  readonly at: string;
  readonly problem: string;
  readonly chat: string;
  /** The incident that it is part of. */
  readonly incident?: string | undefined;
}

/** How an hour of the day compares with the busiest, from midnight. */
const HOURS = [
  ...[1, 1, 1, 1, 1, 2, 6, 22, 70, 100, 95, 85],
  ...[60, 75, 80, 72, 60, 40, 20, 12, 8, 6, 4, 2],
];
/** From Monday. Payslips come on a Friday. */
const DAYS = [1.25, 1, 0.95, 0.9, 1.05, 0.2, 0.18];
/** People in the busiest hour of an ordinary day. */
const PROBLEMS: Readonly<Record<string, number>> = {
  'forgot-username-password': 3.2,
  'incorrect-details': 2.4,
  'account-locked': 1.8,
  'reset-email-missing': 1.2,
  'smartcard-login': 1,
  'details-dont-match': 0.7,
  'email-changed': 0.5,
  'smartcard-locked-expired': 0.4,
  'first-time-access': 0.4,
  'username-format': 0.2,
  [DOWN]: 0.3,
};

/** Incidents that are hidden in a month: how long they last, and people in them. One creeps in: few at first, and ever more. */
const HIDDEN = {
  small: { problem: 'smartcard-login', day: 8, hour: 14, minutes: 40, people: 12 },
  large: { problem: DOWN, day: 15, hour: 9, minutes: 60, people: 90 },
  slow: { problem: 'reset-email-missing', day: 22, hour: 10, minutes: 180, people: 60 },
  creeping: { problem: 'reset-email-missing', day: 24, hour: 10, minutes: 180, people: 60 },
} as const;

/** Normal traffic from `from` for so many days, and the hidden incidents of the month that begins at `month`. */
export function generatedReports(
  seed: number,
  from: string,
  days: number,
  month?: string,
): GeneratedReport[] {
  const random = randomOf(seed);
  const start = Date.parse(from);
  const found: GeneratedReport[] = [];
  let people = 0;
  const add = (at: number, problem: string, incident?: string) => {
    people += 1;
    found.push({ at: new Date(at).toISOString(), problem, chat: `chat-${seed}-${people}`, incident });
  };
  for (let hour = 0; hour < days * 24; hour += 1) {
    const begins = start + hour * 3_600_000;
    const local = inLondon(new Date(begins).toISOString());
    const busy = ((HOURS[local.hour] ?? 0) / 100) * (DAYS[local.dayOfWeek - 1] ?? 0);
    // Some days have more than others, for no reason anybody knows.
    const day = 0.85 + 0.3 * dayNoise(seed, local.toPlainDate().toString());
    for (const [problem, most] of Object.entries(PROBLEMS))
      for (let left = poisson(random, busy * most * day); left > 0; left -= 1)
        add(begins + random() * 3_600_000, problem);
  }
  if (month !== undefined)
    for (const [name, { problem, day, hour, minutes, people: many }] of Object.entries(HIDDEN)) {
      const begins = Date.parse(month) + (day * 24 + hour) * 3_600_000 + Math.floor(random() * 60) * 60_000;
      for (let one = 0; one < many; one += 1) {
        const part = name === 'creeping' ? Math.sqrt(random()) : random();
        add(begins + part * minutes * 60_000, problem, name);
      }
    }
  return found.sort((a, b) => a.at.localeCompare(b.at));
}

/** Numbers from 0 to 1, the same for the same seed: mulberry32. */
function randomOf(seed: number): () => number {
  let state = seed * 2_654_435_761;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function dayNoise(seed: number, day: string): number {
  let hash = seed;
  for (const letter of day) hash = Math.imul(hash, 31) + letter.charCodeAt(0);
  return randomOf(hash)();
}

function poisson(random: () => number, mean: number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count += 1;
  return count;
}
