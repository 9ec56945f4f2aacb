import { withoutNotShown } from './notShown';
import { revisionOf } from './revisionOf';
import { simplifiedItem, type SimplifiedItem } from './simplifiedItem';
import type { SurveyResponse } from './SurveyResponse';

export interface ItemForm {
	/** Question → answer, in words. */
	simplify: boolean;
	/** What the respondent was never shown is left out. */
	onlyShown: boolean;
	/** There is no survey in which the words of what is left out could be looked up. */
	keepTitles?: boolean;
	/** Tells several accounts apart. */
	connectionLabel?: string;
}

/** A response as it leaves a node. */
export function responseItem(
	whole: SurveyResponse,
	{ simplify, onlyShown, keepTitles, connectionLabel }: ItemForm,
): SurveyResponse | SimplifiedItem {
	const response = inReadingOrder({
		...(onlyShown ? withoutNotShown(whole, { keepTitles }) : whole),
		...(connectionLabel && { connectionLabel }),
		response: { ...whole.response, revision: revisionOf(whole) },
	});
	// Questions of the same words are told apart alike in every response while all of them are there.
	return simplify ? simplifiedItem({ ...response, answers: whole.answers }) : response;
}

/** Who answered, and what, come first: that is what one looks for in the output panel. */
export const inReadingOrder = ({
	respondent,
	answers,
	context,
	...rest
}: SurveyResponse): SurveyResponse => ({ respondent, answers, context, ...rest });
