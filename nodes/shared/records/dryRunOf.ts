import { isConnectorError, type ConnectorError } from '../http/ConnectorError';
import type { OutcomeStatus } from './outcome';
import type { DryWritten, RecordTarget, RecordWrite } from './RecordTarget';
import type { RequestPreview, ShownRequest } from './RequestPreview';

type Previews = Array<RequestPreview | ConnectorError>;

/** The dry run of a system in which each write is one request. */
export const dryRunOf =
	(
		preview: (writes: readonly RecordWrite[]) => Previews | Promise<Previews>,
	): NonNullable<RecordTarget['dryRun']> =>
	async (writes) => {
		const previews = await preview(writes);
		return previews.map((request, index) =>
			isConnectorError(request) ? request : outcomeOf(writes[index], request),
		);
	};

/** Planned as a new record and sent as an upsert: what becomes of it is decided over there. */
function outcomeOf({ kind }: RecordWrite, { warnings, ...request }: RequestPreview): DryWritten {
	const isOpen = kind === 'create' && request.method !== 'POST';
	return { requests: [request], warnings, ...(isOpen && { did: 'createdOrUpdated' }) };
}

/** What a dry run shows above its output, in every node that writes. */
export const DRY_RUN_HINT = 'Dry run: nothing was written';

const WOULD = {
	created: 'wouldCreate',
	updated: 'wouldUpdate',
	createdOrUpdated: 'wouldCreateOrUpdate',
} as const;

export type ShownStatus = OutcomeStatus | (typeof WOULD)[keyof typeof WOULD];

/** The status as it is told: what a dry run would do is never told as done. */
export const shownStatus = (status: OutcomeStatus, isDryRun: boolean): ShownStatus =>
	isDryRun && Object.hasOwn(WOULD, status) ? WOULD[status as keyof typeof WOULD] : status;

export const shownRequest = ({ method, path, headers, body }: RequestPreview): ShownRequest => ({
	method,
	path,
	headers,
	body,
});
