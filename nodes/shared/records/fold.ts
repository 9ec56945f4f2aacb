import type { ConnectorError } from '../http/ConnectorError';
import { isConnectorError } from '../http/ConnectorError';
import {
	hasPolicy,
	joinFields,
	setValues,
	type ConsentEvidence,
	type FieldKnowledge,
	type MappedField,
	type StatusChange,
} from '../mapping';
import { keyOf, type MatchField } from './match';
import type { RecordKey } from './RecordTarget';

/** One input item, mapped. */
export interface UpsertInput {
	fields: MappedField[];
	/** Values of match fields that are not among the fields written. */
	key?: Record<string, unknown>;
	status?: { wanted: StatusChange; evidence?: ConsentEvidence };
	/** Time of the response, for *only if newer*. */
	time?: string;
}

/** The fields that any of the inputs maps. */
export const mappedTargets = (inputs: readonly UpsertInput[]): string[] => [
	...new Set(inputs.flatMap(({ fields }) => fields.map(({ target }) => target))),
];

/** Whether what is written depends on what the record holds. */
export const havePolicies = (inputs: readonly UpsertInput[]): boolean =>
	inputs.some(({ fields }) => fields.some(hasPolicy));

/** What one record gets from all the inputs that mean it. */
export interface FoldedRecord {
	key?: RecordKey;
	/** Positions of the inputs, ascending. */
	members: number[];
	fields: MappedField[];
	status?: UpsertInput['status'];
	time?: string;
	/** Only the first input counts: the others find the record there already. */
	firstOnly?: true;
}

export interface Folded {
	records: FoldedRecord[];
	/** Inputs that have no key, or that are not to be written. */
	refused: Array<{ index: number; error: ConnectorError }>;
}

export interface FoldOptions {
	match: MatchField[];
	allowOptInAgain: boolean;
	/** Inputs for one record are taken in the order of their times rather than as they came. */
	byTime: boolean;
	/** What becomes of inputs without a key: an error, or each a record of its own. */
	whenKeyless?: 'error' | 'alone';
	/** For *create only*, where nothing may be written to what an earlier input created. */
	firstOnly: boolean;
	/** How the system's fields say yes and no; default: by words. */
	consentOf?: FieldKnowledge['consentOf'];
	/** Why an input is not to be written. */
	refusalOf?(index: number): ConnectorError | undefined;
}

/**
 * Inputs with one key become one write, so that a run never races against itself. Without match fields every input is a
 * record of its own.
 */
export function foldInputs(inputs: UpsertInput[], options: FoldOptions): Folded {
	const groups = new Map<string, { key?: RecordKey; members: number[] }>();
	const refused: Folded['refused'] = [];
	inputs.forEach((input, index) => {
		const refusal = options.refusalOf?.(index);
		if (refusal) {
			refused.push({ index, error: refusal });
			return;
		}
		if (options.match.length === 0) {
			groups.set(String(index), { members: [index] });
			return;
		}
		const key = keyOf(keyValues(input), options.match);
		if (isConnectorError(key) && options.whenKeyless === 'alone')
			groups.set(`alone ${index}`, { members: [index] });
		else if (isConnectorError(key)) refused.push({ index, error: key });
		else if (groups.has(key.id)) groups.get(key.id)!.members.push(index);
		else groups.set(key.id, { key, members: [index] });
	});
	const records = [...groups.values()].map(({ key, members }) => ({
		...(key && { key }),
		...foldMembers(members, inputs, options),
	}));
	return { records, refused };
}

function keyValues({ fields, key }: UpsertInput): Record<string, unknown> {
	return { ...setValues(fields), ...key };
}

function foldMembers(members: number[], inputs: UpsertInput[], options: FoldOptions): FoldedRecord {
	const ordered = (options.firstOnly ? members.slice(0, 1) : members).map((index) => inputs[index]);
	if (options.byTime) ordered.sort((left, right) => timeOf(left) - timeOf(right));
	const last = ordered[ordered.length - 1];
	const status = foldStatus(ordered, options.allowOptInAgain);
	return {
		members,
		...(options.firstOnly && { firstOnly: true as const }),
		fields: foldFields(ordered.map(timed), options.consentOf),
		...(status && { status }),
		...(last.time !== undefined && { time: last.time }),
	};
}

/** Unreadable times come first, so that they never win over a known one. */
const timeOf = ({ time }: UpsertInput): number => Date.parse(time ?? '') || 0;

/** Each value keeps the time of its response: a later response may have nothing for that field. */
const timed = ({ fields, time }: UpsertInput): MappedField[] =>
	fields.map((field) =>
		field.policy === 'onlyIfNewer' && time !== undefined ? { ...field, time } : field,
	);

/** One for each target, by the policies. */
export function foldFields(
	inOrder: MappedField[][],
	consentOf?: FoldOptions['consentOf'],
): MappedField[] {
	const byTarget = new Map<string, MappedField>();
	for (const field of inOrder.flat()) {
		const earlier = byTarget.get(field.target);
		byTarget.set(field.target, earlier ? joinFields(earlier, field, consentOf) : field);
	}
	return [...byTarget.values()];
}

/** An opt-out stands whatever came before or after, unless opting in again is allowed: then the last word counts. */
function foldStatus(ordered: UpsertInput[], allowOptInAgain: boolean): UpsertInput['status'] {
	const changes = ordered.flatMap(({ status }) =>
		status && status.wanted !== 'unchanged' ? status : [],
	);
	const optOut = changes.findLast(({ wanted }) => wanted === 'optOut');
	return (allowOptInAgain ? undefined : optOut) ?? changes.at(-1);
}
