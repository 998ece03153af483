import { constants, setPriority } from 'node:os';
import { loadScreens } from './messages.ts';
import { pictureInfo } from './picture-kind.ts';
import { PictureReader } from './read-picture.ts';
import type { WorkerAnswer, WorkerJob, WorkerStart } from './reading.ts';

// A process of its own: reads one picture after the other. What stands on them does not leave it, but for known messages.

const { guides, engine } = JSON.parse(process.argv[2] ?? '') as WorkerStart;
// Everybody else's turns come first.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

const reader = PictureReader.start(engine, loadScreens(guides));

process.on('message', async ({ id, picture }: WorkerJob) => {
  process.send?.(await read(id, picture));
});

async function read(id: number, picture: Uint8Array): Promise<WorkerAnswer> {
  try {
    const message = (await reader).read(picture, pictureInfo(picture).orientation);
    return message === undefined ? { id } : { id, message };
  } catch {
    // What is thrown may quote the picture.
    return { id, isBroken: true };
  }
}
