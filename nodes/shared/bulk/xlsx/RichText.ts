/** Characters that XML cannot hold, or would change, are written by number: `_x000D_`; such a text itself begins with `_x005F_`. */
const ESCAPED = /_x([0-9A-Fa-f]{4})_/g;

export const unescapeText = (text: string): string =>
	text.includes('_x')
		? text.replace(ESCAPED, (_written, code: string) => String.fromCharCode(parseInt(code, 16)))
		: text;

/**
 * Text of a cell (`si`, `is`): one piece, or runs with formats of their own, put together. How it is to be spoken (`rPh`) is no
 * part of it.
 */
export class RichText {
	wantsText = false;
	private text = '';
	private isSpoken = false;

	open(name: string): void {
		if (name === 't') this.wantsText = !this.isSpoken;
		else if (name === 'rPh') this.isSpoken = true;
	}

	close(name: string): void {
		if (name === 't') this.wantsText = false;
		else if (name === 'rPh') this.isSpoken = false;
	}

	add(piece: string): void {
		this.text = this.text === '' ? piece : this.text + piece;
	}

	/** What follows is another text. */
	take(): string {
		const { text } = this;
		this.text = '';
		return unescapeText(text);
	}
}
