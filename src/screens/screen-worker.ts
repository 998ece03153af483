import { loadScreens } from './messages.ts';
import { pictureInfo } from './picture-kind.ts';
import { PictureReader } from './read-picture.ts';
import type { WorkerAnswer, WorkerJob, WorkerStart } from './reading.ts';
import { shrunk } from './shrink.ts';

// A separate process, one picture after the other. Their text stays inside it, except for known messages, and a picture allowed
// to go to the ESR Team.

const { guides, engine } = JSON.parse(process.argv[2] ?? '') as WorkerStart;

const reader = PictureReader.start(engine, loadScreens(guides));

process.on('message', async (job: WorkerJob) => {
  process.send?.(await answer(job));
});

async function answer({ id, picture, shrink = false }: WorkerJob): Promise<WorkerAnswer> {
  try {
    const { orientation } = pictureInfo(picture);
    if (shrink) return { id, shrunk: shrunk((await reader).decoded(picture, orientation)) };
    const message = (await reader).read(picture, orientation);
    return message === undefined ? { id } : { id, message };
  } catch {
    // The error may quote the picture.
    return { id, isBroken: true };
  }
}
