import { createHmac } from 'crypto';

/** Whose announcements are signed: a test has an address of its own, and so a key of its own. */
export interface Announced {
	workflowId: string;
	nodeId: string;
	isTest: boolean;
}

/**
 * The key that Qualtrics signs a trigger's announcements with: 64 hexadecimal signs. Derived from the long-lived secret of the
 * account whenever it is needed, in every process alike, so that it stands nowhere: who may open the workflow, or read n8n's
 * database, learns nothing of it. Source: contracts/qualtrics.md 4.4.
 */
export const announcementKey = (secret: string, announced: Announced): string => {
	const { workflowId, nodeId, isTest } = announced;
	const purpose = JSON.stringify(['announcements', workflowId, nodeId, isTest ? 'test' : 'active']);
	return createHmac('sha256', secret).update(purpose).digest('hex');
};

/** Tells whether a subscription was made with this key, and nothing of the key itself. */
export const markOfKey = (key: string): string =>
	createHmac('sha256', key).update('mark').digest('hex').slice(0, 32);
