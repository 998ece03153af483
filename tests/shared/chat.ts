import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { usePageFont } from './page-font.ts';

export type ChatName = 'Staff' | 'ESR escalation chat' | 'ESR Team';

/** Asked once of everyone, where a bot serves several. */
export const TRUST = 'East Suffolk and North Essex NHS Foundation Trust';

/** Opens the page and waits until it has shown who is there. */
export async function openPage(page: Page, url: string): Promise<void> {
  // Below a test's own limit: what was waited for in vain is named.
  page.setDefaultTimeout(120_000);
  await page.goto(url);
  await usePageFont(page);
  await page.getByRole('log').first().waitFor({ state: 'attached' });
}

/** One of the page's chats, as somebody uses it: only what they could see, click and type. */
export class Chat {
  readonly region: Locator;

  constructor(page: Page, name: ChatName) {
    this.region = page.getByRole('region', { name, exact: true });
  }

  /** Takes another person's seat. */
  async be(person: string): Promise<void> {
    await this.region.getByRole('radio', { name: person }).check();
  }

  /** Sends a message, and waits until it stands in the chat. */
  async say(text: string): Promise<void> {
    const [hasText = text] = text.split('\n');
    const same = this.region.locator('article.own').filter({ hasText });
    const before = await same.count();
    const box = this.region.getByRole('textbox', { name: /^Message in/ });
    await box.fill(text);
    await box.press('Enter');
    await same.nth(before).waitFor();
  }

  /** Comes to the menu: says hello, and whose ESR it is where that is asked. */
  async hello(): Promise<void> {
    await this.say('hello');
    await this.button(TRUST).or(this.button('Smartcard')).first().waitFor();
    if ((await this.button(TRUST).count()) > 0) await this.answer(TRUST);
    await this.button('Smartcard').waitFor();
  }

  /** The newest card with all of these words, capitals as they are. */
  card(...words: readonly string[]): Locator {
    const cards = this.region.locator('form.card');
    return words.reduce((found, word) => found.filter({ hasText: new RegExp(escaped(word)) }), cards).last();
  }

  /** The newest button with this name, or the newest choice that begins with it. */
  button(name: string): Locator {
    const choice = this.region.locator('.ac-selectable').filter({ hasText: new RegExp(`^${escaped(name)}`) });
    return this.region.getByRole('button', { name, exact: true }).or(choice).last();
  }

  /** Presses a button that answers its card, and waits until the card has taken the answer. */
  async answer(name: string): Promise<void> {
    const button = await this.button(name).elementHandle();
    if (button === null) throw new Error(`There is no button ${name}`);
    await button.click();
    await button.waitForElementState('hidden');
  }

  /** Answers card after card with the first of these that is offered, until `end` is; returns what was pressed. */
  async branch(answers: readonly string[], end: string): Promise<string[]> {
    const pressed: string[] = [];
    while (pressed.length < 20) {
      await answers
        .reduce((any, answer) => any.or(this.button(answer)), this.button(end))
        .first()
        .waitFor();
      if ((await this.button(end).count()) > 0) return pressed;
      for (const answer of answers) {
        if ((await this.button(answer).count()) === 0) continue;
        await this.answer(answer);
        pressed.push(answer);
        break;
      }
    }
    throw new Error(`No "${end}" after ${pressed.join(', ')}`);
  }

  async fill(fields: Readonly<Record<string, string>>): Promise<void> {
    for (const [label, value] of Object.entries(fields)) {
      await this.region.getByRole('textbox', { name: label }).last().fill(value);
    }
  }

  /** How many cards have all of these words. */
  async count(...words: readonly string[]): Promise<number> {
    const cards = this.region.locator('form.card');
    return words.reduce((found, word) => found.filter({ hasText: word }), cards).count();
  }

  /** Waits until the chat ends with a card that has all of these words, below what was said. */
  async isLast(said: string, ...words: readonly string[]): Promise<void> {
    const messages = this.region.getByRole('article');
    await expect
      .poll(async () => {
        const texts = await messages.allTextContents();
        const below = texts.slice(texts.findLastIndex((text) => text.includes(said)) + 1);
        return words.filter((word) => !(below.at(-1) ?? '').includes(word));
      })
      .toEqual([]);
  }

  /** Waits for a card with all of these words. */
  async shows(...words: readonly string[]): Promise<Locator> {
    const card = this.card(...words);
    await card.waitFor();
    return card;
  }
}

/** Resolves a handoff card from its own buttons. */
export async function resolve(handoff: Locator, outcome: string): Promise<void> {
  await handoff.getByRole('button', { name: 'Resolve', exact: true }).click();
  await handoff.getByRole('combobox', { name: 'What was done?' }).selectOption({ label: outcome });
  await handoff.getByRole('button', { name: 'Resolve and tell them' }).click();
}

/** The case's reference, as people read it on a card. */
export async function referenceOn(card: Locator): Promise<string> {
  const reference = /[A-Z0-9]{3}-[A-Z0-9]{3}/.exec((await card.textContent()) ?? '')?.[0];
  if (reference === undefined) throw new Error('The card shows no reference');
  return reference;
}

/** Waits until a card has all of these facts; fails naming those it lacks. */
export async function expectFacts(card: Locator, facts: readonly string[]): Promise<void> {
  await expect
    .poll(async () => {
      const text = (await card.textContent()) ?? '';
      return facts.filter((fact) => !text.includes(fact));
    })
    .toEqual([]);
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
