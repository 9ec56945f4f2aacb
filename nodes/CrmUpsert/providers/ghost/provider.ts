import type { IExecuteFunctions } from 'n8n-workflow';
import type { Ghost } from '../../../shared/connectors/ghost/client';
import {
	labelField,
	labelOf,
	STANDARD_FIELDS,
} from '../../../shared/connectors/ghost/memberValues';
import { createGhostRecordTarget } from '../../../shared/connectors/ghost/recordTarget';
import { cancelSignalOf } from '../../../shared/n8n/cancelSignal';
import { connectGhost, ghostLists, GHOST_CREDENTIAL } from '../../../shared/n8n/ghost';
import { textOfLocator } from '../../../shared/n8n/locatorText';
import { readRaw, type Raw } from '../../../shared/n8n/rawParameters';
import type { RecordConnection } from '../../../shared/n8n/records/RecordConnection';
import type { RecordProvider } from '../../../shared/n8n/records/RecordProvider';
import { textParameter } from '../../../shared/n8n/textParameters';
import { dryRunOf, mappedTargets, type Destination } from '../../../shared/records';
import { tagReader } from '../tagReader';
import { ghostParameters } from './parameters';

export const ghost: RecordProvider = {
	id: 'ghost',
	label: 'Ghost Members',
	subtitle: '"Ghost member"',
	credentials: [{ name: GHOST_CREDENTIAL, required: true }],
	parameters: ghostParameters,
	lists: ghostLists,
	connect,
};

const LABELS = {
	add: { parameter: 'addLabels', label: 'Labels to Add' },
	remove: { parameter: 'removeLabels', label: 'Labels to Remove' },
	fieldOf: labelField,
};

const UNKNOWN_ID = 'Ghost has no member with this ID. Nothing was written.';

async function connect(context: IExecuteFunctions): Promise<RecordConnection> {
	const account = await connectGhost(context);
	const isById = context.getNodeParameter('matchBy', 0, 'email') === 'id';
	const labels = tagReader(context, LABELS);
	const memberId = isById ? readRaw<Raw>(context, 'memberId', '') : undefined;
	const idFor = textParameter(context, memberId);
	const destination = destinationOf(context, account, isById);
	const keyFor: RecordConnection['keyFor'] = (itemIndex, _destination, rendering) => {
		const { text, unresolved } = idFor(itemIndex).render(rendering);
		const problems = unresolved.map(
			({ token, reason }) => `Member ID: ${token} cannot be resolved: ${reason}`,
		);
		const id = text.trim();
		return { values: { id }, problems, rows: [{ field: 'id', source: 'Member ID', resolved: id }] };
	};
	return {
		rows: { parameter: 'memberFields' },
		destinationFor: async () => await Promise.resolve(destination),
		...(isById && { keyFor }),
		moreFor: (itemIndex, rendering) => ({ ...labels.read(itemIndex, rendering), notes: [] }),
		needsSurvey: (itemIndex, response) =>
			idFor(itemIndex).needsSurvey(response) || labels.needsSurvey(itemIndex, response),
		texts: [...labels.texts, { field: 'Member ID', text: memberId }],
	};
}

function destinationOf(context: IExecuteFunctions, account: Ghost, isById: boolean): Destination {
	const matchBy = isById ? 'id' : 'email';
	const newsletter = textOfLocator(context.getNodeParameter('newsletter', 0, '')).trim();
	return {
		name: 'members',
		fields: STANDARD_FIELDS.map(({ name, label }) => ({ name, label })),
		match: [isById ? { field: 'id', kind: 'text' } : { field: 'email', kind: 'email' }],
		whyNoDate: 'Ghost has no field for the time of the last response: choose another policy.',
		// Whoever is named by an id is there, or is nobody.
		...(isById && {
			operation: 'update' as const,
			whenNotFound: { reason: UNKNOWN_ID, fails: false },
		}),
		async open(inputs) {
			const target = createGhostRecordTarget(account, {
				matchBy,
				fields: mappedTargets(inputs),
				...(newsletter !== '' && { newsletter }),
				cancel: cancelSignalOf(context),
			});
			return await Promise.resolve({
				...target,
				dryRun: dryRunOf(target.preview),
				inWords: ({ field, from, to }) => {
					const label = labelOf(field);
					const shown = (value: unknown) => (label === undefined ? value : value === true);
					const known = STANDARD_FIELDS.find(({ name }) => name === field)?.label;
					const words = label === undefined ? known : `Label ${label}`;
					return { field, label: words ?? field, from: shown(from) ?? null, to: shown(to) };
				},
				async records(ids) {
					const found = await account.members.find('id', ids);
					return new Map(found.map(({ id, raw }) => [id, raw]));
				},
			});
		},
	};
}
