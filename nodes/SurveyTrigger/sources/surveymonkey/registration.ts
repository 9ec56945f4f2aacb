import type { IHookFunctions } from 'n8n-workflow';
import { createHash } from 'crypto';
import type { ResponseEvent } from '../../../shared/connectors/surveymonkey/webhooks';
import { ConnectorError, isConnectorError } from '../../../shared/http/ConnectorError';
import { settle } from '../../../shared/http/settle';
import { connectSurveyMonkey } from '../../../shared/n8n/surveymonkey';
import { isByHand } from '../../activation';
import { recall, remember } from '../../memory';
import { readSettings, type SurveyEvent, type TriggerSettings } from '../../settings';
import { assertCallersCanProve } from '../../webhookSecret';
import { surveymonkeyAccount } from './account';

// The webhooks of a trigger. Each is known by its name, which a list tells: by that a leftover is found after any crash, and
// nothing has to be remembered. Source: contracts/surveymonkey.md 6.

const EVENTS: Readonly<Record<SurveyEvent, readonly ResponseEvent[]>> = {
	new: ['response_completed'],
	partial: ['response_disqualified', 'response_overquota'],
	updated: [],
};

const hashOf = (text: string): string =>
	createHash('sha256').update(text).digest('hex').slice(0, 12);

/** Begins the names of what was made for an address. The address itself is what protects it, and is not told. */
const beginningFor = (address: string): string => `n8n ${hashOf(address)} `;

function wantedAt(address: string, { surveyIds, events }: TriggerSettings) {
	const beginning = beginningFor(address);
	const surveys = hashOf([...surveyIds].sort().join());
	return events
		.flatMap((event) => EVENTS[event])
		.map((event) => ({ name: `${beginning}${surveys} ${event}`, event, surveyIds, address }));
}

const addressOf = (context: IHookFunctions): string => {
	const address = context.getNodeWebhookUrl('default');
	if (address) return address;
	throw new ConnectorError('unexpected', 'n8n gave this trigger no webhook address');
};

export async function isRegistered(context: IHookFunctions): Promise<boolean> {
	const wanted = wantedAt(addressOf(context), readSettings(context));
	if (wanted.length === 0) return true;
	const names = (await (await connectSurveyMonkey(context)).webhooks.list()).map(
		({ name }) => name,
	);
	return wanted.every(({ name }) => names.filter((one) => one === name).length === 1);
}

export async function register(context: IHookFunctions): Promise<void> {
	const settings = readSettings(context);
	if (isByHand(context)) {
		if (settings.requireAuthentication) {
			await assertCallersCanProve(context, settings.source.system.signature);
		}
		const { assertReadable } = await surveymonkeyAccount.connect(context, settings);
		await assertReadable(settings.surveyIds);
	}
	const outcome = await settle(makeWebhooks(context, settings));
	if (outcome.ok) {
		if (recall(context).refused !== undefined) remember(context, { refused: undefined });
		return;
	}
	const { error } = outcome;
	const comesWithCheck =
		settings.delivery === 'instantWithCatchUp' && context.getMode() !== 'manual';
	if (!comesWithCheck || !isConnectorError(error) || error.kind === 'auth') throw error;
	remember(context, { refused: error.message });
	context.logger.warn(
		'Survey Trigger: SurveyMonkey made no webhook; responses come with the check',
	);
}

/** Exactly those that are wanted: what is left of an earlier time goes, what is there stays. */
async function makeWebhooks(context: IHookFunctions, settings: TriggerSettings): Promise<void> {
	const address = addressOf(context);
	const { webhooks } = await connectSurveyMonkey(context);
	const wanted = wantedAt(address, settings);
	const there = (await webhooks.list()).filter(({ name }) =>
		name.startsWith(beginningFor(address)),
	);
	const kept = new Set<string>();
	for (const { id, name } of there) {
		if (!kept.has(name) && wanted.some((one) => one.name === name)) kept.add(name);
		else await webhooks.remove(id);
	}
	for (const webhook of wanted) if (!kept.has(webhook.name)) await webhooks.create(webhook);
}

/** Deactivation goes through whatever happens: what is left announces to an address that answers no more. */
export async function unregister(context: IHookFunctions): Promise<void> {
	const address = context.getNodeWebhookUrl('default');
	const outcome = address ? await settle(removeAll(context, beginningFor(address))) : undefined;
	if (outcome && !outcome.ok) {
		context.logger.warn('Survey Trigger: the webhook in SurveyMonkey could not be deleted');
	}
	if (recall(context).refused !== undefined) remember(context, { refused: undefined });
}

async function removeAll(context: IHookFunctions, beginning: string): Promise<void> {
	const { webhooks } = await connectSurveyMonkey(context);
	for (const { id, name } of await webhooks.list()) {
		if (name.startsWith(beginning)) await webhooks.remove(id);
	}
}
