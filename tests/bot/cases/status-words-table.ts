import type { ActedFrom, CaseAction, Person, Requester } from '../../../src/cases/case.ts';
import { AMARA, at, CHLOE, ELENA, FEMI, RESOLVE } from '../../shared/a-case.ts';

export type Reader =
  | 'the ESR Team'
  | 'who raised it'
  | 'her trainers'
  | 'the class card'
  | 'the team’s class list';

const DEV: Person = { id: 'aad-dev', name: 'Dev Patel' };
const given = {
  problem: 'other',
  details: { correctEmail: 'amara.okafor@nhs.net', name: 'Amara O' },
  trail: [],
} as const;
export const TRAINER = {
  ...{ kind: 'trainer', person: CHLOE, chat: 'chat-escalation', at: at(1), batch: 'class-1' },
  given,
} as const satisfies Requester;
/** One action, who does it, and from where. */
export type Step = readonly [CaseAction, Person | undefined, ActedFrom?];
const TEAM = { chat: 'chat-team', as: 'esr-team' } as const;
const OWN = { chat: 'chat-amara', as: 'requester' } as const;
const TRAINERS = { chat: 'chat-escalation', as: 'requester' } as const;

export const claim: Step = [{ type: 'claim' }, ELENA, TEAM];
const release: Step = [{ type: 'release' }, ELENA, TEAM];
const assign: Step = [{ type: 'assign', to: FEMI }, ELENA, TEAM];
const ask: Step = [{ type: 'ask', question: 'Which ward?' }, ELENA, TEAM];
const answer: Step = [{ type: 'answer', text: 'Ward 4' }, AMARA, OWN];
export const solve: Step = [RESOLVE, ELENA, TEAM];
export const confirm: Step = [{ type: 'confirm' }, AMARA, OWN];
export const confirmByTrainer: Step = [{ type: 'confirm' }, DEV, TRAINERS];
export const stillNot: Step = [{ type: 'reopen', why: 'No email' }, AMARA, OWN];
export const reopenByTeam: Step = [{ type: 'reopen', why: '' }, FEMI, TEAM];
export const withdraw: Step = [{ type: 'withdraw' }, AMARA, OWN];
export const withdrawByTrainer: Step = [{ type: 'withdraw' }, CHLOE, TRAINERS];
export const silent: Step = [{ type: 'close-silent' }, undefined];
export const again: Step = [{ type: 'join', requester: TRAINER }, CHLOE, TRAINERS];

