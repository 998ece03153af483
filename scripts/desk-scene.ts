import type { Locator, Page } from 'playwright-core';
import { Chat, referenceOn, resolve, TRUST } from '../tests/browser/chat.ts';

type Picture = (name: string, card: Locator) => Promise<void>;

/** The ESR Team at its desk: each card of a case in each state, the queue, a report and a notice. */
export async function deskScene(page: Page, picture: Picture): Promise<void> {
  const staff = new Chat(page, 'Staff');
  const team = new Chat(page, 'ESR Team');
  await staff.be('Ben Hughes');
  await staff.say('talk to someone');
  await staff.walk([TRUST], 'Check my answers');
  await staff.fill({ 'ESR username': '432HUGHESB02', 'Correct email address': 'ben.hughes@nhs.net' });
  await staff.answer('Check my answers');
  await staff.answer('Yes, send to the ESR Team');
  const reference = await referenceOn(await staff.shows('Handed to the ESR Team'));
  const handoff = team.card(reference);
  await team.shows(reference, 'New');
  await picture('desk-new', handoff);

  await team.be('Elena Rossi');
  await handoff.getByRole('button', { name: 'Assign to' }).click();
  await picture('desk-assign', await team.shows('Assign to a colleague'));
  await team.button('Back').click();
  await handoff.getByRole('button', { name: 'Claim' }).click();
  await team.shows(reference, 'Elena Rossi has it');
  await picture('desk-claimed', handoff);
  await handoff.getByRole('button', { name: 'Ask a question' }).click();
  await handoff
    .getByRole('textbox', { name: 'What do you need to know?' })
    .fill('Which hospital do you work at?');
  await picture('desk-ask', handoff);
  await handoff.getByRole('button', { name: 'Send question' }).click();
  await team.shows(reference, 'Waiting for an answer');
  await picture('desk-waiting', handoff);
  await picture('desk-status-waiting', await staff.shows('Waiting for you', reference));
  const question = await staff.shows('The ESR Team asks', 'Which hospital do you work at?');
  await picture('desk-question', question);
  await question.getByRole('textbox', { name: 'Your answer' }).fill('Ipswich Hospital');
  await question.getByRole('button', { name: 'Send answer' }).click();
  await picture('desk-answered', await staff.shows('Ben Hughes answered'));
  await team.shows(reference, 'Ipswich Hospital', 'Claimed');
  await picture('desk-claimed-answered', handoff);

  await handoff.getByRole('button', { name: 'Resolve', exact: true }).click();
  await handoff.getByRole('combobox', { name: 'What was done?' }).selectOption('could-not-help');
  await handoff.getByRole('button', { name: 'Resolve and tell them' }).click();
  await picture('desk-reason-needed', await team.shows('why we could not help'));
  await team.button('Back').click();
  await team.shows(reference, 'Claimed');
  await resolve(handoff, 'Password reset sent');
  await team.shows(reference, 'Resolved');
  await picture('desk-resolved', handoff);
  const news = await staff.shows('News from the ESR Team', reference);
  await picture('desk-news', news);
  await news.getByRole('button', { name: 'No, still not working' }).click();
  await news
    .getByRole('textbox', { name: 'What happens now?' })
    .fill('The link in the email says it has expired.');
  await picture('desk-news-no', news);
  await news.getByRole('button', { name: 'Tell the ESR Team' }).click();
  await picture('desk-told', await staff.shows('knows that it is still not working'));
  await team.shows(reference, 'has expired');
  await picture('desk-reopened', handoff);

  await team.say('queue');
  await picture('desk-queue', await team.shows('to do', 'oldest first'));
  await team.region.getByRole('button', { name: reference }).last().click();
  await picture('desk-moved', await team.shows('further down'));
  await team.say('report');
  await picture('desk-report', await team.shows('The last 7 days'));
  await team.button('Copy for a spreadsheet').click();
  await picture('desk-report-csv', await team.shows('The last 7 days'));
  await team.say('help');
  await picture('desk-help', await team.shows('What you can ask me here'));
  await team.say('notice ESR is down for everyone. The national team is mending it');
  await picture('desk-notice-set', await team.shows('Notice set'));
  await staff.say('hello');
  const notice = await staff.shows('A message from the ESR Team');
  await picture('desk-notice', notice);
  await staff.button('Tell me when it is over').click();
  await picture('desk-notice-listening', await staff.shows('I tell you here when it is over'));
  await team.say('notice off');
  await picture('desk-notice-over', await staff.shows('You asked me to tell you'));
}
