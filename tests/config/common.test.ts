import { describe, expect, it } from 'vitest';
import { ConfigError, commonConfig, type Environment, trialConfig } from '../../src/config/config.ts';
import { TRUST_IDS } from '../support/guides.ts';

function named(env: Environment): string[] {
  try {
    commonConfig(env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map((line) => line.split(':')[0] ?? '');
  }
}

describe('settings of every mode', () => {
  it('have a default each', () => {
    expect(trialConfig({})).toMatchObject({
      mode: 'trial',
      port: 3978,
      databaseUrl: 'sqlite:data/esr-bot.db',
      trusts: TRUST_IDS,
      defaultTrust: 'esneft',
      logLevel: 'info',
      purgeAfterDays: 30,
    });
  });

  it('are the default when they are blank', () => {
    const blank = { PORT: '', DATABASE_URL: ' ', TRUSTS: '', DEFAULT_TRUST: '\t', LOG_LEVEL: '' };
    const { hoursOf: _, saidHoursOf: _said, ...config } = trialConfig(blank);
    const { hoursOf: __, saidHoursOf: __said, ...defaults } = trialConfig({});
    expect(config).toEqual(defaults);
  });

  it.each([
    ['PORT', 'eighty'],
    ['PORT', '-1'],
    ['PORT', '65536'],
    ['PORT', '80.5'],
    ['DATABASE_URL', 'bot.db'],
    ['DATABASE_URL', 'sqlite:'],
    ['DATABASE_URL', 'mysql://host/db'],
    ['DATABASE_URL', 'postgres://bot@db.example/esr?sslmode=require'],
    ['AZURE_CLIENT_ID', 'esr-bot-identity'],
    ['TRUSTS', 'esneft,nowhere'],
    ['TRUSTS', ','],
    ['DEFAULT_TRUST', 'nowhere'],
    ['LOG_LEVEL', 'loud'],
    ['READ_SCREENS', 'maybe'],
    ['PURGE_AFTER_DAYS', '0'],
    ['PURGE_AFTER_DAYS', '366'],
    ['PURGE_AFTER_DAYS', 'never'],
  ])('%s cannot be %j', (name, value) => {
    expect(named({ [name]: value })).toEqual([name]);
  });

  it('are all named at once when they are wrong', () => {
    expect(named({ PORT: 'x', DATABASE_URL: 'x', LOG_LEVEL: 'x' }).sort()).toEqual([
      'DATABASE_URL',
      'LOG_LEVEL',
      'PORT',
    ]);
  });

  it('take port 0 for any free one', () => {
    expect(commonConfig({ PORT: '0' }).port).toBe(0);
  });

  it('never repeat the password of a database', () => {
    const message = (url: string) => {
      try {
        commonConfig({ DATABASE_URL: url });
      } catch (error) {
        return String(error);
      }
      return 'accepted';
    };
    expect(message('postgresql+ssl://bot:hunter2@host/db')).toMatch(/DATABASE_URL/);
    expect(message('postgresql+ssl://bot:hunter2@host/db')).not.toContain('hunter2');
    expect(message('postgres://bot:hun#ter2@host/db')).toMatch(/DATABASE_URL/);
    expect(message('postgres://bot:hun#ter2@host/db')).not.toContain('ter2');
  });
});

describe('the Trusts', () => {
  it('are taken once each, in the order given', () => {
    expect(commonConfig({ TRUSTS: 'yas, south-tees,yas' }).trusts).toEqual(['yas', 'south-tees']);
  });

  it('have the first for a default', () => {
    expect(commonConfig({}).defaultTrust).toBe('esneft');
    expect(commonConfig({ TRUSTS: 'yas,south-tees' }).defaultTrust).toBe('yas');
    expect(commonConfig({ TRUSTS: 'yas,esneft', DEFAULT_TRUST: 'esneft' }).defaultTrust).toBe('esneft');
  });

  it('must hold the default', () => {
    expect(named({ TRUSTS: 'yas', DEFAULT_TRUST: 'esneft' })).toEqual(['DEFAULT_TRUST']);
  });
});
