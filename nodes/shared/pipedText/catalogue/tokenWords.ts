import { QuestionRef } from '../lookup/QuestionRef';
import { shortTitle } from '../lookup/surveyIndex';
import { formatToken } from '../printTemplate';
import type { TokenPart } from '../Template';
import { catalogue, type CatalogueSource } from './index';

/**
 * What a token is called in the {a} list; of a token that the list does not offer, the words of its question. Undefined where
 * nothing is known of it.
 */
export function tokenWords(
	source: CatalogueSource,
): (token: Pick<TokenPart, 'scheme' | 'path'>) => string | undefined {
	const names = new Map(catalogue(source).map(({ token, name }) => [token, name]));
	return ({ scheme, path }) => {
		const name = names.get(formatToken({ scheme, path }));
		if (name !== undefined || scheme !== 'q' || !source.survey) return name;
		const target = new QuestionRef(path[0].trim()).target(source.survey);
		return target && (shortTitle(target.question.title) || undefined);
	};
}
