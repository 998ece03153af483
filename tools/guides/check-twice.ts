import { textsOf } from '../../dialogs/flow/check-guide.ts';
import type { GuideData } from '../../src/guides/guide.ts';
import type { GuideCheck, Report } from '../../src/guides/load-guides.ts';

/** What nobody could tell apart, and ways to a contact that would be changed in one place only. */
export const checkTwice: GuideCheck = (guide, report) => {
  const { contacts, learnerTypes = {}, username, alsoKnownAs = [], branches } = guide;
  sameTwice(
    Object.entries(contacts).map(([id, { name }]) => [['contacts', id, 'name'], name]),
    report,
  );
  sameTwice(
    Object.entries(learnerTypes).map(([id, name]) => [['learnerTypes', id], name]),
    report,
  );
  sameTwice(
    username.prefixes.map(({ code }, at) => [['username', 'prefixes', at, 'code'], code]),
    report,
  );
  sameTwice(
    alsoKnownAs.map((name, at) => [['alsoKnownAs', at], name]),
    report,
  );
  for (const [branch, { steps }] of Object.entries(branches))
    sameTwice(
      Object.entries(steps).map(([step, { text, list = [] }]) => [
        ['branches', branch, 'steps', step],
        [text, ...list].join('\n'),
      ]),
      report,
    );
  writtenWays(guide, report);
};

function sameTwice(
  all: readonly (readonly [path: readonly PropertyKey[], words: string])[],
  report: Report,
): void {
  const seen = new Map<string, readonly PropertyKey[]>();
  for (const [path, words] of all) {
    const before = seen.get(words.toLowerCase());
    if (before === undefined) seen.set(words.toLowerCase(), path);
    else report(path, `${before.join('.')} is the same; write another, or leave one out`);
  }
}

/** A number, address or page of a contact that is written into a text, rather than named. */
function writtenWays({ contacts, ...guide }: GuideData, report: Report): void {
  const ways = Object.entries(contacts).flatMap(([id, { email, phone, url }]) =>
    Object.entries({ email, phone, url }).flatMap(([what, way]) =>
      way === undefined ? [] : [{ fact: `contacts.${id}.${what}`, way }],
    ),
  );
  for (const { path, text } of textsOf({
    branches: guide.branches,
    outcomes: guide.outcomes,
    replies: guide.replies,
  }))
    for (const { fact, way } of ways)
      if (text.includes(way)) report(path, `"${way}" is a fact of this guide; write {{${fact}}}`);
}
