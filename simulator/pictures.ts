import type { ServerResponse } from 'node:http';
import type { Attachment } from './activity.ts';

/** Older ones are forgotten: they are for reading once. */
const KEPT = 20;

/** What somebody sent: a picture, or another file. */
interface Picture {
  readonly type: string;
  readonly bytes: Buffer;
}

/** The pictures that people pasted, served by the connector as Teams does. */
export class Pictures {
  readonly #kept = new Map<string, Picture>();
  /** The Authorization header of each request for a picture. */
  readonly askedWith: (string | undefined)[] = [];
  /** Answers requests for pictures in Teams' place, where something is to go wrong. */
  answer: ((response: ServerResponse) => void) | undefined;
  #last = 0;

  /** A message's attachment for a pasted picture: Teams names its exact type only where it is served. */
  paste(bytes: Buffer, type: string, serviceUrl: string): Attachment {
    return { contentType: 'image/*', contentUrl: this.#keep(bytes, type, serviceUrl) };
  }

  /** A message's attachment for any other file. Teams keeps it in OneDrive; here it is served beside the pictures. */
  file(name: string, bytes: Buffer, serviceUrl: string): Attachment {
    const downloadUrl = this.#keep(bytes, 'application/octet-stream', serviceUrl);
    return {
      contentType: 'application/vnd.microsoft.teams.file.download.info',
      contentUrl: `https://example.sharepoint.com/${encodeURIComponent(name)}`,
      name,
      content: { fileType: name.split('.').at(-1), downloadUrl },
    };
  }

  #keep(bytes: Buffer, type: string, serviceUrl: string): string {
    this.#last += 1;
    const id = `0-weu-d${this.#last}`;
    this.#kept.set(id, { bytes, type });
    for (const old of [...this.#kept.keys()].slice(0, -KEPT)) this.#kept.delete(old);
    return `${serviceUrl}v3/attachments/${id}/views/original`;
  }

  /** Their senders deleted them. */
  clear(): void {
    this.#kept.clear();
  }

  /** The picture at a path of the connector's. */
  find(path: string): Picture | undefined {
    return this.#kept.get(/^\/v3\/attachments\/([^/]+)\/views\/original$/.exec(path)?.[1] ?? '');
  }
}
