/** Someone asked the simulator for what the real Teams could not do. The message says what to do instead. */
export class SimulatorError extends Error {
  override readonly name = 'SimulatorError';
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
