/** Finds ends of rows by their signs alone, quicker than character by character. */
export class PlainEnd {
	private nextReturn = -1;
	private nextQuote = -1;

	constructor(
		private readonly text: string,
		private readonly quote: string,
	) {
		if (quote === '') this.nextQuote = Infinity;
	}

	/**
	 * From a place outside of quotes: where the row ends, or -1 where it has to be looked at in full. An even number of quotes
	 * before the first LF leaves it outside of all of them; if one of them is in the wrong place, the row ends there all the same.
	 */
	after(from: number): number {
		const lineFeed = this.text.indexOf('\n', from);
		if (lineFeed === -1) return -1;
		if (this.nextReturn < from) this.nextReturn = this.indexOf('\r', from);
		const end = this.nextReturn === lineFeed - 1 ? lineFeed - 1 : lineFeed;
		if (this.nextReturn < end) return -1;
		if (this.nextQuote < from) this.nextQuote = this.indexOf(this.quote, from);
		let isInside = false;
		let at = this.nextQuote;
		while (at < end) {
			isInside = !isInside;
			at = this.indexOf(this.quote, at + 1);
		}
		// Else the quotes have to be found again, from the next cell on.
		if (!isInside) this.nextQuote = at;
		return isInside ? -1 : end;
	}

	private indexOf(sign: string, from: number): number {
		const at = this.text.indexOf(sign, from);
		return at === -1 ? Infinity : at;
	}
}
