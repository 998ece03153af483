import type { Config } from '../config/config.ts';
import { Connections } from './connections.ts';
import type { HttpServer } from './restify.ts';
import { createMonitoringServer, createServer, type ServerDeps } from './server.ts';

/** The bot's open ports. */
export interface Listening {
  readonly port: number;
  /** For this machine alone; none where METRICS_PORT is not set. */
  readonly metricsPort?: number;
  /** Accepts nothing new, lets pending requests be answered, and cuts off the rest after `graceMs`. */
  close(graceMs: number): Promise<void>;
}

const LOOPBACK = '127.0.0.1';

/** Opens the port for Teams (in a trial on loopback), and the one for figures if configured. */
export async function listen(config: Config, deps: ServerDeps): Promise<Listening> {
  const host = config.mode === 'trial' ? LOOPBACK : '0.0.0.0';
  const main = await open(createServer(deps), config.port, host);
  try {
    const { metricsPort } = config;
    const monitoring =
      metricsPort === undefined ? undefined : await open(createMonitoringServer(deps), metricsPort, LOOPBACK);
    return {
      port: main.port,
      ...(monitoring && { metricsPort: monitoring.port }),
      async close(graceMs) {
        await Promise.all([main, monitoring].map((one) => one?.connections.close(graceMs)));
      },
    };
  } catch (error) {
    await main.connections.close(0);
    throw error;
  }
}

async function open(server: HttpServer, port: number, host: string) {
  const connections = new Connections(server.server);
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, host, resolve);
  });
  return { port: server.address().port, connections };
}
