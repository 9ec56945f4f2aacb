import {
	noApi,
	otherAnswer,
	outage,
	proxySignIn,
	redirect,
	refusedByPage,
	refusedOtherwise,
	tooMany,
	webPage,
	type Tested,
} from '../../../../credentials/testSentences';
import type { ConnectorError } from '../../http/ConnectorError';
import { socketError } from '../../http/socketError';
import type { HttpResponse } from '../../http/types';
import type { Asked, CredentialTest, Verdict } from './CredentialTest';

/** What came of one request: an answer, whatever its status, or the transport's error. */
export type Came = { url: string } & ({ answer: HttpResponse } | { error: unknown });

/** `refusal`: what the system itself said, where it did. */
export type Judged = Verdict & { refusal?: ConnectorError };

type Wording = Pick<CredentialTest, 'system' | 'describe' | 'pathFields'>;
type Expected = Pick<Asked, 'method' | 'subject' | 'isAnswer' | 'isRefusal' | 'verdict'>;

const failed = (message: string): Judged => ({ isEnough: false, message });

/** `'Institution' and 'Environment'`. */
export const listed = (labels: readonly string[]): string => {
	const quoted = labels.map((label) => `'${label}'`);
	return quoted.length < 2
		? quoted.join('')
		: `${quoted.slice(0, -1).join(', ')} and ${quoted[quoted.length - 1]}`;
};

const inWords = ({ message, hint = '' }: ConnectorError): string => `${message}. ${hint}`.trim();

const isPage = ({ body, headers }: HttpResponse): boolean =>
	typeof body === 'string' &&
	(/^\s*</.test(body) || /\bhtml\b/i.test(headers['content-type'] ?? ''));

/** The host that a redirect leads to, if it is another one; nothing else of the address is repeated. */
function otherHost({ headers }: HttpResponse, url: string): string | undefined {
	const { location = '' } = headers;
	if (!URL.canParse(location, url)) return undefined;
	const { host } = new URL(location, url);
	return host === '' || host.length > 100 || host === new URL(url).host ? undefined : host;
}

/**
 * Whether the credential works, and else in one or two sentences what happened and which field to check. The order matters: what
 * cannot have come from the system is told before what the system may have meant by it.
 */
export function judge(
	test: Wording,
	asked: Expected,
	addressFields: readonly string[],
	came: Came,
): Judged {
	const { method = 'GET', subject } = asked;
	const { url } = came;
	if ('error' in came)
		return failed(inWords(socketError(came.error, { method, url }, listed(addressFields))));
	const { answer } = came;
	const { status } = answer;
	const tested: Tested = {
		system: test.system,
		address: listed(addressFields),
		host: new URL(url).host,
	};
	const described = (): Judged => {
		const refusal = test.describe(answer, { method, url, subject });
		return { isEnough: false, message: inWords(refusal), refusal };
	};
	if (status < 300) return judgeBody(asked, tested, answer, described);
	if (status < 400) return failed(redirect(tested, otherHost(answer, url)));
	if (status === 407) return failed(proxySignIn());
	if (status === 404) {
		const address = listed([...addressFields, ...(test.pathFields ?? [])]);
		return failed(noApi({ ...tested, address }));
	}
	const refused = described();
	const kind = refused.refusal?.kind ?? 'unexpected';
	if (kind === 'rateLimited') return refused;
	if (status === 429) return failed(tooMany(tested));
	if (status >= 500) return failed(outage(tested, status));
	if (isPage(answer)) return failed(refusedByPage(tested, status));
	return ['auth', 'permission', 'notFound'].includes(kind)
		? refused
		: failed(refusedOtherwise(tested, status));
}

function judgeBody(
	{ isAnswer, isRefusal, verdict }: Expected,
	tested: Tested,
	answer: HttpResponse,
	described: () => Judged,
): Judged {
	const { body } = answer;
	if (isPage(answer)) return failed(webPage(tested));
	if (isAnswer(body)) return verdict?.(answer) ?? { isEnough: true, message: 'Connected' };
	return isRefusal?.(body) ? described() : failed(otherAnswer(tested));
}
