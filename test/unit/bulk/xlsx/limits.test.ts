import { Parts } from '../../../../nodes/shared/bulk/xlsx/parts';
import { readSharedStrings } from '../../../../nodes/shared/bulk/xlsx/sharedStrings';
import { readStyles } from '../../../../nodes/shared/bulk/xlsx/styles';
import { readXml } from '../../../../nodes/shared/bulk/xlsx/xml/readXml';
import { collect, pieces } from '../sources';

const nothing = {
	open: () => undefined,
	close: () => undefined,
	text: () => undefined,
	wantsText: true,
};
const read = async (...chunks: string[]) =>
	await collect(readXml(await pieces(...chunks)(), nothing));
const broken = (what: string) => ({ message: `The workbook cannot be read: ${what}` });

/** The parts of a workbook that holds one, told in these pieces. */
function partsWith(...chunks: string[]): Parts {
	const entry = { name: 'a.xml', method: 0, isEncrypted: false, crc: 0, packedSize: 0, size: 0 };
	return new Parts({
		entries: [{ ...entry, offset: 0 }],
		file: ({ name, size }) => ({ name, size, open: pieces(...chunks) }),
	});
}

describe('LD08 what a part of a workbook may hold at most', () => {
	const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth);
	const attributes = (count: number) =>
		`<a ${Array.from({ length: count }, (_, at) => `b${at}=""`).join(' ')}></a>`;
	const text = (length: number) => `<a>${'x'.repeat(length)}`;

	it.each<[string, (most: number) => string[], number, string]>([
		['elements in each other', (most) => [nested(most)], 256, 'its elements nest too deeply'],
		['attributes', (most) => [attributes(most)], 512, 'an element has too many attributes'],
		[
			'characters in one piece',
			(most) => [text(most), '</a>'],
			1_000_000,
			'a part of it is longer than any cell',
		],
	])('LD08 %s', async (_what, made, most, message) => {
		await expect(read(...made(most))).resolves.toBeDefined();
		await expect(read(...made(most + 1))).rejects.toMatchObject(broken(message));
	});

	it('LD08 formats of cells', async () => {
		const styles = (count: number) =>
			partsWith(`<styleSheet><cellXfs>${'<xf/>'.repeat(count)}</cellXfs></styleSheet>`);
		expect(await readStyles(styles(100_000), 'a.xml')).toHaveLength(100_000);
		await expect(readStyles(styles(100_001), 'a.xml')).rejects.toMatchObject(
			broken('it has too many cell formats'),
		);
	});

	const strings = async (chunk: string, chunks: number) =>
		await readSharedStrings(
			partsWith('<sst>', ...new Array<string>(chunks).fill(chunk), '</sst>'),
			'a.xml',
		);
	const CHARACTERS = `<si><t>${'x'.repeat(600_000)}</t></si>`;

	it.each<[string, string]>([
		['characters', CHARACTERS],
		['texts', '<si><t>x</t></si>'.repeat(30_000)],
	])('LD08 %s that are kept apart from the cells', async (_what, chunk) => {
		await expect(strings(chunk, 101)).rejects.toMatchObject({
			kind: 'input',
			message: 'The workbook holds more text than can be held at once',
			hint: 'Split it into several files, or save it as CSV UTF-8.',
		});
	});

	it('LD08 sixty million characters are not too many', async () => {
		expect(await strings(CHARACTERS, 100)).toHaveLength(100);
	});
});
