import { createServer } from 'node:net';
import { SimulatorError } from './simulator-error.ts';

/** The first loopback port from `wanted` on that nobody listens on. */
export async function freePort(wanted: number): Promise<number> {
  for (let port = wanted; port < wanted + 50; port += 1) {
    if (await isFree(port)) return port;
  }
  throw new SimulatorError(
    'no-port',
    `Ports ${wanted} to ${wanted + 49} are all in use. Stop something, and start again.`,
  );
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
