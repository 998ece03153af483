import { type RawResponse, rawRequest } from './raw-http.ts';

/** Lets tests read figures and details; bots of the tests take it as METRICS_TOKEN. */
export const METRICS_TOKEN = 'a-token-of-24-letters-or-more';

/** GET with the token. */
export const readFigures = (port: number, path = '/metrics'): Promise<RawResponse> =>
  rawRequest(port, { method: 'GET', path, headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
