const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The longest beginning of at most `max` UTF-16 units that splits no character as a person sees it. */
export function cutText(text: string, max: number): string {
	if (text.length <= max) return text;
	let end = 0;
	// The window reaches past the limit, so that a character lying across it is seen whole.
	for (const { index, segment } of segmenter.segment(text.slice(0, max + 64))) {
		if (index + segment.length > max) break;
		end = index + segment.length;
	}
	return text.slice(0, end);
}
