import { createHmac } from 'node:crypto';
import type { Signature } from '../../../nodes/shared/connectors/webhook/presets';

/** What a tool would send along, as its documentation says; not made with the code under test. */
export function proofOf(
	signature: Signature,
	body: Buffer,
	secret: string,
	{ nowMs = Date.now(), id = 'msg_1' } = {},
): Record<string, string> {
	if (signature.method === 'header') return { [signature.headerName.toLowerCase()]: secret };
	if (signature.method === 'hmac') {
		const { algorithm, encoding, prefix = '', headerName } = signature;
		const digest = createHmac(algorithm, secret).update(body).digest(encoding);
		return { [headerName.toLowerCase()]: prefix + digest };
	}
	if (signature.method !== 'standardWebhooks')
		throw new Error('This one sends no proof of its own');
	const timestamp = String(Math.floor(nowMs / 1000));
	const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
	const digest = createHmac('sha256', key)
		.update(`${id}.${timestamp}.${body.toString()}`)
		.digest('base64');
	return {
		'webhook-id': id,
		'webhook-timestamp': timestamp,
		'webhook-signature': `v1,AAAA v1,${digest}`,
	};
}
