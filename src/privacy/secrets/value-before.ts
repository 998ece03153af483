import { isIdentifier } from './codes.ts';
import { type Cue, type StatedSecret, secretAt } from './secret-cues.ts';
import { isExample, isOrdinary, looksMixed } from './secret-values.ts';
import { GLUE, NUMBER_LABELS, STATUS } from './secret-words.ts';
import type { Word } from './words.ts';

/** "X is my password", "4821 as my pin", "put 4821 in for the pin". */
export function valueBefore(words: readonly Word[], cue: Cue): StatedSecret[] {
  let linked = false;
  for (let at = cue.from - 1; at >= Math.max(0, cue.from - 5); at -= 1) {
    const word = words[at];
    if (!word || words[at + 1]?.startsLine) return [];
    if (/^(is|was|as|for|in)$/.test(word.bare)) linked = true;
    if (
      /^(is|was|as|for|in|my|her|his|the|their|our|new|old|esr|windows|smartcard|a|it|at|your)$/.test(
        word.bare,
      )
    )
      continue;
    const given =
      cue.kind === 'pin'
        ? /^\d{4,8}$/.test(word.bare)
        : looksMixed(word) && !isExample(word) && !isIdentifier(word);
    const labelled = NUMBER_LABELS.has(words[at - 1]?.bare ?? '');
    const stated = cue.kind === 'password' ? isPlainStatement(words, at, cue) : isPutAs(words, at);
    const plain = cue.kind !== 'pin' && !isOrdinary(word) && stated;
    const touching = cue.kind === 'pin' && at === cue.from - 1;
    if (!((linked || touching) && (given || plain) && !labelled)) return [];
    return [secretAt(cue.kind, word)];
  }
  return [];
}

/** "I put lighthouse as my memorable word" */
function isPutAs(words: readonly Word[], at: number): boolean {
  const bare = words[at]?.bare ?? '';
  const put = /^(put|used|use|have|had|set|typed|entered|gave|chose|picked)$/.test(words[at - 1]?.bare ?? '');
  return put && /^\p{L}{3,}$/u.test(bare) && !STATUS.has(bare) && !GLUE.has(bare);
}

/** "sunshine is my password", and not "what is my password". */
function isPlainStatement(words: readonly Word[], at: number, cue: Cue): boolean {
  const word = words[at];
  const opens = at === 0 || words[at]?.startsLine === true || words[at - 1]?.endsClause === true;
  const is = words[at + 1]?.bare === 'is' || words[at + 1]?.bare === 'was';
  const closes = words[cue.to]?.endsClause === true;
  const topic = /^(here|reason|thing|hi|hello|below|above|what|whats|ok)$/;
  return (
    word !== undefined &&
    opens &&
    is &&
    closes &&
    word.bare.length > 3 &&
    !topic.test(word.bare) &&
    !STATUS.has(word.bare)
  );
}
