import { type Copy, DockerfileParser } from 'dockerfile-ast';
import { z } from 'zod';

/** One COPY of the image: from the project, or from an earlier stage. */
export interface CopyLine {
  readonly from: string | undefined;
  readonly sources: readonly string[];
  readonly to: string;
}

/** What the Dockerfile's last stage puts into the image, how that runs, and what is built for it before. */
export interface Image {
  /** What the stage before gets to build from. */
  readonly buildCopies: readonly CopyLine[];
  readonly base: string;
  readonly user: string;
  readonly workdir: string;
  readonly copies: readonly CopyLine[];
  readonly env: Readonly<Record<string, string>>;
  readonly command: readonly string[];
  readonly healthcheck: readonly string[];
}

const Command = z.array(z.string()).min(1);

/** Reads a Dockerfile. Throws when its last stage lacks one of the lines that we rely on. */
export function readDockerfile(text: string): Image {
  const file = DockerfileParser.parse(text);
  const begins = file.getFROMs().at(-1)?.getRange().start.line ?? 0;
  const inStage = (line: { getRange(): { start: { line: number } } }) => line.getRange().start.line >= begins;
  const stage = file.getInstructions().filter(inStage);
  const content = (keyword: string) => {
    const line = stage.findLast((one) => one.getKeyword() === keyword)?.getArgumentsContent();
    if (line == null) throw new TypeError(`The Dockerfile's last stage has no ${keyword} line; add one.`);
    return line;
  };
  return {
    base: content('FROM'),
    user: content('USER'),
    workdir: content('WORKDIR'),
    buildCopies: file
      .getCOPYs()
      .filter((line) => !inStage(line))
      .map(copyLine),
    copies: file.getCOPYs().filter(inStage).map(copyLine),
    env: Object.fromEntries(
      file
        .getENVs()
        .filter(inStage)
        .flatMap((line) => line.getProperties())
        .map((one) => [one.getName(), one.getValue() ?? '']),
    ),
    command: Command.parse(JSON.parse(content('CMD'))),
    healthcheck: Command.parse(JSON.parse(content('HEALTHCHECK').replace(/^.*?\bCMD\s+/, ''))),
  };
}

function copyLine(line: Copy): CopyLine {
  const paths = line.getArguments().map((argument) => argument.getValue());
  const from = line.getFromFlag()?.getValue() ?? undefined;
  return { from, sources: paths.slice(0, -1), to: paths.at(-1) ?? '' };
}
