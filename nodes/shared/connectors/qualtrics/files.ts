import type { Answer } from '../../survey/SurveyResponse';
import { wordsOf, type AnswerContent } from './entries';
import { asNumber, asText } from './json';
import type { ReadKey } from './keyReader';

/** `QIDn_FILE_ID`, `_NAME`, `_SIZE`, `_TYPE` (contracts/qualtrics.md 3.2) as one file. */
export const filesOf = (
	parts: ReadonlyArray<{ key: ReadKey; value: unknown }>,
): AnswerContent & Pick<Answer, 'files'> => {
	const found = Object.fromEntries(
		parts.map(({ key, value }) => [(key.part ?? '').toLowerCase(), value]),
	);
	const name = asText(found.name) ?? asText(found.id) ?? '';
	const size = asNumber(found.size);
	const words = name || wordsOf(found);
	return {
		state: 'answered',
		value: found,
		label: words,
		text: words,
		files: [
			{
				name,
				...(asText(found.id) !== undefined && { id: asText(found.id) }),
				...(asText(found.type) !== undefined && { mimeType: asText(found.type) }),
				...(size !== undefined && { size }),
			},
		],
	};
};
