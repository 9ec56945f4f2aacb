import { jsonReply, type Reply } from '../http/types';
import { invalid } from './errors';
import type { World } from './state';

export const TYPES = [
	{ id: '101', name: 'Newsletter', description: '', isActive: true, communicationMethod: 'Email' },
	{ id: '102', name: 'Surveys', description: '', isActive: true, communicationMethod: 'Email' },
	{ id: '103', name: 'Retired', description: '', isActive: false, communicationMethod: 'Email' },
];

const LEGAL_BASES = [
	'LEGITIMATE_INTEREST_PQL',
	'LEGITIMATE_INTEREST_CLIENT',
	'LEGITIMATE_INTEREST_OTHER',
	'PERFORMANCE_OF_CONTRACT',
	'CONSENT_WITH_NOTICE',
	'NON_GDPR',
	'PROCESS_AND_STORE',
];

export const definitions = (): Reply => jsonReply(200, { status: 'COMPLETE', results: TYPES });

/** Source: contracts/hubspot.md 11.2, 11.5. */
export function readStatuses(world: World, email: string): Reply {
	const address = email.toLowerCase();
	const known = world.statuses.get(address);
	const results = TYPES.map(({ id }) => ({
		channel: 'EMAIL',
		subscriberIdString: address,
		subscriptionId: Number(id),
		status: world.unsubscribedFromAll.has(address)
			? 'UNSUBSCRIBED'
			: (known?.get(id)?.status ?? 'NOT_SPECIFIED'),
		source: 'public api',
	}));
	return jsonReply(200, { status: 'SUCCESS', results });
}

/** Source: contracts/hubspot.md 11.3, 11.4. */
export function setStatus(world: World, email: string, body: Record<string, unknown>): Reply {
	const address = email.toLowerCase();
	const { subscriptionId, channel, statusState, legalBasis, legalBasisExplanation } = body;
	const type = TYPES.find(({ id }) => id === String(subscriptionId));
	if (typeof subscriptionId !== 'number' || !type)
		throw invalid('some required attributes are not set: [subscriptionId]');
	if (channel !== 'EMAIL') throw invalid('some required attributes are not set: [channel]');
	if (statusState !== 'SUBSCRIBED' && statusState !== 'UNSUBSCRIBED')
		throw invalid('statusState is not valid');
	if (legalBasis !== undefined && !LEGAL_BASES.includes(String(legalBasis)))
		throw invalid('legalBasis is not valid');
	if (world.options.dataPrivacy && (!legalBasis || !legalBasisExplanation))
		throw invalid('legalBasis and legalBasisExplanation are required for this account');
	const before = world.statuses.get(address)?.get(type.id)?.status;
	const own = world.statuses.get(address) ?? new Map();
	world.statuses.set(address, own);
	own.set(type.id, {
		status: statusState,
		...(typeof legalBasis === 'string' && { legalBasis }),
		...(typeof legalBasisExplanation === 'string' && { legalBasisExplanation }),
	});
	const isAgain = before === 'UNSUBSCRIBED' && statusState === 'SUBSCRIBED';
	return jsonReply(200, {
		subscriptionId,
		status: statusState,
		setStatusSuccessReason:
			before === statusState
				? 'NO_STATUS_CHANGE'
				: isAgain
					? 'RESUBSCRIBE_OCCURRED'
					: 'REQUESTED_CHANGE_OCCURRED',
	});
}
