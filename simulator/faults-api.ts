import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Faults, faultSchema } from './faults.ts';
import { parseJson, readBody, sendJson } from './http.ts';

/** `GET`, `POST` and `DELETE /sim/faults[/id]`: the faults in force, for a page or another process. */
export async function answerFaults(
  faults: Faults,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const id = /^\/sim\/faults\/(\d+)$/.exec(request.url ?? '')?.[1];
  switch (request.method) {
    case 'GET':
      return sendJson(response, 200, faults.list());
    case 'DELETE':
      faults.clear(id === undefined ? undefined : Number(id));
      return sendJson(response, 200, faults.list());
    case 'POST': {
      const fault = faultSchema.safeParse(parseJson((await readBody(request)) ?? ''));
      if (!fault.success)
        return sendJson(response, 400, { error: { code: 'BadFault', message: fault.error.message } });
      return sendJson(response, 201, faults.add(fault.data));
    }
    default:
      return sendJson(response, 405, {
        error: { code: 'MethodNotAllowed', message: 'Use GET, POST or DELETE.' },
      });
  }
}
