import type { CronExpression, ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';
import { toCron } from '../shared/delivery/schedule';
import { asNodeError } from '../shared/n8n/errors';
import { ConnectorError, isConnectorError } from '../shared/http/ConnectorError';
import { settle } from '../shared/http/settle';
import { isByHand } from './activation';
import { keepAnnounced } from './announcing';
import { Checks } from './checks';
import { takeAnnouncements } from './handOver';
import { rememberStarts } from './progress';
import type { TriggerSettings } from './settings';
import { readSettings } from './settings';
import { kindOf } from './sources/kinds';

/** Starts the scheduled checks of an active workflow; the first one runs at once, so that a restart catches up. */
export async function startSchedule(this: ITriggerFunctions): Promise<ITriggerResponse> {
	if (this.getMode() === 'manual') {
		// A test run fetches its sample in execute(); it only needs something to start on.
		return { manualTriggerFunction: async () => this.emit([[{ json: {} }]]) };
	}
	const { settings, expressions } = await asNodeError(this.getNode(), prepare(this));
	const { account } = kindOf(settings);
	if (!settings.fetchResponses || !account) return {};
	if (settings.delivery === 'instant')
		return account.isAnnounced ? keepAnnounced(this, settings, account) : {};

	// Before anything else: n8n stores it with the activation, so that a restart goes on from here.
	rememberStarts(this, settings);
	const checks = new Checks(this, settings, account);
	for (const expression of expressions) {
		this.helpers.registerCron(
			{ expression: expression as CronExpression },
			() => void checks.run(),
		);
	}
	void checks.run();
	const takeNoMore = takeAnnouncements(this);
	return {
		async closeFunction() {
			takeNoMore();
			await checks.stop();
		},
	};
}

/** Fails an activation by hand for what will not mend itself; after a restart the checks report it instead. */
async function prepare(
	context: ITriggerFunctions,
): Promise<{ settings: TriggerSettings; expressions: string[] }> {
	const settings = readSettings(context);
	const { account } = kindOf(settings);
	if (!settings.fetchResponses || !account) return { settings, expressions: [] };
	const cron = toCron(settings.schedule);
	if (!cron.ok && settings.delivery !== 'instant') {
		throw new ConnectorError('input', cron.reason, { hint: "See 'Check for Responses'" });
	}
	if (isByHand(context)) {
		const { assertReadable } = await account.connect(context, settings);
		const outcome = await settle(assertReadable(settings.surveyIds));
		const isPassing =
			!outcome.ok && isConnectorError(outcome.error) && outcome.error.kind === 'unavailable';
		if (!outcome.ok && !isPassing) throw outcome.error;
	}
	return { settings, expressions: cron.ok ? cron.expressions : [] };
}
