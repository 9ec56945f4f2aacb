import type { Answer } from '../../survey/SurveyResponse';
import type { QualtricsChoice } from './choices';
import { contentOf, type AnswerContent, type Entry } from './entries';
import { asNumber, asText } from './json';
import type { ReadKey } from './keyReader';

/** Pick, group and rank: what is in a group (`QID64_0_GROUP`), in order of the ranks given (`QID64_G0_13_RANK`). */
export const groupContent = (
	entry: Entry,
	ranks: ReadonlyArray<{ key: ReadKey; value: unknown }>,
	choices: readonly QualtricsChoice[],
): AnswerContent => {
	const items = entry.value === undefined ? [] : entry.value;
	const content = contentOf(
		{ ...entry, value: Array.isArray(items) ? items : [items] },
		'multiChoice',
		choices,
	);
	const ranked = (content.choices ?? []).map((choice) => ({ ...choice }));
	const odd: string[] = [];
	for (const { key, value } of ranks) {
		const rank = asNumber(value);
		if (rank === undefined) {
			odd.push(JSON.stringify(value));
			continue;
		}
		const item = ranked.find(({ id, code }) => (id ?? code) === key.item);
		const known = choices.find(({ id }) => id === key.item);
		if (item) item.rank = rank;
		else ranked.push({ id: key.item, code: known?.code ?? key.item, label: known?.label, rank });
	}
	ranked.sort((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || 0);
	const words = ranked.map(({ label, code }) => label ?? code ?? '').join(', ');
	return {
		state: 'answered',
		value: ranked.map(({ code }) => code ?? ''),
		label: words,
		text: words,
		choices: ranked,
		...(odd.length > 0 && { comment: odd.join(', ') }),
	};
};

const NPS_GROUPS: Readonly<Record<string, Answer['npsGroup']>> = {
	'1': 'detractor',
	'2': 'passive',
	'3': 'promoter',
	detractor: 'detractor',
	passive: 'passive',
	promoter: 'promoter',
};

export const isNpsGroup = (value: unknown): boolean =>
	Object.hasOwn(NPS_GROUPS, asText(value)?.trim().toLowerCase() ?? '');

/** The group as Qualtrics reports it, else as the score says (0 to 6, 7 and 8, 9 and 10). */
export const npsGroupOf = (
	{ numeric }: Pick<Answer, 'numeric'>,
	value: unknown,
	label: unknown,
): Answer['npsGroup'] => {
	const reported =
		NPS_GROUPS[asText(label)?.trim().toLowerCase() ?? ''] ?? NPS_GROUPS[asText(value) ?? ''];
	if (reported) return reported;
	if (numeric === undefined || numeric < 0 || numeric > 10) return undefined;
	return numeric >= 9 ? 'promoter' : numeric >= 7 ? 'passive' : 'detractor';
};
