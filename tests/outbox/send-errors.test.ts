import { describe, expect, it } from 'vitest';
import { type SendProblem, sendProblem } from '../../src/outbox/send-errors.ts';

/** An error as the connector throws it: a status, a body, and at times a header. */
const failed = (status: number, body?: unknown, headers: Record<string, string> = {}) =>
  Object.assign(new Error('the words of this error, with somebody’s name in them'), {
    statusCode: status,
    response: {
      status,
      bodyAsText: body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body),
      headers: { get: (name: string) => headers[name.toLowerCase()] },
    },
  });
const coded = (status: number, code: string) => failed(status, { error: { code, message: 'Some words.' } });

/** As Teams wraps a refusal at times: an error in the words of an error. */
const nested = (status: number, subCode: string) =>
  failed(status, {
    error: {
      code: 'ServiceError',
      message: JSON.stringify({ errorCode: 209, message: JSON.stringify({ subCode, details: null }) }),
    },
  });

describe('a failed call to Teams means', () => {
  const table: [string, Error, SendProblem['kind']][] = [
    ['408', failed(408), 'retry'],
    ['412 PreconditionFailed', coded(412, 'PreconditionFailed'), 'retry'],
    ['429 TooManyRequests', coded(429, 'TooManyRequests'), 'retry'],
    ['500', failed(500), 'retry'],
    ['502 with a page of HTML', failed(502, '<html>Bad Gateway</html>'), 'retry'],
    ['503', coded(503, 'ServiceUnavailable'), 'retry'],
    ['504', failed(504), 'retry'],
    [
      'a connection that was dropped',
      Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }),
      'retry',
    ],
    ['a call that took too long', Object.assign(new Error('aborted'), { name: 'AbortError' }), 'retry'],
    ['a name that is not found', Object.assign(new Error('x'), { code: 'ENOTFOUND' }), 'retry'],
    ['403 BotNotInConversationRoster', coded(403, 'BotNotInConversationRoster'), 'wait-for-install'],
    ['403 ConversationBlockedByUser', coded(403, 'ConversationBlockedByUser'), 'wait-for-install'],
    ['403 MessageWritesBlocked', coded(403, 'MessageWritesBlocked'), 'wait-for-install'],
    ['403 MessageWritesBlocked inside an error 209', nested(403, 'MessageWritesBlocked'), 'wait-for-install'],
    ['403 ForbiddenOperationException', coded(403, 'ForbiddenOperationException'), 'wait-for-install'],
    ['403 without a word', failed(403), 'wait-for-install'],
    ['403 BotDisabledByAdmin', coded(403, 'BotDisabledByAdmin'), 'operations'],
    ['403 BotDisabledByAdmin inside an error 209', nested(403, 'BotDisabledByAdmin'), 'operations'],
    ['404 ActivityNotFoundInConversation', coded(404, 'ActivityNotFoundInConversation'), 'post-anew'],
    ['404 ConversationNotFound', coded(404, 'ConversationNotFound'), 'gone'],
    ['404 without a word', failed(404), 'gone'],
    ['401', failed(401), 'operations'],
    ['400 BadSyntax', coded(400, 'BadSyntax'), 'refused'],
    ['413 MessageSizeTooBig', coded(413, 'MessageSizeTooBig'), 'refused'],
    ['another fault of ours', failed(418), 'refused'],
    ['another status', failed(501), 'operations'],
  ];

  it.each(table.map(([what, error, kind]) => [kind, what, error] as const))(
    '%s, for %s',
    (kind, _, error) => {
      expect(sendProblem(error).kind).toBe(kind);
    },
  );

  it.each(table)('a status and a code in the log, and no word of what was said, for %s', (_, error) => {
    expect(sendProblem(error).reason).toMatch(/^(\d{3}|no answer)( [\w-]{1,60})?$/);
  });

  it.each([
    ['somebody’s name', 'Amara Okafor is not in this chat'],
    ['an address', 'amara.okafor@nhs.net'],
    ['a label of another metric', 'a"} 1\nesr_bot_up{x="'],
    ['a line of a log', 'a\n{"level":60}'],
    ['nothing', ''],
    ['a page', 'x'.repeat(61)],
  ])('a code is named only where it is a name, and not where it is %s', (_, code) => {
    for (const error of [coded(400, code), nested(403, code), failed(400, { code })])
      expect(sendProblem(error).reason).toMatch(/^40\d other$/);
    expect(sendProblem(Object.assign(new Error('x'), { code })).reason).toBe('no answer other');
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['text', 'oops'],
    ['an error of our own', new TypeError('x')],
  ])('the same as no answer, when %s was thrown', (_, thrown) => {
    expect(sendProblem(thrown).kind).toBe('retry');
  });
});

describe('how long Teams asks to wait', () => {
  const wait = (value: string | undefined, status = 429) => {
    const problem = sendProblem(
      failed(status, undefined, value === undefined ? {} : { 'retry-after': value }),
    );
    return problem.kind === 'retry' ? problem.afterMs : 'not a retry';
  };

  it.each([
    ['2', 2000],
    ['0', 0],
    ['0.5', 500],
    ['-3', 0],
    ['', undefined],
    ['soon', undefined],
    [undefined, undefined],
  ])('is in Retry-After: %j', (value, expected) => {
    expect(wait(value)).toBe(expected);
    expect(wait(value, 503)).toBe(expected);
  });

  it('may be a date', () => {
    const ms = wait(new Date(Date.now() + 60_000).toUTCString());
    expect(ms).toBeGreaterThan(55_000);
    expect(ms).toBeLessThanOrEqual(60_000);
    expect(wait('Wed, 21 Oct 2015 07:28:00 GMT')).toBe(0);
  });
});
