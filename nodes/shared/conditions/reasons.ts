/**
 * Why a rule cannot be evaluated. The sentences name rule and field, never the answer: they end up in hints and errors.
 * `{field}` and `{value}` are the rule's own texts.
 */
const REASONS = {
	noSubject: 'nothing was chosen to look at',
	noResponse: 'the item holds no survey response, so {field} is not known',
	unknownQuestion: 'the survey has no question {field}',
	ambiguousQuestion: '{field} is the name of several questions that were answered',
	unknownField: 'the survey has no field {field}',
	unknownChoice: '{field} has no choice {value}',
	absent: 'the response does not mention {field}',
	subjectUnresolved: 'the piped text {field} cannot be resolved',
	valueUnresolved: 'the piped text in the value {value} cannot be resolved',
	noValue: 'the value to compare {field} with is empty',
	missing: '{field} has no answer to compare',
	notANumber: '{field} does not hold a number',
	ambiguousNumber: '{field} holds a number that is ambiguous, such as 1.234',
	valueNotANumber: '{value}, which {field} is compared with, is not a number',
	notADate: '{field} does not hold a date that can be read',
	valueNotADate: '{value}, which {field} is compared with, is not a date that can be read',
	valueNotARange: '{value}, which {field} is compared with, is not a range such as 3..7',
	notComparable: '{field} and {value} are of different kinds',
	notABoolean: '{field} is neither yes nor no',
	offScale: '{field} is not a score from 0 to 10',
	notAQuestion: '{field} is not a question, so it is neither shown nor skipped',
	stateUnknown: 'the source does not say whether {field} was shown',
	severalAnswers: '{field} has an answer for each row or loop; choose one of them',
	patternIsData:
		'the pattern {value} comes from data (an n8n expression or piped text): type the pattern',
	badPattern: 'the pattern {value} cannot be used',
	textTooLong: '{field} is too long for the pattern {value}',
} as const;

export type ReasonCode = keyof typeof REASONS;

/** `Rule 1.2: "Age" does not hold a number.` */
export function reasonSentence(
	code: ReasonCode,
	rule: string,
	field: string,
	value: string,
	detail?: string,
): string {
	const reason = REASONS[code]
		.replace('{field}', () => `"${field}"`)
		.replace('{value}', () => `"${value}"`);
	return `Rule ${rule}: ${reason}${detail ? ` (${detail})` : ''}.`;
}
