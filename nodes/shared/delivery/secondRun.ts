import { claim, type ClaimOptions, type ProcessedStore } from './claim';

/**
 * Who runs a delivery for a second time: a person who retries an execution that n8n shows as crashed, or the main process that
 * saw it die with its worker. Each may do so more than once, one after the other.
 */
export type RunBy = 'hand' | 'main';

/**
 * A second run has what the first had taken, but of two that do not know of one another only one does: whoever is first to take
 * the delivery itself. The other one goes on as a delivery of its own, with what nobody has taken.
 */
export async function secondRun(
	store: ProcessedStore,
	options: ClaimOptions,
	by: RunBy,
): Promise<ClaimOptions> {
	const { deliveryId } = options;
	const own = { ...options, deliveryId: `${deliveryId} by ${by}`, isFirstRun: false };
	const { passing } = await claim(store, [`${deliveryId} again`], own);
	return passing.size > 0 ? { ...own, inherits: deliveryId } : own;
}
