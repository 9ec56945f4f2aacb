import type { IExecuteFunctions } from 'n8n-workflow';
import type { HubSpot } from '../../../shared/connectors/hubspot/client';
import {
	associationPath,
	membershipPath,
	pairInput,
	typesOf,
	type AssociationLabel,
} from '../../../shared/connectors/hubspot/memberships';
import { typeIdOf } from '../../../shared/connectors/hubspot/objects';
import { isRecordId } from '../../../shared/connectors/hubspot/records';
import {
	asConnectorError,
	ConnectorError,
	isConnectorError,
} from '../../../shared/http/ConnectorError';
import { settle } from '../../../shared/http/settle';
import type { CheckedText } from '../../../shared/n8n/checkTokens';
import { asText, perItem, rawTextOf, readRaw, type Raw } from '../../../shared/n8n/rawParameters';
import type { NeedsSurvey } from '../../../shared/n8n/renderings';
import { remembered } from '../../../shared/n8n/remembered';
import { textParameter } from '../../../shared/n8n/textParameters';
import type { RenderContext } from '../../../shared/pipedText/Template';
import {
	quoted,
	type FollowedUp,
	type FollowUpEntry,
	type ShownRequest,
} from '../../../shared/records';

type Action = 'add' | 'remove';

/** What follows once a record is there. */
export interface HubSpotWork {
	lists: Array<{ id: string; action: Action }>;
	associations: Array<{ to: string; id: string; label: string }>;
}

export interface WorkReader {
	/** Undefined where nothing follows. */
	read(itemIndex: number, rendering: RenderContext): { work?: HubSpotWork; problems: string[] };
	needsSurvey: NeedsSurvey;
	texts: CheckedText[];
}

interface AssociationRow {
	toObject?: Raw;
	toId?: Raw;
	label?: Raw;
}

export function workReader(context: IExecuteFunctions): WorkReader {
	const listsOf = (name: string, action: Action) =>
		rowsOf<{ list?: Raw }>(context, name).map(({ list }) => ({
			idFor: perItem(context, rawTextOf(list)),
			action,
		}));
	const lists = [...listsOf('removeFromLists', 'remove'), ...listsOf('addToLists', 'add')];
	const associations = rowsOf<AssociationRow>(context, 'associations').map((row) => ({
		toFor: perItem(context, rawTextOf(row.toObject)),
		idFor: textParameter(context, row.toId),
		labelFor: perItem(context, rawTextOf(row.label)),
		raw: row.toId,
	}));
	return {
		read(itemIndex, rendering) {
			const work: HubSpotWork = { lists: [], associations: [] };
			const problems: string[] = [];
			for (const { idFor, action } of lists) {
				const id = asText(idFor(itemIndex)).trim();
				if (id !== '') work.lists.push({ id, action });
			}
			for (const { toFor, idFor, labelFor } of associations) {
				const { text, unresolved } = idFor(itemIndex).render(rendering);
				for (const { token, reason } of unresolved)
					problems.push(`Association: ${token} cannot be resolved: ${reason}`);
				const to = typeIdOf(asText(toFor(itemIndex)));
				const id = text.trim();
				if (id === '' || to === '' || unresolved.length > 0) continue;
				work.associations.push({ to, id, label: asText(labelFor(itemIndex)).trim() });
			}
			const isNothing = work.lists.length + work.associations.length === 0;
			return { problems, ...(!isNothing && { work }) };
		},
		needsSurvey: (itemIndex, response) =>
			associations.some(({ idFor }) => idFor(itemIndex).needsSurvey(response)),
		texts: associations.map(({ raw }) => ({ field: 'Association', text: raw })),
	};
}

const rowsOf = <T>(context: IExecuteFunctions, name: string): T[] =>
	readRaw<{ row?: T[] }>(context, name, {}).row ?? [];

/** In the order in which they are done. */
export const workInWords = ({ lists, associations }: HubSpotWork): string[] => [
	...lists.map(({ id, action }) =>
		action === 'add' ? `add it to list ${id}` : `remove it from list ${id}`,
	),
	...associations.map(
		({ to, id, label }) =>
			`associate it with record ${id} of ${to}${label === '' ? '' : `, as ${quoted(label)}`}`,
	),
];

type Entries = ReadonlyArray<FollowUpEntry<HubSpotWork>>;

