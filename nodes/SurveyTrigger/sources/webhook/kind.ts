import { compileSpec } from '../../../shared/connectors/webhook/mapPayload';
import { isByHand } from '../../activation';
import { readSettings } from '../../settings';
import { assertCallersCanProve } from '../../webhookSecret';
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
		compileSpec(specOf(source, context));
		await assertCallersCanProve(context, source.preset?.signature);
	},
	unregister: async () => undefined,
	open: payloadReader,
};
