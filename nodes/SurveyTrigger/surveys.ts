import type { IHookFunctions, ITriggerFunctions } from 'n8n-workflow';
import { knownSurvey } from '../shared/face/knownSurveys';
import type { ConnectedQualtrics } from '../shared/face/qualtrics';
import { ConnectorError, isConnectorError } from '../shared/http/ConnectorError';
import { settle } from '../shared/http/settle';

/** A person is watching; after a restart of n8n nobody is. */
export const isByHand = (context: IHookFunctions | ITriggerFunctions): boolean =>
	['activate', 'update', 'create', 'manual'].includes(context.getActivationMode());

/** No response has this ID; asking for it tells whether responses may be read at all. */
const NO_RESPONSE = 'R_000000000000000';

/**
 * Says at activation what would otherwise fail silently later: a survey that is deleted or not shared, a wrong token, or no
 * right to read responses.
 */
export async function assertSurveysReadable(
	qualtrics: ConnectedQualtrics,
	surveyIds: string[],
): Promise<void> {
	for (const surveyId of surveyIds) {
		await knownSurvey(qualtrics, surveyId);
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
