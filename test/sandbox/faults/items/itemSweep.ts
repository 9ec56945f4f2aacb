import {
	isConnectorError,
	type ConnectorError,
} from '../../../../nodes/shared/http/ConnectorError';
import type { OutcomeStatus } from '../../../../nodes/shared/records';
import type { Fault } from '../faults';
import { letGoWrong, lineOf, whenPassed, type Trouble } from '../trouble';

/** What an item comes out with. */
export interface Told {
	status: OutcomeStatus;
	error?: unknown;
}

/** Twelve items, one record for each: some are there, some are not, one is there as it is wanted. */
export interface ItemStage extends Trouble {
	/** One run of a node: an outcome for each item, in order. */
	write(): Promise<Array<Told | undefined>>;
	/** All that the system holds of the record of each item. */
	stored(): string[][];
	/** Of a request that is logged; without it nobody looks whether an outcome could be known. */
	isWrite?(request: string): boolean;
	/** Nobody looks what is there before it is written. */
	isBlind?: boolean;
}

export interface CleanItems {
	/** Those that may go wrong. */
	requests: string[];
	before: string[];
	after: string[];
}

const heldBy = (stage: ItemStage): string[] =>
	stage.stored().map((records) => records.join(' and '));

export async function cleanItems(start: () => Promise<ItemStage>): Promise<CleanItems> {
	const stage = await start();
	try {
		const before = heldBy(stage);
		const told = await stage.write();
		const failed = told.filter((each) => !each || each.error !== undefined);
		if (failed.length > 0) throw failed[0]?.error ?? new Error('an item without an outcome');
		const statuses = new Set(told.map((each) => each!.status));
		if (!stage.isBlind && (!statuses.has('created') || !statuses.has('unchanged')))
			throw new Error([...statuses].join());
		const { match = /./ } = stage;
		const requests = stage.requests.map(lineOf).filter((request) => match.test(request));
		return { requests, before, after: heldBy(stage) };
	} finally {
		await stage.close();
	}
}

const wordsOf = ({ message, hint = '' }: ConnectorError): string => `${message}. ${hint}`;

/** The record itself was written, and a step after it was not. */
const SAYS_PARTLY = / was written, but /;

/** What the outcome says of the record, against what is there. */
function untruth(
	{ status, error }: Told,
	is: string,
	{ before, after }: { before: string; after: string },
): string | undefined {
	if (error === undefined)
		return status !== 'failed' && is === after ? undefined : `told as ${status}, and holds ${is}`;
	if (!isConnectorError(error)) return `fails with ${(error as Error).stack}`;
	const isPartly = SAYS_PARTLY.test(error.message);
	if (isPartly && is === before) return `told as written in part, and holds ${is}`;
	if (is !== before && !isPartly && error.outcomeUnknown !== true)
		return `told as not written, and holds ${is} (${wordsOf(error)})`;
	if (!error.hint && error.kind !== 'notFound' && error.kind !== 'cancelled')
		return `does not say what to do: ${wordsOf(error)}`;
	return undefined;
}

/** What is wrong with a run that met the fault at this request, and with the same run when the fault has passed. */
export async function itemProblems(
	start: () => Promise<ItemStage>,
	clean: CleanItems,
	fault: Fault,
	position: number,
): Promise<string[]> {
	const stage = await start();
	const problems: string[] = [];
	const doubled = (when: string): void =>
		stage.stored().forEach((records, index) => {
			if (records.length > 1)
				problems.push(`${when}item ${index} is there ${records.length} times`);
		});
	try {
		letGoWrong(stage, fault, position);
		const first = await stage.write();
		await whenPassed(stage);
		doubled('');
		const states = heldBy(stage);
		if (first.length !== clean.after.length) problems.push(`${first.length} outcomes`);
		clean.after.forEach((after, index) => {
			const told = first[index];
			const wrong = told
				? untruth(told, states[index], { before: clean.before[index], after })
				: 'has no outcome';
			if (wrong) problems.push(`item ${index}: ${wrong}`);
		});
		// Where nothing but reads went wrong, everybody can know that nothing was written.
		const wrote = stage.requests.some(
			(request) => request.misbehaved && stage.isWrite?.(lineOf(request)),
		);
		const isUnsure = first.some(
			(told) => isConnectorError(told?.error) && told.error.outcomeUnknown === true,
		);
		if (stage.isWrite && isUnsure && !wrote) problems.push('unsure, although no write went wrong');

		const second = await stage.write();
		doubled('again: ');
		heldBy(stage).forEach((state, index) => {
			const told = second[index];
			if (told?.error !== undefined)
				problems.push(`again: item ${index} fails: ${wordsOf(told.error as ConnectorError)}`);
			if (state !== clean.after[index]) problems.push(`again: item ${index} holds ${state}`);
			const isDone = first[index] && first[index].error === undefined;
			if (isDone && !stage.isBlind && told?.status !== 'unchanged')
				problems.push(
					`again: item ${index} is ${told?.status}, though it was ${first[index]!.status}`,
				);
		});
	} catch (error) {
		problems.push(`threw ${(error as Error).stack}`);
	} finally {
		await stage.close();
	}
	return problems;
}
