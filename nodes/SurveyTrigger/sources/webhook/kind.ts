import { compileSpec } from '../../../shared/connectors/webhook/mapPayload';
import { ConnectorError } from '../../../shared/http/ConnectorError';
import { settle } from '../../../shared/http/settle';
import { isByHand } from '../../activation';
import { readerOf, readSettings } from '../../settings';
import type { SourceKind } from '../SourceKind';
import { receivePayload } from './call';
import { specOf } from './mapping';
import { payloadReader } from './payloadReader';

/** Tools that post whole responses. Source: contracts/skeepers.md 3 and contracts/webhooks.md. */
export const webhook: SourceKind = {
	receive: receivePayload,
	// The address is entered by hand in the survey tool: there is nothing to make here.
	isRegistered: async () => false,
	async register(context) {
		if (!isByHand(context)) return;
		const { source } = readSettings(context);
		compileSpec(specOf(source, readerOf(context)));
		const credential = await settle(context.getCredentials('surveyWebhookApi'));
		if (credential.ok) return;
		throw new ConnectorError('input', 'No Survey Webhook credential is chosen', {
			hint: 'It says what callers have to show; without it, anybody could post responses',
		});
	},
	unregister: async () => undefined,
	open: payloadReader,
};
