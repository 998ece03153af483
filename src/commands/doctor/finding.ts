/** One thing the doctor checked. A problem stops people from being served; a warning will, or is only untidy. */
export type Finding =
  | { readonly level: 'ok'; readonly about: string; readonly what: string }
  | {
      readonly level: 'warning' | 'problem';
      readonly about: string;
      readonly what: string;
      /** What to do, in one sentence. */
      readonly fix: string;
    };

export const ok = (about: string, what: string): Finding => ({ level: 'ok', about, what });

export const problem = (about: string, what: string, fix: string): Finding => ({
  level: 'problem',
  about,
  what,
  fix,
});

export const warning = (about: string, what: string, fix: string): Finding => ({
  level: 'warning',
  about,
  what,
  fix,
});
