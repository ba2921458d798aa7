/**
 * `away`: it does not answer, or not sensibly; what was asked may or may not have happened. `refused`: it understood and
 * will not.
 */
export class GatewayFailure extends Error {
  override name = 'GatewayFailure';
  constructor(
    readonly kind: 'away' | 'refused',
    /** Short, and without anything that a gateway said of somebody. */
    readonly code: string,
    options?: ErrorOptions,
  ) {
    super(`gateway ${kind}: ${code}`, options);
  }
}
