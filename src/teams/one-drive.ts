/** A file could not be put where Teams said. */
class FileRefusedError extends Error {
  readonly code = 'FILE_REFUSED';
}

/** Teams waits 10 to 15 s for the answer to the person who allowed the file. */
const TIMEOUT_MS = 8000;

/** Whether an address is in a OneDrive: the only place for a file. */
export function isOneDrive(address: string): boolean {
  const url = URL.parse(address);
  return (
    url !== null &&
    url.protocol === 'https:' &&
    url.hostname.endsWith('.sharepoint.com') &&
    `${url.port}${url.username}${url.password}` === ''
  );
}

/** Puts a small file into the upload session of a person's OneDrive that they allowed. Throws FileRefusedError. */
export async function putFile(uploadUrl: string, content: Buffer): Promise<void> {
  if (!isOneDrive(uploadUrl))
    throw new FileRefusedError('Teams named an upload address that is not OneDrive');
  const { status } = await fetch(uploadUrl, {
    method: 'PUT',
    headers: {
      'content-type': 'application/octet-stream',
      'content-range': `bytes 0-${content.length - 1}/${content.length}`,
    },
    body: content,
    // The address carries its own permission: it is followed nowhere else.
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (status !== 200 && status !== 201) throw new FileRefusedError(`OneDrive answered ${status}`);
}
