import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import type { HostResult } from '../../../../credentials/ownHost';
import type { ConnectorError } from '../../http/ConnectorError';
import type { Refused } from '../../http/refusals';
import type { HttpResponse } from '../../http/types';

type Data = ICredentialDataDecryptedObject;

/** How the credential is tried out: what is asked, and what in the answer shows that the system itself gave it. */
export interface CredentialTest {
	/** Adds what proves the account, as it does to every other request. */
	credential: {
		name: string;
		properties: INodeProperties[];
		authenticate?: IAuthenticate;
		preAuthentication?(this: IHttpRequestHelper, data: Data): Promise<object>;
	};
	/** As people call it. */
	system: string;
	/** Where the account lives. */
	account(data: Data): HostResult;
	/** Labels of the fields that say so: `Endpoint`. */
	addressFields(data: Data): readonly string[];
	/** The words of the connector, so that a cause is told alike in the credential's window and in a run. */
	describe(response: HttpResponse, request: Refused): ConnectorError;
	/** Labels of what else the path of a request is made of. */
	pathFields?: readonly string[];
	/** In this order, and only as long as `goesOn` says so. */
	asked: readonly Asked[];
}

export interface Asked {
	/** Default GET. */
	method?: 'POST';
	/** Below the account's address. */
	path(data: Data): string;
	query?: IHttpRequestOptions['qs'];
	headers?: Record<string, string>;
	body?(data: Data): object;
	/** What is asked for, for texts: `the surveys`. */
	subject: string;
	/** The system's own answer, as parsed from JSON. */
	isAnswer(body: unknown): boolean;
	/** The system's own answer that says in a 200 that nothing was done. */
	isRefusal?(body: unknown): boolean;
	/** What an answer tells beyond being one. Default: connected. */
	verdict?(response: HttpResponse): Verdict;
	/** Whether the next one is asked after this refusal. */
	goesOn?(refusal: ConnectorError): boolean;
}

export interface Verdict {
	isEnough: boolean;
	message: string;
}
