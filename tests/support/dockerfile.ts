import { readFileSync } from 'node:fs';

/** What the last stage of the Dockerfile sets and runs. */
export function readDockerfile(path: string): { env: Record<string, string>; command: string[] } {
  const stage =
    readFileSync(path, 'utf8')
      .split(/^FROM /m)
      .at(-1) ?? '';
  const env = [...stage.matchAll(/^ENV (.+)$/gm)].flatMap(([, line = '']) =>
    line.split(' ').map((pair) => pair.split('=') as [string, string]),
  );
  const command = JSON.parse(/^CMD (.+)$/m.exec(stage)?.[1] ?? '[]') as string[];
  return { env: Object.fromEntries(env), command };
}
