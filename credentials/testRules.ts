import type { ICredentialTestRequest } from 'n8n-workflow';
import {
	noApi,
	otherAnswer,
	outage,
	proxySignIn,
	redirect,
	tooMany,
	type Tested,
} from './testSentences';

type Rules = NonNullable<ICredentialTestRequest['rules']>;

const SENTENCES: Readonly<Record<number, (tested: Tested) => string>> = {
	301: (tested) => redirect(tested),
	302: (tested) => redirect(tested),
	303: (tested) => redirect(tested),
	307: (tested) => redirect(tested),
	308: (tested) => redirect(tested),
	404: noApi,
	407: proxySignIn,
	429: tooMany,
	...Object.fromEntries(
		[500, 502, 503, 504].map((status) => [status, (tested: Tested) => outage(tested, status)]),
	),
};

interface SystemRules extends Tested {
	/** What the system itself says by a status, in place of the usual sentence. */
	refused: Readonly<Record<number, string>>;
	/** Field of the body without which an answer with status 200 came from something else: a proxy, a login page. */
	answeredBy: string;
}

/**
 * Of the test that n8n itself runs. It goes through rules of both kinds in one list, status codes and what a body with status 200
 * holds; its type knows one at a time.
 */
export function testRules({ refused, answeredBy, ...tested }: SystemRules): Rules {
	const sentences = {
		...Object.fromEntries(
			Object.entries(SENTENCES).map(([status, sentence]) => [status, sentence(tested)]),
		),
		...refused,
	};
	return [
		...Object.entries(sentences).map(([status, message]) => ({
			type: 'responseCode',
			properties: { value: Number(status), message },
		})),
		{
			type: 'responseSuccessBody',
			properties: { key: answeredBy, value: undefined, message: otherAnswer(tested) },
		},
	] as Rules;
}
