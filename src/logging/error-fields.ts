/** What a log may say of an error: its code and where it was thrown, never its message, which may quote what a person typed. */
export function errorFields(error: unknown): { readonly code: string; readonly at?: readonly string[] } {
  if (!(error instanceof Error)) return { code: 'unknown' };
  // Bot Framework's dialogs wrap errors thrown inside them.
  const { error: inner, code } = error as { error?: unknown; code?: unknown };
  if (inner instanceof Error && inner !== error) return errorFields(inner);
  // The stack begins with the message, which may look like frames itself.
  const { stack = '', message } = error;
  const frames = stack
    .slice(stack.indexOf(message) + message.length)
    .split('\n')
    .filter((line) => /^\s+at /.test(line));
  return { code: String(code ?? error.name), at: frames.slice(0, 5).map((line) => line.trim()) };
}
