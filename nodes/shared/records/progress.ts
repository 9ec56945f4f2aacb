import { ConnectorError, isConnectorError } from '../http/ConnectorError';

/** What was not begun because of an earlier failure is not the failure. `errors`: one for each item, or nothing. */
export function firstFailure(
	errors: readonly unknown[],
): { error: unknown; index: number } | undefined {
	const failed = errors.flatMap((error, index) => (error === undefined ? [] : [{ error, index }]));
	const isCause = ({ error }: { error: unknown }): boolean =>
		!isConnectorError(error) || error.kind !== 'cancelled';
	return failed.find(isCause) ?? failed[0];
}

/** The error that ends a run, with how far the run came. */
export function withProgress(
	error: unknown,
	{ written, all, isRepeatable }: { written: number; all: number; isRepeatable: boolean },
): unknown {
	if (!isConnectorError(error) || written === 0) return error;
	const again = isRepeatable
		? 'running again does not write them twice'
		: 'running again creates them a second time';
	const progress = `${written} of ${all} items were done; ${again}.`;
	return Object.assign(new ConnectorError(error.kind, error.message, { ...error }), {
		hint: [error.hint, progress].filter(Boolean).join(' '),
	});
}
