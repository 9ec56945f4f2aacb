import type { ICredentialTestRequest } from 'n8n-workflow';

type Rules = NonNullable<ICredentialTestRequest['rules']>;

/** n8n goes through rules of both kinds in one list: status codes, and what a body with status 200 holds. Its type knows one at a time. */
export const testRules = (...rules: Array<Rules[number]>): Rules => rules as Rules;
