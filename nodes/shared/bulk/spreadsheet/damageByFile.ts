import type { Damage } from './damage';

/** What an encoding does to a whole file, and of which a value alone does not show it. */
export type EncodingDamage = Extract<Damage, 'questionMarks' | 'otherEncoding'>;

export const isOfEncoding = (damage: Damage | undefined): damage is EncodingDamage =>
	damage === 'questionMarks' || damage === 'otherEncoding';

/** What a value may have suffered that is seen in others of its file. */
export function damageByFile(
	text: string,
	seen: ReadonlySet<EncodingDamage>,
): EncodingDamage | undefined {
	if (seen.has('questionMarks') && text.includes('?')) return 'questionMarks';
	return seen.has('otherEncoding') && /[\u0080-\uffff]/.test(text) ? 'otherEncoding' : undefined;
}
