import { createHmac } from 'node:crypto';
import {
	announcementKey,
	markOfKey,
} from '../../../nodes/shared/connectors/qualtrics/announcementKey';
import { isSignature, readAnnouncement } from '../../../nodes/shared/connectors/qualtrics/webhook';

const SECRET = 'token-of-an-account';
const here = { workflowId: 'w1', nodeId: 'n1', isTest: false };

describe('LA08 the key of announcements', () => {
	it('is 64 hexadecimal signs, always the same', () => {
		const key = announcementKey(SECRET, here);
		expect(key).toMatch(/^[0-9a-f]{64}$/);
		expect(announcementKey(SECRET, { ...here })).toBe(key);
	});

	it('is another one for every secret, workflow, node, and test', () => {
		const keys = [
			announcementKey(SECRET, here),
			announcementKey(`${SECRET}2`, here),
			announcementKey(SECRET, { ...here, workflowId: 'w2' }),
			announcementKey(SECRET, { ...here, nodeId: 'n2' }),
			announcementKey(SECRET, { ...here, isTest: true }),
			// Ids that read alike when written one after the other.
			announcementKey(SECRET, { workflowId: 'w1n', nodeId: '1', isTest: false }),
			announcementKey(SECRET, { workflowId: 'w1","n1', nodeId: '', isTest: false }),
		];
		expect(new Set(keys).size).toBe(keys.length);
	});

	it('its mark tells keys apart and shows nothing of them', () => {
		const [one, two] = [SECRET, `${SECRET}2`].map((secret) => announcementKey(secret, here));
		expect(markOfKey(one)).toMatch(/^[0-9a-f]{32}$/);
		expect(markOfKey(one)).toBe(markOfKey(one));
		expect(markOfKey(one)).not.toBe(markOfKey(two));
		expect(one).not.toContain(markOfKey(one));
		expect(isSignature(markOfKey(one), 'x', one)).toBe(false);
	});
});

describe('LA08 an empty key fits no announcement', () => {
	const message = '{"SurveyID":"SV_1","ResponseID":"R_1"}';
	// Made with the empty key, which anybody has.
	const signed = createHmac('sha512', '').update(message).digest('hex');
	it.each([
		['signed', new URLSearchParams({ Topic: 't', MSG: message, HMAC: signed }).toString()],
		['unsigned', new URLSearchParams({ Topic: 't', MSG: message }).toString()],
		['flat', 'Topic=surveyengine.completedResponse.SV_1&SurveyID=SV_1&ResponseID=R_1'],
		['a task', message],
	])('%s', (_, body) => {
		expect(readAnnouncement(body, { sharedKey: '' })).toMatchObject({ kind: 'forged' });
	});
});
