import type { ConsentEvidence, StatusChange } from '../../../mapping';

/** One line that says on what a status rests: `opted out · 2024-05-01T10:00:00Z · Store visit · R_1`. */
export const evidenceText = (
	status: StatusChange,
	{ survey, responseId, time }: ConsentEvidence,
): string =>
	[status === 'optOut' ? 'opted out' : 'opted in', time, survey, responseId]
		.filter((part) => part)
		.join(' · ');
