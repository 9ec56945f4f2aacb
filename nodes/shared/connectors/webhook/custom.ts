import { own, type AuthorText } from '../../pipedText/authorText';
import type { ContextPaths, FieldAnswer, WebhookSpec } from './spec';

/** What the author of a Custom Webhook filled in; paths begin with `$`, blank ones are not there. */
export interface CustomMapping {
	/** Where the responses are when one call brings several; all other paths then begin at each of them. */
	deliveries?: AuthorText;
	surveyId?: AuthorText;
	surveyName?: AuthorText;
	responseId?: AuthorText;
	startedAt?: AuthorText;
	submittedAt?: AuthorText;
	updatedAt?: AuthorText;
	email?: AuthorText;
	phone?: AuthorText;
	firstName?: AuthorText;
	lastName?: AuthorText;
	externalId?: AuthorText;
	language?: AuthorText;
	/** Single answers. */
	fields: ReadonlyArray<Omit<FieldAnswer, 'path' | 'key'> & { path: AuthorText; key: string }>;
	/** A list of answers, or a map whose entries are answers. */
	list?: {
		each: AuthorText;
		id?: AuthorText;
		label?: AuthorText;
		title?: AuthorText;
		value?: AuthorText;
	};
	/** Maps that travel with the response. */
	context?: readonly AuthorText[];
}

const given = (path: AuthorText | undefined): path is AuthorText =>
	path !== undefined && path.trim() !== '';

/** A mapping built by hand, in the form that presets have. Without a list and single answers, every value of the top level is one. */
export function customSpec(mapping: CustomMapping): WebhookSpec {
	const { fields, list, context = [] } = mapping;
	const paths = <T extends string>(entries: Array<[T, AuthorText | undefined]>) => {
		const found: Partial<Record<T, AuthorText>> = {};
		for (const [name, path] of entries) if (given(path)) found[name] = path;
		return found;
	};
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
			['startedAt', mapping.startedAt],
			['submittedAt', mapping.submittedAt],
			['updatedAt', mapping.updatedAt],
		]),
		respondent: paths([
			['email', mapping.email],
			['phone', mapping.phone],
			['firstName', mapping.firstName],
			['lastName', mapping.lastName],
			['externalId', mapping.externalId],
		]),
		context: context.filter(given).map((path): ContextPaths => ({ path })),
		answers: [...singles, ...listRules(list, singles.length === 0)],
	};
}

const ENTRY = { entries: true, id: own('$.key'), value: own('$.value') };

/** An entry of a list has an id; an entry of a map is named by its key. */
function listRules(list: CustomMapping['list'], isOnlyRule: boolean): WebhookSpec['answers'] {
	if (!list || !given(list.each)) return isOnlyRule ? [{ each: own('$'), ...ENTRY }] : [];
	if (!given(list.id)) return [{ each: list.each, ...ENTRY }];
	return [
		{
			each: list.each,
			id: list.id,
			...(given(list.label) && { ref: list.label }),
			...(given(list.title) && { title: list.title }),
			value: given(list.value) ? list.value : ENTRY.value,
		},
	];
}
