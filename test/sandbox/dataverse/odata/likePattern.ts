import type { Fold } from '../records/columnIndex';

/** `contains` and its like become LIKE: `%`, `_` and `[…]` in the text are wildcards (contracts/dataverse.md 5.3). */
export function likePattern(
	name: 'contains' | 'startswith' | 'endswith',
	text: string,
	fold: Fold,
): RegExp {
	const inner = [...fold(text).matchAll(/\[([^\]]+)\]|[^]/gu)].map(([sign, set]) => {
		if (set !== undefined) return `[${set.replace(/[\\\]]/g, '\\$&')}]`;
		if (sign === '%') return '[^]*';
		if (sign === '_') return '[^]';
		return sign.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
	});
	const start = name === 'startswith' ? '^' : '';
	const end = name === 'endswith' ? '$' : '';
	return new RegExp(start + inner.join('') + end);
}
