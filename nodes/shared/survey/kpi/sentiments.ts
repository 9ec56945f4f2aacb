import type { Measure, Scale, Sentiment } from './types';

const WORDS: Readonly<Record<Sentiment, string>> = {
	positive:
		'positive|very positive|positif|très positif|positiv|sehr positiv|positivo|muy positivo|pozytywny|pozytywna|pozitivní|pozitívny',
	neutral: 'neutral|neutre|neutro|neutralny|neutralna|neutrální|neutrálny',
	negative:
		'negative|very negative|négatif|très négatif|negativ|sehr negativ|negativo|muy negativo|negatywny|negatywna|negativní|negatívny',
	mixed: 'mixed|mitigé|gemischt|mixto|mieszany|smíšený|zmiešaný',
};

const SENTIMENTS = Object.keys(WORDS) as Sentiment[];

const folded = (text: string): string => text.trim().normalize('NFC').toLowerCase();

/**
 * Reads a sentiment from its word, else from a number: above, at or below the middle of the scale; without a scale the middle
 * is 0, as in the −2 to 2 of text analytics.
 */
export function sentimentReader({ sentimentWords, scale: set }: Measure) {
	const known = new Map<string, Sentiment>();
	for (const sentiment of SENTIMENTS) {
		const own = sentimentWords?.[sentiment] ?? [];
		for (const word of WORDS[sentiment].split('|')) known.set(word, sentiment);
		for (const word of own) known.set(folded(word), sentiment);
	}
	return (
		texts: string[],
		number: number | undefined,
		own: Scale | undefined,
	): Sentiment | undefined => {
		const named = texts.map((text) => known.get(folded(text))).find(Boolean);
		if (named !== undefined || number === undefined) return named;
		const min = set?.min ?? own?.min;
		const max = set?.max ?? own?.max;
		const middle = min === undefined || max === undefined ? 0 : (min + max) / 2;
		if (number === middle) return 'neutral';
		const isDown = (set?.direction ?? own?.direction) === 'down';
		return number > middle !== isDown ? 'positive' : 'negative';
	};
}
