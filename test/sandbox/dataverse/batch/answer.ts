import { STATUS_CODES } from 'node:http';
import type { Reply } from '../../http/types';

/** One reply as an `application/http` part. */
export function partText(boundary: string, reply: Reply, contentId?: string): string {
	const lines = [
		`--${boundary}`,
		'Content-Type: application/http',
		'Content-Transfer-Encoding: binary',
	];
	if (contentId !== undefined) lines.push(`Content-ID: ${contentId}`);
	lines.push('', `HTTP/1.1 ${reply.status} ${STATUS_CODES[reply.status] ?? ''}`);
	for (const [name, value] of Object.entries(reply.headers ?? {})) {
		lines.push(`${writtenNames[name] ?? name}: ${value}`);
	}
	const body = typeof reply.body === 'string' ? reply.body : '';
	return `${lines.join('\r\n')}\r\n\r\n${body}\r\n`;
}

const writtenNames: Record<string, string> = {
	'content-type': 'Content-Type',
	'odata-version': 'OData-Version',
	'odata-entityid': 'OData-EntityId',
	'preference-applied': 'Preference-Applied',
	'retry-after': 'Retry-After',
	location: 'Location',
};

/** A change set's parts as one part of the batch. */
export const changeSetText = (boundary: string, inner: string, parts: string[]): string =>
	`--${boundary}\r\nContent-Type: multipart/mixed; boundary=${inner}\r\n\r\n${parts.join('')}--${inner}--\r\n`;

export const multipartReply = (status: number, boundary: string, parts: string[]): Reply => ({
	status,
	headers: {
		'content-type': `multipart/mixed; boundary=${boundary}`,
		'odata-version': '4.0',
	},
	body: `${parts.join('')}--${boundary}--\r\n`,
});
