import { knownSurvey } from '../../../shared/n8n/knownSurveys';
import { connectQualtrics, type ConnectedQualtrics } from '../../../shared/n8n/qualtrics';
import { ConnectorError, isConnectorError } from '../../../shared/http/ConnectorError';
import { settle } from '../../../shared/http/settle';
import { closedNameOf } from '../openSurvey';
import type { AccountKind } from '../SourceKind';
import { restoreSubscriptions } from './subscriptionKeeper';

/** The surveys that the node's Qualtrics credential may read. */
export const qualtricsAccount: AccountKind = {
	isAnnounced: true,
	// Qualtrics shows a response some time after it was recorded.
	overlapMs: 2 * 60 * 1000,
	async connect(context, settings) {
		const qualtrics = await connectQualtrics(context);
		const { includeMeta } = settings;
		return {
			// The survey is asked for with the first response: most checks find none, and its schema may be asked for less often
			// than an export may be started (contracts/qualtrics.md 1.7).
			async survey(id) {
				const definition = async () => await knownSurvey(qualtrics, id);
				return {
					source: qualtrics.source({ id, definition }, { includeMeta }),
					closedName: async () => closedNameOf(await definition()),
				};
			},
			assertReadable: async (surveyIds) => await assertSurveysReadable(qualtrics, surveyIds),
			keepAnnouncing: async (trigger, isStopped) =>
				await restoreSubscriptions(trigger, qualtrics, settings, isStopped),
		};
	},
};

/** No response has this ID; asking for it tells whether responses may be read at all. */
const NO_RESPONSE = 'R_000000000000000';

/** A survey that is deleted or not shared, a wrong token, or no right to read responses. */
export async function assertSurveysReadable(
	qualtrics: ConnectedQualtrics,
	surveyIds: string[],
): Promise<void> {
	for (const surveyId of surveyIds) {
		await qualtrics.surveys.assertReadable(surveyId);
		const outcome = await settle(qualtrics.responses.raw(surveyId, NO_RESPONSE));
		if (outcome.ok || !isConnectorError(outcome.error)) continue;
		const { kind, hint, status, requestId } = outcome.error;
		if (kind === 'auth') throw outcome.error;
		if (kind === 'permission') {
			throw new ConnectorError(
				kind,
				`This Qualtrics account may not read the responses of survey ${surveyId}`,
				{ hint, status, requestId },
			);
		}
	}
}
