import { isConnectorError, type ConnectorError } from '../../../http/ConnectorError';
import {
	quoted,
	havePolicies,
	type Destination,
	type FollowedUp,
	type FollowUpEntry,
	type OpenDestination,
	type ShownRequest,
	type UpsertInput,
} from '../../../records';
import type { Qualtrics } from '../client';
import { contactParts, type ContactPart } from './contactParts';
import { EMBEDDED_PREFIX, LIST_PREFIX, listField, matchFields } from './contactValues';
import type { DirectoryOptions } from './DirectoryOptions';
import { createRunMemory, mergeFieldsOf, type RunMemory } from './directoryRun';
import { createImportTarget } from './importTarget';
import { recordTransactions, type WantedTransaction } from './recordTransactions';
import { NEW_CONTACT } from './dryRunRecorder';
import { createDirectoryRecordTarget } from './recordTarget';

/** What follows a contact. Its data have a field, and a value there, by which it is found again. */
export type ContactTransaction = Pick<WantedTransaction, 'date' | 'data' | 'key'>;

/** Of a directory that merges nobody. */
const NAMES = ['email', 'extRef', 'phone'];

/** A directory and its lists, for one run. */
export function directoryDestination(
	qualtrics: Qualtrics,
	options: DirectoryOptions,
): Destination<ContactTransaction> {
	const { dateField, directory, mailingListIds, operation } = options;
	const memory = createRunMemory();
	return {
		name: JSON.stringify([directory.id, mailingListIds]),
		fields: [],
		fixedFields: mailingListIds.map(listField),
		match: matchFields(options.matchFields),
		isRepeatable: true,
		...(operation === 'upsertByRules' && {
			whenAmbiguous: 'first',
			identifiers: mergeFieldsOf(options).length > 0 ? mergeFieldsOf(options) : NAMES,
		}),
		...(dateField !== undefined && { dateField: `${EMBEDDED_PREFIX}${dateField}` }),
		partsOf: (inputs) => contactParts(inputs, options),
		open: async (inputs, part: ContactPart) =>
			await Promise.resolve(open(qualtrics, inputs, part, options, memory)),
		followUp: async (entries) => await addTransactions(qualtrics, entries, options),
		followUpInWords: ({ date, data }) => {
			const values = Object.entries(data).map(([name, value]) => `${name}: ${quoted(value)}`);
			const held = values.length > 0 ? ` with ${values.join(', ')}` : '';
			return [`record a transaction of ${date}${held}`];
		},
	};
}

function open(
	qualtrics: Qualtrics,
	inputs: readonly UpsertInput[],
	{ names, way }: ContactPart,
	options: DirectoryOptions,
	memory: RunMemory,
): OpenDestination {
	const { directory, mailingListIds } = options;
	const lookUp = options.operation !== 'upsertByRules' || mustLookUp(inputs, options);
	const target =
		way === 'import'
			? createImportTarget(qualtrics, options, memory)
			: createDirectoryRecordTarget(qualtrics, { ...options, matchFields: names, lookUp }, memory);
	return {
		...target,
		describe(id) {
			const lookupId = memory.lookupIds.get(id ?? '')?.[mailingListIds[0]];
			return {
				...(id !== undefined && { contactId: id }),
				directoryId: directory.id,
				...(mailingListIds.length > 0 && { mailingListIds }),
				...(lookupId !== undefined && { contactLookupId: lookupId }),
				...(way === 'import' && { sentBy: 'import job' }),
			};
		},
		inWords: ({ field, from, to }) => ({ field: shownField(field), from, to }),
	};
}

/** Whoever is to be opted in, or compared by date, has to be looked at first. */
const mustLookUp = (
	inputs: readonly UpsertInput[],
	{ dateField, lookUp }: DirectoryOptions,
): boolean =>
	lookUp ||
	dateField !== undefined ||
	havePolicies(inputs) ||
	inputs.some(({ status }) => status?.wanted === 'optIn');

const shownField = (field: string): string =>
	field.startsWith(LIST_PREFIX) ? `mailing list ${field.slice(LIST_PREFIX.length)}` : field;

async function addTransactions(
	{ transactions }: Qualtrics,
	entries: Array<FollowUpEntry<ContactTransaction>>,
	{ cancel, directory, mailingListIds, dryRun }: DirectoryOptions,
): Promise<Array<FollowedUp | ConnectorError>> {
	const wanted = entries.map(({ id = NEW_CONTACT, work }) => ({
		...work,
		contactId: id,
		mailingListId: mailingListIds[0],
	}));
	dryRun?.take();
	const answers = await recordTransactions(transactions, directory.id, wanted, {
		cancel,
		isDryRun: dryRun !== undefined,
	});
	const requests = (dryRun?.take() ?? []).flatMap(oneByOne);
	return answers.map((answer) => {
		if (isConnectorError(answer)) return answer;
		const isNew = answer.status === 'recorded';
		return { shown: { transaction: answer }, requests: isNew ? requests.splice(0, 1) : [] };
	});
}

/** Several transactions share a request; each contact shows its own. */
const oneByOne = ({ method, path, body }: ShownRequest): ShownRequest[] =>
	Object.entries(body as object).map(([key, entry]: [string, unknown]) => ({
		method,
		path,
		body: { [key]: entry },
	}));