/** Lists and associations, many records in a call. What goes wrong with a call is the error of all in it. */
export function followUpOf(
	{ memberships }: Pick<HubSpot, 'memberships'>,
	type: string,
): (entries: Entries, isDryRun: boolean) => Promise<Array<FollowedUp | ConnectorError>> {
	const labelsFor = remembered(20, async (to) => await memberships.labels(type, to));

	const labelOf = async (to: string, wanted: string): Promise<AssociationLabel | undefined> => {
		if (wanted === '') return undefined;
		const known = await labelsFor(to);
		const label = known.find((one) => String(one.typeId) === wanted || one.label === wanted);
		if (label) return label;
		throw new ConnectorError('input', 'There is no such label between these kinds of records', {
			hint: 'Choose one from the list; the direction counts.',
		});
	};

	return async (entries, isDryRun) => {
		const answers = entries.map((): FollowedUp | ConnectorError => ({}));
		const fail = (indexes: number[], error: unknown): void => {
			for (const index of indexes) answers[index] = asConnectorError(error);
		};
		const show = (index: number, request: ShownRequest): void => {
			const answer = answers[index];
			if (!isConnectorError(answer)) answer.requests = [...(answer.requests ?? []), request];
		};

		for (const [name, group] of groupsOf(entries, ({ work }) => work.lists, listName)) {
			const [action, listId] = splitName(name) as [Action, string];
			const indexes = group.map(({ index }) => index);
			const ids = [...new Set(indexes.flatMap((index) => entries[index].id ?? []))];
			if (!isRecordId(listId)) fail(indexes, notAList(isDryRun));
			else if (isDryRun)
				for (const index of indexes)
					show(index, {
						method: 'PUT',
						path: membershipPath(listId, action),
						body: [entries[index].id ?? NEW],
					});
			else {
				const done = await settle(memberships.change(listId, action, ids));
				if (!done.ok) fail(indexes, done.error);
			}
		}

		for (const [name, group] of groupsOf(entries, ({ work }) => work.associations, pairName)) {
			const [to, wanted] = splitName(name);
			const good = group.filter(({ work, index }) => {
				if (!isRecordId(work.id)) fail([index], notAnId(isDryRun));
				return isRecordId(work.id);
			});
			const label = await settle(labelOf(to, wanted));
			if (!label.ok) {
				fail(
					good.map(({ index }) => index),
					label.error,
				);
				continue;
			}
			const pairs = good.map(({ work, index }) => ({
				from: entries[index].id ?? NEW,
				to: work.id,
			}));
			if (isDryRun) {
				good.forEach(({ index }, position) => {
					const types = label.value && typesOf(label.value);
					show(index, {
						method: 'POST',
						path: associationPath(type, to, label.value),
						body: { inputs: [pairInput(pairs[position], types)] },
					});
				});
				continue;
			}
			if (pairs.length === 0) continue;
			const request = { from: type, to, pairs, ...(label.value && { label: label.value }) };
			const done = await settle(memberships.associate(request));
			good.forEach(({ index }, position) => {
				if (!done.ok) fail([index], done.error);
				else if (done.value[position]) fail([index], done.value[position]);
			});
		}
		return answers;
	};
}

/** Stands in dry runs for the id of a record that does not exist yet. */
const NEW = '(new)';

const SEPARATOR = '\n';
const listName = ({ id, action }: HubSpotWork['lists'][number]): string =>
	[action, id].join(SEPARATOR);
const pairName = ({ to, label }: HubSpotWork['associations'][number]): string =>
	[to, label].join(SEPARATOR);
const splitName = (name: string): string[] => name.split(SEPARATOR);

function groupsOf<T>(
	entries: Entries,
	worksOf: (entry: FollowUpEntry<HubSpotWork>) => T[],
	nameOf: (work: T) => string,
): Map<string, Array<{ index: number; work: T }>> {
	const groups = new Map<string, Array<{ index: number; work: T }>>();
	entries.forEach((entry, index) => {
		for (const work of worksOf(entry)) {
			const name = nameOf(work);
			const group = groups.get(name) ?? [];
			group.push({ index, work });
			groups.set(name, group);
		}
	});
	return groups;
}

/** An entry that cannot be right is only seen once the records are there, or would be. */
const recordWas = (isDryRun: boolean): string => (isDryRun ? '' : 'The record was written. ');

const notAList = (isDryRun: boolean): ConnectorError =>
	new ConnectorError('input', 'The value for a list is not a list ID', {
		hint: `${recordWas(isDryRun)}Choose the list, or enter its ID, a number.`,
	});

const notAnId = (isDryRun: boolean): ConnectorError =>
	new ConnectorError('input', 'The record to associate with is not a record ID', {
		hint: `${recordWas(isDryRun)}A HubSpot ID is a number. Use the ID from an earlier CRM Upsert node.`,
	});
