import { createHash } from 'crypto';
import type { IExecuteFunctions } from 'n8n-workflow';
import { serialise } from '../../delivery/serialise';
import { ConnectorError, isConnectorError } from '../../http/ConnectorError';
import { settle } from '../../http/settle';
import {
	alreadyUsed,
	approvalToken,
	canonical,
	fingerprintOf,
	notApproved,
	readApproval,
	unlikeApproved,
	type Approval,
	type Plan,
	type RecordItem,
} from '../../records';
import type { ApprovalSettings } from './settings';

export interface ApprovalGate {
	approve(items: RecordItem[], plan: Plan): Promise<ConnectorError | undefined>;
	/** Of the item's plan, as far as there is something to approve. */
	given(position: number): { token: string; expires: string } | undefined;
}

/** As many as n8n itself keeps of a workflow: with fewer, others' entries would go. */
const MOST_REMEMBERED = 10_000;

/**
 * Gives tokens to plans, or lets pass what has one. Rejects before anything is asked of the system where a token is none.
 *
 * That a token was used is remembered in n8n's database, for the whole workflow, before the write: one that fails after that
 * needs a new plan. Two processes that apply one token in the same instant may both find it unused; the second then meets a
 * record that is no longer as it was approved.
 */
export async function approvalGate(
	context: IExecuteFunctions,
	{ tokens, minutes, isPlanning }: ApprovalSettings,
): Promise<ApprovalGate> {
	const { key, names } = await signingKey(context);
	const node = { workflow: context.getWorkflow().id, credentials: names, ...ownSettings(context) };
	const given = new Map<number, { token: string; expires: string }>();
	const approvals = new Map<string, Approval>();
	const passed = new Set<string>();
	const now = Date.now();
	if (!isPlanning) {
		for (const token of tokens) {
			if (token === '') throw notApproved();
			const approval = readApproval(token, key, now);
			if (isConnectorError(approval)) throw approval;
			approvals.set(token.trim(), approval);
		}
	}

	const once = async (token: string): Promise<ConnectorError | undefined> => {
		if (passed.has(token)) return undefined;
		const isNew = await serialise(`approvals ${node.workflow ?? ''}`, async () => {
			const { new: fresh } = await context.helpers.checkProcessedAndRecord([token], 'workflow', {
				mode: 'entries',
				maxEntries: MOST_REMEMBERED,
			});
			return fresh.length > 0;
		});
		if (!isNew) return alreadyUsed();
		passed.add(token);
		return undefined;
	};

	return {
		given: (position) => given.get(position),
		async approve(items, plan) {
			const followUps = items.flatMap(({ followUp }) => (followUp === undefined ? [] : [followUp]));
			const isSomething = 'writes' in plan || (plan.action === 'unchanged' && followUps.length > 0);
			// With a token, what changes nothing is not what was approved.
			if (!isSomething && isPlanning) return undefined;
			const [{ destination }] = items;
			const fingerprint = fingerprintOf({ node, destination: destination.name, plan, followUps });
			if (isPlanning) {
				const expires = now + minutes * 60_000;
				const token = approvalToken({ fingerprint, expires }, key);
				for (const { position } of items)
					given.set(position, { token, expires: new Date(expires).toISOString() });
				return undefined;
			}
			const shown = new Set(items.map(({ position }) => tokens[position].trim()));
			for (const token of shown) {
				const approval = approvals.get(token)!;
				const refusal = unlikeApproved(approval, fingerprint) ?? (await once(token));
				if (refusal) return refusal;
			}
			return undefined;
		},
	};
}

/** As they stand in the workflow. What n8n tells a model of the tool does not change what the node does. */
function ownSettings(context: IExecuteFunctions): { settings: unknown } {
	const { parameters } = context.getNode();
	const options = without((parameters.options ?? {}) as object, ['approvalToken']);
	return {
		settings: { ...without(parameters, ['descriptionType', 'toolDescription']), options },
	};
}

const without = (entries: object, names: string[]): object =>
	Object.fromEntries(Object.entries(entries).filter(([name]) => !names.includes(name)));

/** From the credentials of the node, so that nobody who cannot open them can make a token. */
async function signingKey(context: IExecuteFunctions): Promise<{ key: Buffer; names: unknown }> {
	const { credentials = {} } = context.getNode();
	const secrets: unknown[] = [];
	const names: unknown[] = [];
	for (const [type, { id }] of Object.entries(credentials).sort()) {
		const data = await settle(context.getCredentials(type));
		if (!data.ok) continue;
		// The access token within comes and goes.
		secrets.push(type, without(data.value, ['oauthTokenData']));
		names.push(type, id ?? '');
	}
	if (secrets.length === 0) {
		throw new ConnectorError('input', 'There is no credential to sign an approval with', {
			hint: "Choose a credential, or switch off 'Needs Approval'.",
		});
	}
	const key = createHash('sha256')
		.update(`approvals ${canonical(secrets)}`)
		.digest();
	return { key, names };
}
