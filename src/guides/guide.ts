import { z } from 'zod';
import { TOPIC_IDS } from '../understanding/wordings.ts';
import { Change, Checked, ReviewBy } from './dated.ts';
import { HANDOVER_FIELDS } from './ids.ts';

/** Words staff read. `{{path}}` is one of the guide's own facts; `{{when.x}}` is derived in the chat. */
const Words = z.string().trim().min(1).max(1200);
/** Where in the Trust's published guide a thing is said, as a fact-checker would look it up; "General words" for no fact. */
const Source = z.string().trim().min(1).max(200);
const Link = z.strictObject({
  title: z.string().min(1).max(60),
  url: z.url({
    protocol: /^https$/,
    error: 'write an address that begins with https://; give an intranet page to a contact (url)',
  }),
});

const Id = z.string().regex(/^[a-z][a-z0-9-]*$/);
const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time in quotes, such as "08:30"');
const Asks = z.array(z.enum(HANDOVER_FIELDS)).min(1);

const Step = z.strictObject({
  text: Words,
  /** A click path or a list of rules, one line each; `{{password.rules}}` alone is a whole list. */
  list: z.array(Words).max(12).optional(),
  /** A short remark under the text. */
  note: Words.optional(),
  link: Link.optional(),
  /** The contact this step sends people to (a key of `contacts`). */
  contact: z.string().optional(),
  /** What a handover from this step asks for, where it differs from its branch. */
  asks: Asks.optional(),
  /** Where it differs from the branch's. */
  source: Source.optional(),
});

const Branch = z
  .strictObject({
    source: Source,
    /** Where they differ from the guide's. */
    checked: Checked.optional(),
    reviewBy: ReviewBy.optional(),
    steps: z
      .record(Id, Step)
      .refine((steps) => Object.keys(steps).length > 0, 'write at least one step, or leave the branch out'),
    /** What a handover from this branch asks for, where it differs from the guide's own `handover.asks`. */
    asks: Asks.optional(),
    /** Who does which work once it is handed over, where the guide says so; `for` limits it to one kind of learner. */
    doneBy: z
      .array(
        z.strictObject({
          who: Words,
          does: Words.optional(),
          /** One of `learnerTypes`. */
          for: Id.optional(),
          source: Source,
        }),
      )
      .optional(),
  })
  .transform((branch) => ({ ...branch, steps: withSource(branch.steps, branch.source) }));

function withSource(steps: Record<string, z.infer<typeof Step>>, source: string): Record<string, GuideStep> {
  return Object.fromEntries(
    Object.entries(steps).map(([name, step]) => [name, { ...step, source: step.source ?? source }]),
  );
}

const Contact = z.strictObject({
  name: z.string().min(1).max(60),
  email: z.email('write one address, such as "esr.team@nhs.net"').optional(),
  phone: z
    .string()
    .regex(
      /^\+?\d[\d ]{2,20}$/,
      'write it in digits and spaces, such as "01234 567890"; say an extension in how:',
    )
    .optional(),
  /** `http:` is for pages of an intranet, which do not open from everywhere: shown as text to copy. */
  url: z
    .url({
      protocol: /^https?$/,
      hostname: /./,
      error: 'write the whole address, with https:// or http:// in front',
    })
    .optional(),
  /** When they answer, said after "Open": "Monday to Friday, 8am to 5pm". */
  hours: Words.optional(),
  /** How to reach them, where the guide says more than an address. */
  how: Words.optional(),
  source: Source,
});

/** `old` marks one that only some people still have. */
const UsernamePrefix = z.strictObject({
  code: z.string().regex(/^\d{3}$/),
  old: z.boolean().optional(),
  note: Words.optional(),
  source: Source,
});

/** What the ESR Team chooses an outcome or a reply by. */
const Name = z.string().trim().min(1).max(40);

/** Sent to the requester when the ESR Team closes a case: what happened, and what to do now. */
const Outcome = z.strictObject({
  /** Needed for one that the product does not have. */
  name: Name.optional(),
  text: Words,
  next: z.array(Words).max(6),
  /** `false` where nothing was put right: no one is asked whether it works now. */
  fixed: z.boolean().optional(),
  /** Whether the ESR Team must say why in the note. */
  needsNote: z.boolean().optional(),
  source: Source,
});

/** A question or note that the ESR Team sends often, to change before it is sent. */
const Reply = z.strictObject({
  name: Name,
  as: z.enum(['question', 'note']),
  text: Words,
  source: Source,
});

const Hours = z.number().positive().max(400);

/** What this Trust's staff call a problem where that is not what branches.yaml says, and its place in the menu. */
const Title = z.strictObject({
  title: z.string().trim().min(1).max(60).optional(),
  line: z.string().trim().min(1).max(120).optional(),
  group: Id.optional(),
});

