import { QUOTING } from '../../unit/http/hostileTexts';
import { startLocalServer, type LocalServer } from '../../sandbox/http/server';
import { htmlReply, jsonReply, type Exchange, type Reply } from '../../sandbox/http/types';

export type Mood = number | 'page' | 'drop' | 'garbage' | 'redirect';

/** A system that refuses everything, and whose every answer repeats a record, the request and its headers. */
export interface TalkativeSystem extends LocalServer {
	mood: Mood;
	asked: string[];
	readonly accessToken: string;
}

const textOf = ({ target, headers, body }: Exchange): string =>
	[...QUOTING, target, JSON.stringify(headers), body.toString('utf8')].join(' ');

/** The text in the envelope of the system whose path was asked for. */
const envelope = ({ path }: Exchange, text: string): unknown => {
	if (path.includes('/API/v3'))
		return { meta: { requestId: text, error: { errorCode: 'QVAL_1', errorMessage: text } } };
	if (path.includes('/api/data/')) return { error: { code: '0x80040265', message: text } };
	if (path.includes('backend-apis'))
		return { requestId: text, statusCode: 'KO', statusDetail: text };
	return { success: false, message: text, values: { email: [text], [text]: text } };
};

export async function startTalkativeSystem(): Promise<TalkativeSystem> {
	const accessToken = 'AcC3ss-T0ken.of-the-talkative-system';
	const respond = (exchange: Exchange): Reply => {
		const { mood } = system;
		system.asked.push(`${exchange.method} ${exchange.path}`);
		if (exchange.path.endsWith('/token'))
			return jsonReply(200, { access_token: accessToken, token_type: 'Bearer', expires_in: 3600 });
		const text = textOf(exchange);
		// What stands in a header is sent as one line of plain letters.
		const headers = { 'x-ms-service-request-id': `${accessToken} Lovelace` };
		if (mood === 'drop') return { status: 0, hangUp: true };
		if (mood === 'page') return htmlReply(500, `<html><body>${text}</body></html>`);
		if (mood === 'garbage') return { status: 200, headers, body: `{"result": "${text}` };
		if (mood === 'redirect')
			return {
				status: 302,
				headers: { location: `/else?for=${encodeURIComponent(text.slice(0, 500))}` },
			};
		return jsonReply(mood, envelope(exchange, text), headers);
	};
	const system: TalkativeSystem = Object.assign(
		await startLocalServer((exchange) => Promise.resolve(respond(exchange))),
		{ mood: 400 as Mood, asked: [] as string[], accessToken },
	);
	return system;
}
