import type { ContextPaths, FieldAnswer, WebhookSpec } from './spec';

/** What the author of a Custom Webhook filled in; paths begin with `$`, blank ones are not there. */
export interface CustomMapping {
	/** Where the responses are when one call brings several; all other paths then begin at each of them. */
	deliveries?: string;
	surveyId?: string;
	surveyName?: string;
	responseId?: string;
	submittedAt?: string;
	email?: string;
	externalId?: string;
	language?: string;
	/** Single answers. */
	fields: ReadonlyArray<Omit<FieldAnswer, 'path' | 'key'> & { path: string; key: string }>;
	/** A list of answers, or a map whose entries are answers. */
	list?: { each: string; id?: string; label?: string; title?: string; value?: string };
	/** Maps that travel with the response. */
	context?: readonly string[];
}

const given = (path: string | undefined): path is string =>
	path !== undefined && path.trim() !== '';

/** A mapping built by hand, in the form that presets have. Without a list and single answers, every value of the top level is one. */
export function customSpec(mapping: CustomMapping): WebhookSpec {
	const { fields, list, context = [] } = mapping;
	const paths = <T extends string>(entries: Array<[T, string | undefined]>) =>
		Object.fromEntries(entries.filter(([, path]) => given(path))) as Partial<Record<T, string>>;
	const singles = fields.filter(({ path, key }) => given(path) && key.trim() !== '');
	return {
		provider: 'webhook',
		...(given(mapping.deliveries) && { deliveries: mapping.deliveries }),
		survey: paths([
			['id', mapping.surveyId],
			['name', mapping.surveyName],
			['language', mapping.language],
		]),
		response: paths([
			['id', mapping.responseId],
			['submittedAt', mapping.submittedAt],
		]),
		respondent: paths([
			['email', mapping.email],
			['externalId', mapping.externalId],
		]),
		context: context.filter(given).map((path): ContextPaths => ({ path })),
		answers: [...singles, ...listRules(list, singles.length === 0)],
	};
}

/** An entry of a list has an id; an entry of a map is named by its key. */
function listRules(list: CustomMapping['list'], isOnlyRule: boolean): WebhookSpec['answers'] {
	if (!list || !given(list.each))
		return isOnlyRule ? [{ each: '$', entries: true, id: '$.key', value: '$.value' }] : [];
	if (!given(list.id)) return [{ each: list.each, entries: true, id: '$.key', value: '$.value' }];
	return [
		{
			each: list.each,
			id: list.id,
			...(given(list.label) && { ref: list.label }),
			...(given(list.title) && { title: list.title }),
			value: given(list.value) ? list.value : '$.value',
		},
	];
}
