import type { INodeProperties } from 'n8n-workflow';
import { decisionProperties } from '../../shared/n8n/records/decision';

export const WHEN_CONSENT_IS_SET = { show: { setConsent: [true] } };

/** Which answer decides about a person's consent, for systems that have one. */
export const consentDecision = (description: string): INodeProperties[] =>
	decisionProperties({
		name: 'setConsent',
		displayName: 'Set Consent',
		description,
		source: { name: 'consentSource', displayName: 'Consent Source' },
	});