/** After these steps: what each reader is told, and nothing else. */
export const TABLE: readonly (readonly [
  string,
  readonly Step[],
  Readonly<Record<Reader, readonly string[]>>,
])[] = [
  [
    'raised',
    [],
    {
      'the ESR Team': ['nobody yet'],
      'who raised it': ['team has it'],
      'her trainers': ['team has it'],
      'the class card': ['counted: 0', 'nobody yet', 'team has it'],
      'the team’s class list': ['counted: 0'],
    },
  ],
  [
    'claimed',
    [claim],
    {
      'the ESR Team': ['works it: Elena Rossi'],
      'who raised it': ['works it: Elena Rossi'],
      'her trainers': ['works it: Elena Rossi'],
      'the class card': ['counted: 0', 'team has it', 'works it: Elena Rossi'],
      'the team’s class list': ['counted: 0', 'works it: Elena Rossi'],
    },
  ],
  [
    'claimed and released',
    [claim, release],
    {
      'the ESR Team': ['released: Elena Rossi', 'works it: Nobody'],
      'who raised it': ['team has it'],
      'her trainers': ['team has it'],
      'the class card': ['counted: 0', 'team has it', 'works it: Nobody'],
      'the team’s class list': ['counted: 0'],
    },
  ],
  [
    'assigned',
    [claim, assign],
    {
      'the ESR Team': ['gave it to them: Elena Rossi', 'works it: Femi Adeyemi'],
      'who raised it': ['works it: Femi Adeyemi'],
      'her trainers': ['works it: Femi Adeyemi'],
      'the class card': ['counted: 0', 'team has it', 'works it: Femi Adeyemi'],
      'the team’s class list': ['counted: 0'],
    },
  ],
  [
    'asked',
    [claim, ask],
    {
      'the ESR Team': ['works it: Elena Rossi'],
      'who raised it': ['asks: Elena Rossi'],
      'her trainers': ['asks: Elena Rossi'],
      'the class card': ['asks: Elena Rossi', 'counted: 0'],
      'the team’s class list': ['counted: 0', 'works it: Elena Rossi'],
    },
  ],
  [
    'asked, then given to a colleague',
    [claim, ask, assign],
    {
      'the ESR Team': ['gave it to them: Elena Rossi', 'works it: Femi Adeyemi'],
      'who raised it': ['asks: Elena Rossi'],
      'her trainers': ['asks: Elena Rossi'],
      'the class card': ['asks: Elena Rossi', 'counted: 0'],
      'the team’s class list': ['counted: 0'],
    },
  ],
  [
    'asked, then released',
    [claim, ask, release],
    {
      'the ESR Team': ['released: Elena Rossi', 'works it: Nobody'],
      'who raised it': ['asks: Elena Rossi'],
      'her trainers': ['asks: Elena Rossi'],
      'the class card': ['asks: Elena Rossi', 'counted: 0'],
      'the team’s class list': ['counted: 0'],
    },
  ],
  [
    'answered by the one who raised it',
    [claim, ask, answer],
    {
      'the ESR Team': ['answered: Amara Okafor', 'works it: Elena Rossi'],
      'who raised it': ['works it: Elena Rossi'],
      'her trainers': ['works it: Elena Rossi'],
      'the class card': ['counted: 0', 'team has it', 'works it: Elena Rossi'],
      'the team’s class list': ['counted: 0', 'works it: Elena Rossi'],
    },
  ],
  [
    'resolved',
    [claim, solve],
    {
      'the ESR Team': ['resolved: Elena Rossi'],
      'who raised it': ['resolved: Elena Rossi'],
      'her trainers': ['resolved: Elena Rossi'],
      'the class card': ['counted: 1'],
      'the team’s class list': ['counted: 1', 'resolved: Elena Rossi'],
    },
  ],
  [
    'confirmed by the one who raised it',
    [claim, solve, confirm],
    {
      'the ESR Team': ['resolved: Elena Rossi', 'says it works: Amara Okafor'],
      'who raised it': ['done last', 'says it works: You'],
      'her trainers': ['done last', 'reported as working'],
      'the class card': ['counted: 1'],
      'the team’s class list': ['counted: 1'],
    },
  ],
  [
    'confirmed by a colleague of her trainer',
    [claim, solve, confirmByTrainer],
    {
      'the ESR Team': ['resolved: Elena Rossi', 'says it works: Dev Patel'],
      'who raised it': ['done last', 'reported as working'],
      'her trainers': ['done last', 'says it works: Dev Patel'],
      'the class card': ['counted: 1', 'says it works: Dev Patel'],
      'the team’s class list': ['counted: 1'],
    },
  ],
  [
    'closed after silence',
    [claim, solve, silent],
    {
      'the ESR Team': ['nobody answered', 'resolved: Elena Rossi'],
      'who raised it': ['done last', 'nobody answered'],
      'her trainers': ['done last', 'nobody answered'],
      'the class card': ['counted: 1'],
      'the team’s class list': ['counted: 1'],
    },
  ],
  [
    'reopened by the one who raised it',
    [claim, solve, stillNot],
    {
      'the ESR Team': ['done before', 'still not: Amara Okafor', 'works it: Elena Rossi'],
      'who raised it': ['done before', 'looks again', 'still not: You', 'works it: Elena Rossi'],
      'her trainers': ['done before', 'looks again', 'works it: Elena Rossi'],
      'the class card': ['done before', 'counted: 0', 'team has it', 'works it: Elena Rossi'],
      'the team’s class list': ['counted: 0', 'still not: Amara Okafor', 'works it: Elena Rossi'],
    },
  ],
  [
    'reopened by an officer',
    [claim, solve, reopenByTeam],
    {
      'the ESR Team': ['done before', 'reopened: Femi Adeyemi', 'works it: Elena Rossi'],
      'who raised it': ['done before', 'looks again', 'reopened: Femi Adeyemi', 'works it: Elena Rossi'],
      'her trainers': ['done before', 'looks again', 'reopened: Femi Adeyemi', 'works it: Elena Rossi'],
      'the class card': ['done before', 'counted: 0', 'team has it', 'works it: Elena Rossi'],
      'the team’s class list': ['counted: 0', 'reopened: Femi Adeyemi', 'works it: Elena Rossi'],
    },
  ],
  [
    'reported again by her trainer',
    [claim, solve, again],
    {
      'the ESR Team': ['done before', 'reported again: Chloe Martin', 'works it: Elena Rossi'],
      'who raised it': ['done before', 'looks again', 'works it: Elena Rossi'],
      'her trainers': ['done before', 'looks again', 'works it: Elena Rossi'],
      'the class card': ['done before', 'counted: 0', 'team has it', 'works it: Elena Rossi'],
      'the team’s class list': ['counted: 0', 'reported again: Chloe Martin', 'works it: Elena Rossi'],
    },
  ],
  [
    'asked, resolved without an answer, and opened again',
    [claim, ask, solve, reopenByTeam],
    {
      'the ESR Team': ['done before', 'reopened: Femi Adeyemi', 'works it: Elena Rossi'],
      'who raised it': ['done before', 'looks again', 'reopened: Femi Adeyemi', 'works it: Elena Rossi'],
      'her trainers': ['done before', 'looks again', 'reopened: Femi Adeyemi', 'works it: Elena Rossi'],
      'the class card': ['done before', 'counted: 0', 'team has it', 'works it: Elena Rossi'],
      'the team’s class list': ['counted: 0', 'reopened: Femi Adeyemi', 'works it: Elena Rossi'],
    },
  ],
  [
    'withdrawn by the one who raised it, while her trainer’s report stays',
    [claim, withdraw],
    {
      'the ESR Team': ['their report out: Amara Okafor', 'works it: Elena Rossi'],
      'who raised it': ['withdrew: You'],
      'her trainers': ['works it: Elena Rossi'],
      'the class card': ['counted: 0', 'team has it', 'works it: Elena Rossi'],
      'the team’s class list': ['counted: 0', 'works it: Elena Rossi'],
    },
  ],
  [
    'withdrawn by her trainer, while her own report stays, and resolved',
    [claim, withdrawByTrainer, solve],
    {
      'the ESR Team': ['resolved: Elena Rossi', 'their report out: Chloe Martin'],
      'who raised it': ['resolved: Elena Rossi'],
      'her trainers': ['withdrew: Chloe Martin'],
      'the class card': ['counted: 0', 'withdrawn: 1', 'withdrew: Chloe Martin'],
      'the team’s class list': ['counted: 0', 'withdrawn: 1', 'withdrew: Chloe Martin'],
    },
  ],
  [
    'withdrawn by both',
    [claim, withdraw, withdrawByTrainer],
    {
      'the ESR Team': ['their report out: Amara Okafor', 'withdrew: Chloe Martin'],
      'who raised it': ['withdrew: You'],
      'her trainers': ['stopped', 'withdrew: Chloe Martin'],
      'the class card': ['counted: 0', 'withdrawn: 1', 'withdrew: Chloe Martin'],
      'the team’s class list': ['counted: 0', 'withdrawn: 1'],
    },
  ],
  [
    'withdrawn by both before anyone had it',
    [withdraw, withdrawByTrainer],
    {
      'the ESR Team': ['their report out: Amara Okafor', 'withdrew: Chloe Martin'],
      'who raised it': ['withdrew: You'],
      'her trainers': ['withdrew: Chloe Martin'],
      'the class card': ['counted: 0', 'withdrawn: 1', 'withdrew: Chloe Martin'],
      'the team’s class list': ['counted: 0', 'withdrawn: 1'],
    },
  ],
];
