import nock from 'nock';

const LOGIN = 'https://login.microsoftonline.com';

/** Entra ID's login, faked at the network. */
export interface Entra {
  /** The forms that asked for a token, oldest first. */
  readonly asked: readonly URLSearchParams[];
}

/** Until `nock.cleanAll`. `answer` says what a form gets: `entraToken`, or `entraRefusal`. */
export function fakeEntra(tenant: string, answer: (form: URLSearchParams) => [number, object]): Entra {
  const asked: URLSearchParams[] = [];
  nock(LOGIN)
    .persist()
    .get(/openid-configuration/)
    .reply(200, {
      issuer: `${LOGIN}/${tenant}/v2.0`,
      token_endpoint: `${LOGIN}/${tenant}/oauth2/v2.0/token`,
      authorization_endpoint: `${LOGIN}/${tenant}/oauth2/v2.0/authorize`,
      jwks_uri: `${LOGIN}/${tenant}/discovery/v2.0/keys`,
    })
    .post(`/${tenant}/oauth2/v2.0/token`)
    .query(true)
    .reply(async (request: Request) => {
      const form = new URLSearchParams(await request.text());
      asked.push(form);
      return answer(form);
    });
  return { asked };
}

/** A token as Entra gives it. One for less than five minutes is never used twice: that long before its end it is replaced. */
export const entraToken = (text: string, seconds = 3600): [number, object] => [
  200,
  { token_type: 'Bearer', expires_in: seconds, access_token: text },
];

/** A refusal as Entra words it, with its number. */
export const entraRefusal = (number: number): [number, object] => [
  401,
  {
    error: 'invalid_client',
    error_description: `AADSTS${number}: No. Trace ID: 1 Correlation ID: 2 Timestamp: 3`,
    error_codes: [number],
  },
];
