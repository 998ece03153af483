import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import '../../dialogs/sdk.ts';

interface Registration {
  getMemoryScopes(): { readonly name: string }[];
  getPathResolvers(): unknown[];
}
const { DialogsComponentRegistration } = createRequire(import.meta.url)(
  'botbuilder-dialogs/lib/dialogsComponentRegistration.js',
) as { DialogsComponentRegistration: new () => Registration };

it('what the SDK registers in every step is there once, and is all that it would be', () => {
  const registration = new DialogsComponentRegistration();
  expect(new DialogsComponentRegistration()).toBe(registration);
  expect(registration.constructor.name).toBe('DialogsComponentRegistration');
  expect(registration.getMemoryScopes().map(({ name }) => name)).toEqual(
    expect.arrayContaining(['turn', 'dialog', 'this', 'conversation', 'user']),
  );
  expect(registration.getPathResolvers()).toHaveLength(5);
});

it('each turn gets scopes of its own', () => {
  const registration = new DialogsComponentRegistration();
  const [one, other] = [registration.getMemoryScopes(), registration.getMemoryScopes()];
  expect(one).toHaveLength(other.length);
  expect(one[0]).not.toBe(other[0]);
});