/** One Trust's troubleshooting guidance as data: `guides/<trust>.yaml`. */
export const GuideSchema = z.strictObject({
  trust: z.string(),
  name: z.string().min(1).max(80),
  shortName: z.string().min(1).max(60),
  /** Former names and sites, by which staff may know it; shown where they choose their organisation. */
  alsoKnownAs: z.array(z.string().min(1).max(60)).max(8).optional(),
  source: Source,
  checked: Checked.optional(),
  /** By when the guide is to be checked again: its ESR Team is told a month ahead. */
  reviewBy: ReviewBy.optional(),
  /** What will be otherwise from a day on. */
  changes: z.array(Change).max(20).optional(),
  username: z.strictObject({
    prefixes: z.array(UsernamePrefix),
    /** Whether the guide says that a username ends in two numbers. */
    lastTwoDigits: z.boolean(),
  }),
  password: z
    .strictObject({
      minLength: z.int().min(1).max(99),
      history: z.int().min(1).max(24).optional(),
      rules: z.array(Words).min(1).max(12),
    })
    .optional(),
  reset: z
    .strictObject({
      emailMinutes: z
        .tuple(
          [z.int(), z.int()],
          'write the fewest and the most, such as [10, 15]; twice the same if there is one',
        )
        .optional(),
      linkHours: z.int().optional(),
    })
    .optional(),
  /** Wrong passwords: when the guide says to ask the ESR Team, when the account locks and for how long. */
  attempts: z
    .strictObject({
      escalateAfter: z.int().optional(),
      lockAfter: z.int().optional(),
      lockHours: z.int().optional(),
    })
    .optional(),
  /** How many days people who left keep their previous account. */
  leaverDays: z.int().optional(),
  /** When the ESR Team works, on working days; WORKING_HOURS in the settings overrides it. */
  workingHours: z
    .strictObject({ start: Time, end: Time })
    .refine(({ start, end }) => start < end, 'write a start that is before the end')
    .optional(),
  /** The kinds of learner that the guide tells apart, with their names; asked once, where a branch needs it. */
  learnerTypes: z
    .record(Id, Name, 'write each kind with its name: { staff: Staff, volunteer: Volunteer }')
    .refine((types) => Object.keys(types).length > 1, 'write two kinds or more, or leave it out')
    .optional(),
  /** What the ESR Team needs to know to help; asked, checked and read back before anything is sent. */
  handover: z.strictObject({
    asks: Asks,
    /** Where people can ask the ESR Team outside this chat (a key of `contacts`), if the guide says. */
    contact: z.string().optional(),
    source: Source,
  }),
  contacts: z.record(Id, Contact),
  /** Menu groups of this Trust: another title for one of branches.yaml, or a group of its own. */
  groups: z.record(Id, z.string().trim().min(1).max(60)).optional(),
  titles: z.record(Id, Title).optional(),
  /** Where the guide sends people with what the bot does not do: a contact for each such topic of branches.yaml. */
  elsewhere: z.partialRecord(z.enum(TOPIC_IDS), z.string()).optional(),
  branches: z.record(Id, Branch),
  /** Whether what staff say that finds no problem is kept, redacted, once three people have said it: see docs/privacy.md. */
  learns: z.boolean().optional(),
  /** How the ESR Team can end a case, in the order they choose from; without it, the product's own (`team-words.json`). */
  outcomes: z.record(Id, Outcome).optional(),
  /** Their saved questions and notes; without it, the product's own. */
  replies: z.record(Id, Reply).optional(),
  /** In how many working hours a case is to be claimed, and resolved, where the Trust has set that. */
  targets: z
    .strictObject({ claimHours: Hours.optional(), resolveHours: Hours.optional(), source: Source })
    .optional(),
  /** For fact-checkers; never shown to staff. */
  review: z.array(z.strictObject({ item: z.string().min(1), why: z.string().min(1) })),
});

export type GuideData = z.infer<typeof GuideSchema>;
export type GuideStep = z.infer<typeof Step> & { source: string };
export type GuideContact = z.infer<typeof Contact>;

/** The product's own has no source. */
export type GuideOutcome = Omit<z.infer<typeof Outcome>, 'name' | 'source'> & {
  readonly name: string;
  readonly source?: string | undefined;
};
export type GuideReply = Omit<z.infer<typeof Reply>, 'source'> & { readonly source?: string | undefined };

/**
 * A checked guide, its facts filled in, with a version that changes when any word of it does. `outcomes` has the words of all
 * that are known, also of those that are not `offered` here: a case may have been ended with one.
 */
export type Guide = Omit<GuideData, 'outcomes' | 'replies' | 'changes'> & {
  readonly changes?: readonly Omit<Change, 'set'>[] | undefined;
  readonly version: string;
  readonly outcomes: Readonly<Record<string, GuideOutcome>>;
  readonly offered: readonly string[];
  readonly replies: Readonly<Record<string, GuideReply>>;
};
