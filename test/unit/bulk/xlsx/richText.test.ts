import { RichText, unescapeText } from '../../../../nodes/shared/bulk/xlsx/RichText';

/** Names of what is opened (`t`) and closed (`/t`), and the texts between them. */
const read = (...told: string[]): string => {
	const text = new RichText();
	for (const one of told) {
		if (one.startsWith('/')) text.close(one.slice(1));
		else if (one.startsWith('=')) {
			if (text.wantsText) text.add(one.slice(1));
		} else text.open(one);
	}
	return text.take();
};

describe('the text of a cell', () => {
	it.each<[string, string[], string]>([
		['in one piece', ['t', '=a', '/t'], 'a'],
		['in pieces as it arrives', ['t', '=a', '=b', '/t'], 'ab'],
		['in runs', ['r', 't', '=a', '/t', '/r', 'r', 't', '=b', '/t', '/r'], 'ab'],
		['without how it is spoken', ['t', '=a', '/t', 'rPh', 't', '=b', '/t', '/rPh'], 'a'],
		['which may stand before the rest', ['rPh', 't', '=b', '/t', '/rPh', 't', '=a', '/t'], 'a'],
		['without what stands outside of it', ['=x', 't', '=a', '/t', '=y'], 'a'],
		['none', [], ''],
	])('%s', (_name, told, wanted) => {
		expect(read(...told)).toBe(wanted);
	});

	it('is taken once, and the next one begins anew', () => {
		const text = new RichText();
		text.open('t');
		text.add('a');
		text.close('t');
		expect([text.take(), text.take(), text.wantsText]).toEqual(['a', '', false]);
	});

	it.each([
		['a_x000D_b', 'a\rb'],
		['_x005F_x000D_', '_x000D_'],
		['_x00e9_', 'é'],
		['_x0D_', '_x0D_'],
		['_xyz_', '_xyz_'],
		['plain', 'plain'],
	])('%s stands for %j', (written, text) => {
		expect(unescapeText(written)).toBe(text);
	});
});
