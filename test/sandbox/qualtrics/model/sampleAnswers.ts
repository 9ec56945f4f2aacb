import type { Random } from '../../http/randomness';
import type { GivenValue } from './makeResponse';
import type { ResponseField } from './types';

const comments = [
	'Lovely staff, thank you!',
	'Too crowded & too loud.',
	'Très bien, à bientôt 🙂',
	'Line one\nline two; "quoted", 50 % off',
	'الخدمة ممتازة',
	'=SUM(A1:A9)',
	'<b>bold</b> claims',
	'ok',
];

/** A plausible answer for one key; undefined for what is derived (NPS group) or left empty. */
export function sampleValue(field: ResponseField, random: Random): GivenValue | undefined {
	if (field.role === 'npsGroup') return undefined;
	if (field.type === 'array') return sampleArray(field, random);
	if (field.type === 'number') {
		if (field.choices) return Number(random.pick(field.choices).recode);
		const [low, high] = field.range ?? [0, 100];
		return random.integer(low, high);
	}
	return sampleText(field, random);
}

function sampleArray(field: ResponseField, random: Random): string[] | undefined {
	const recodes = (field.choices ?? []).map(({ recode }) => recode);
	if (field.role === 'displayOrder') return random.shuffle(recodes);
	const chosen = recodes.filter(() => random.chance(0.4));
	return chosen.length > 0 ? chosen : undefined;
}

function sampleText({ key, question, role }: ResponseField, random: Random): string {
	if (role === 'choiceText') return 'something else';
	if (/e-mail/i.test(question.text)) return `person${random.integer(1, 99_999)}@example.com`;
	if (/phone/i.test(question.text)) return `+331${random.integer(10_000_000, 99_999_999)}`;
	if (key.endsWith('_FILE_ID')) return `F_${random.token(15)}`;
	if (key.endsWith('_FILE_NAME')) return 'photo of the shop.jpg';
	if (key.endsWith('_FILE_TYPE')) return 'image/jpeg';
	if (key.endsWith('_BROWSER')) return 'Firefox';
	if (key.endsWith('_VERSION')) return '133.0';
	if (key.endsWith('_OS')) return 'Linux x86_64';
	if (key.endsWith('_RESOLUTION')) return '1920x1080';
	return random.pick(comments);
}
