import { textsOf } from '../../dialogs/flow/check-guide.ts';
import type { GuideCheck } from '../../src/guides/load-guides.ts';

/** Phrases that a native writer would not use, and what to write instead. */
export const PHRASES: readonly (readonly [phrase: RegExp, instead: string])[] = [
  [/\bI (?:tell|show|keep|check|read|pass|bring|send) (?:you|it|this|that|them|how|what)\b/i, 'I’ll …'],
  [/\bI take it that\b/i, 'it sounds like'],
  [/\bI know no\b/i, 'there is no'],
  [
    /\bhas not come\b|\bminutes to come\b|\bemail(?: from ESR)? comes?\b/i,
    'has not arrived, will get an email',
  ],
  [/\b(?:has|have|it) runs? out\b|\bprobably run out\b/i, 'has expired, expires'],
  [/\bput (?:this|that|it) right\b/i, 'fix'],
  [/\bdoes not take your\b/i, 'does not accept'],
  [/\bneeds? a look\b/i, 'needs checking'],
  [/\b(?:take|took|taken) (?:(?:this|it|a case|their report) )?back\b/i, 'withdraw'],
  [/\b(?:gave|given) (?:it )?back\b/i, 'released'],
  [/\b(?:open|opened|opens) (?:this )?again\b/i, 'reopened'],
  [/\bat (?:it|this) once more\b/i, 'again'],
  [/(?<!not |I'll )\bkeep trying\b/i, 'I’ll keep trying'],
  [/\bthey get it when\b/i, 'I’ll send it when'],
  [/\bwrong between me\b/i, 'I cannot reach'],
  [/\bpeople who run me\b/i, 'the people who run this bot'],
  [
    /\b(?:at|by|since|until|from) (?:\w{3} )?(?:[01]\d|2[0-3]):[0-5]\d\b/i,
    'write 2pm, 8:30am: NHS content style guide',
  ],
  [/\bhas finished(?: this|\.)/i, 'has dealt with this'],
  [/\bask them yourself\b/i, 'you can contact them yourself'],
  [/\btook me out\b/i, 'I may have been removed'],
  [/\bchat of (?:our|your) own\b/i, 'a one-to-one chat'],
  [/\bdid not follow\b/i, 'did not understand'],
  [/\btheirs now\b/i, 'for this Trust'],
  [/\bleave out the rest\b/i, 'do not send the rest'],
  [/\bAsked for the ESR Team\b/, 'Help with ESR'],
  [/\bthey said: not\b/i, 'people said it did not help'],
  [/\bwas given to you\b/i, 'was assigned to you'],
  [/\bAll of it is finished\b/i, 'all done'],
  [/\bgo(?:es)? on (?:with|as)\b/i, 'use, is now'],
  [/\bI(?:'m| am) passing\b/i, 'I’m sending'],
  [/\bNothing is sent yet\b/i, 'nothing has been sent'],
  [/\bI (?:did|do) not know (?:that|this)\b/i, 'I do not recognise, is no longer in use'],
  [/\bin the way\?/i, 'stopping you'],
  [/\bstop there\b/i, 'do not keep trying'],
  [/\blook into it with you\b/i, 'help you with this'],
  [/\bYou are in\b/, 'that’s sorted'],
  [/\?"? Then\b/, 'if …, …'],
  [/\bdo you not\b|\bcan you not\b/i, 'if you do not'],
  [/\b(?:is it|are both|are they) there\?/i, 'no second question: the buttons answer the last one'],
  [
    /\b(?:Talk|Hand(?:ed)?) to the ESR Team\b|\bHand (?:this|it|over) to the ESR Team\b/i,
    'Ask the ESR Team, On its way to the ESR Team',
  ],
  [/\bwrite to me\b/i, 'message me'],
  [/\bsomebody\b|\bwhoever\b|\banybody\b/i, 'someone, the person who'],
  [/\bat once\b/i, 'straight away, in one go'],
  [/\banew\b|\bafresh\b/i, 'again'],
  [/\bmend(?:ed|ing|s)?\b/i, 'fix'],
  [/\b(?:can't|won't|isn't|doesn't|didn't|haven't|couldn't)\b/i, 'cannot, do not: negatives are written out'],
];

/** Reports phrases that a native writer would not use. */
export const checkPhrases: GuideCheck = (guide, report) => {
  for (const { path, text } of textsOf(guide)) {
    for (const [phrase, instead] of PHRASES) {
      const [found] = phrase.exec(text) ?? [];
      if (found !== undefined) report(path, `"${found}" is not how people say it; write: ${instead}`);
    }
  }
};
