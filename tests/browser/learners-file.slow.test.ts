import { expect, it } from 'vitest';
import { Chat } from '../shared/chat.ts';
import { workbook } from '../support/sheets.ts';
import { trialInBrowser } from './trial-in-browser.ts';

const { open } = trialInBrowser();

it('a trainer drops a spreadsheet into their own chat, checks its learners in the escalation chat, and sends them', async () => {
  const page = await open();
  const own = new Chat(page, 'Staff');
  const trainers = new Chat(page, 'ESR escalation chat');
  await own.be('Chloe Martin');
  await trainers.be('Chloe Martin');
  const bytes = workbook([
    ['Name', 'ESR username', 'Correct email', 'Date of birth'],
    ['Ravi Patel', '432PATELR02', 'r.patel@nhs.net', 32905],
    ['Jo Smith', '432SMITHJ01', 'jo.smith@nhs.ent', 33012],
  ]);
  const data = await page.evaluateHandle((content) => {
    const view = globalThis as unknown as Record<'DataTransfer' | 'File', new (...of: unknown[]) => object>;
    const files = new view.DataTransfer() as { items: { add(file: object): void } };
    files.items.add(new view.File([new Uint8Array(content)], 'class.xlsx', { type: '' }));
    return files;
  }, Array.from(bytes));
  await own.region.locator('form.composer').dispatchEvent('drop', { dataTransfer: data });
  await own.region.getByRole('button', { name: 'Send message' }).click();
  await own.region.getByText("I'm putting 2 learners from your file").waitFor();

  const check = await trainers.shows('2 learners: is this right?', '432PATELR02', '1 of 2 is ready');
  expect(await check.textContent()).not.toMatch(/32905|1990/);
  await check.getByRole('button', { name: 'Use jo.smith@nhs.net' }).click();
  await (await trainers.shows('Both are ready'))
    .getByRole('button', { name: 'Send to the ESR Team' })
    .click();
  await new Chat(page, 'ESR Team').shows('432SMITHJ01', 'jo.smith@nhs.net', "Chloe Martin's class");
});
