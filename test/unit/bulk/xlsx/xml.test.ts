import { readXml } from '../../../../nodes/shared/bulk/xlsx/xml/readXml';
import type { XmlAttributes } from '../../../../nodes/shared/bulk/xlsx/xml/XmlScanner';
import { collect, cut, pieces } from '../sources';

/** What is told of a document: `<name`, with the attributes asked for, `>name`, and texts, joined where they follow each other. */
async function told(xml: string | Buffer, size: number, wanted = ['a', 'b']): Promise<string[]> {
	const all: string[] = [];
	const handler = {
		wantsText: true,
		open(name: string, attributes: XmlAttributes) {
			const found = wanted.flatMap((attribute) => {
				const value = attributes.get(attribute);
				return value === undefined ? [] : [`${attribute}=${value}`];
			});
			const id = attributes.prefixed('id');
			all.push([`<${name}`, ...found, ...(id === undefined ? [] : [`id:${id}`])].join('|'));
		},
		close: (name: string) => all.push(`>${name}`),
		text(text: string) {
			if (/^[<>]/.test(all[all.length - 1])) all.push(`=${text}`);
			else all[all.length - 1] += text;
		},
	};
	const bytes = Buffer.from(xml);
	await collect(readXml(await pieces(...cut(bytes, size))(), handler));
	return all;
}

const readAs = async (xml: string | Buffer, wanted?: string[]): Promise<string[]> => {
	const whole = await told(xml, 1_000_000, wanted);
	for (const size of [1, 2, 3, 7]) expect(await told(xml, size, wanted)).toEqual(whole);
	return whole;
};

const TOLD_A = ['<r', '<x|a=1', '>x', '>r'];

describe('LD08 the XML of a workbook, whatever the pieces in which it arrives', () => {
	it.each<[string, string, string[]]>([
		['an element and its text', '<r>t</r>', ['<r', '=t', '>r']],
		['an empty element', '<r/>', ['<r', '>r']],
		['one with a blank before its end', '<r />', ['<r', '>r']],
		['blanks in the tag that ends one', '<r></r \n>', ['<r', '>r']],
		['blanks around the document', ' \n<r/>\r\n ', ['<r', '>r']],
		['an attribute', '<r><x a="1"/></r>', TOLD_A],
		['in single quotes', "<r><x a='1'/></r>", TOLD_A],
		['with blanks around its sign', '<r><x a \t\r\n= \n "1" /></r>', TOLD_A],
		['on a line of its own', '<r><x\n\ta="1"\n></x></r>', TOLD_A],
		['with the other quote in it', `<r><x a="'" b='"'/></r>`, ['<r', `<x|a='|b="`, '>x', '>r']],
		[
			'with signs of tags in it',
			'<r><x a="</r>" b="/>"/></r>',
			['<r', '<x|a=</r>|b=/>', '>x', '>r'],
		],
		['that is empty', '<r><x a=""/></r>', ['<r', '<x|a=', '>x', '>r']],
		['that stands close to the next', '<r><x a="1"b="2"/></r>', ['<r', '<x|a=1|b=2', '>x', '>r']],
		['whose name begins as another one', '<r><x ab="0" a="1"/></r>', TOLD_A],
		['whose name is within another one', '<r><x xa="0" a="1"/></r>', TOLD_A],
		[
			'of the element before is none of the next',
			'<r a="1"><x/></r>',
			['<r|a=1', '<x', '>x', '>r'],
		],
		['with line breaks and tabs', '<r a="1\r\n2\t3\n4\r5"/>', ['<r|a=1 2 3 4 5', '>r']],
		['with line breaks by number', '<r a="1&#10;2&#9;3"/>', ['<r|a=1\n2\t3', '>r']],
		['entities', '<r>&amp;&lt;&gt;&quot;&apos;&amp;lt;</r>', ['<r', `=&<>"'&lt;`, '>r']],
		[
			'characters by number',
			'<r>&#65;&#x42;&#x1F600;&#xd7ff;&#xE000;</r>',
			['<r', '=AB😀\ud7ff\ue000', '>r'],
		],
		['line breaks in a text', '<r>1\r\n2\r3\n\t4</r>', ['<r', '=1\n2\n3\n\t4', '>r']],
		['CDATA', '<r>a<![CDATA[<b> &amp; ]] > \r\n\r]]>c</r>', ['<r', '=a<b> &amp; ]] > \n\nc', '>r']],
		['a comment', '<!-- <x> --><r>a<!---->b<!-- -- > -->c</r><!-- -->', ['<r', '=abc', '>r']],
		['instructions', '<?xml version="1.0"?><r><?x <y> ?></r><?z?>', ['<r', '>r']],
		[
			'the prefix of the root',
			'<p:r><p:x a="1"/><q:x/><x/></p:r>',
			['<r', '<x|a=1', '>x', '<q:x', '>q:x', '<x', '>x', '>r'],
		],
		['without one, others are kept', '<r><p:x/></r>', ['<r', '<p:x', '>p:x', '>r']],
		[
			'attributes by their prefix',
			'<r><x id="0" r:id="1"/><y id="2"/></r>',
			['<r', '<x|id:1', '>x', '<y', '>y', '>r'],
		],
		[
			'an attribute of a prefix that ends alike',
			'<r><x rid="0" r:id="a&amp;b"/></r>',
			['<r', '<x|id:a&b', '>x', '>r'],
		],
		['letters beyond ASCII', '<ř ž="é">č</ř>', ['<ř', '=č', '>ř']],
	])('LD08 %s', async (_what, xml, expected) => {
		expect(await readAs(xml)).toEqual(expected);
	});

	it.each([
		['&#0;', 'it names a character that does not exist'],
		['&#xD800;', 'it names a character that does not exist'],
		['&#xDFFF;', 'it names a character that does not exist'],
		['&#x110000;', 'it names a character that does not exist'],
		['&#12345678;', 'it uses an entity that XML does not know'],
		['&#x1234567;', 'it uses an entity that XML does not know'],
		['&#xG;', 'it uses an entity that XML does not know'],
		['&#-1;', 'it uses an entity that XML does not know'],
		['&#;', 'it uses an entity that XML does not know'],
		['&AMP;', 'it uses an entity that XML does not know'],
		['&constructor;', 'it uses an entity that XML does not know'],
		['&amp', 'it uses an entity that XML does not know'],
		['&;', 'it uses an entity that XML does not know'],
		['& &amp;', 'it uses an entity that XML does not know'],
	])('LD08 %s is refused, in a text and in an attribute', async (written, message) => {
		const refusal = { message: `The workbook cannot be read: ${message}` };
		await expect(told(`<r>${written}</r>`, 1_000)).rejects.toMatchObject(refusal);
		await expect(told(`<r a="${written}"/>`, 1_000)).rejects.toMatchObject(refusal);
	});

	it.each([
		['<r', 'it is cut off'],
		['<r>', 'it is cut off'],
		['<r></r', 'it is cut off'],
		['<r/><!-- ', 'it is cut off'],
		['<r a="1', 'it is cut off'],
		['<r/', 'it is cut off'],
		['<r/><', 'it is cut off'],
		['<r/>x', 'it is cut off'],
		['   ', 'it is cut off'],
		['<r/>x<!-- -->', 'there is text outside of it'],
		['x<r/>', 'there is text outside of it'],
		['<r/><r/>', 'it has two roots'],
		['<r/></r>', 'its elements do not nest'],
		['<r></R>', 'its elements do not nest'],
		['<r></rr>', 'its elements do not nest'],
		['<r></ r>', 'its elements do not nest'],
		['<r a/>', 'an attribute has no value'],
		['<r a b="1"/>', 'an attribute has no value'],
		['<r a<b="1"/>', 'an attribute has no value'],
		['<r a=1/>', 'an attribute has no quotes'],
		['<r a= b="1"/>', 'an attribute has no quotes'],
		['<r><!DOCTYPE x></r>', 'it has a document type, which no workbook has'],
		['<!ELEMENT x ANY><r/>', 'it has a document type, which no workbook has'],
	])('LD08 %s is refused: %s', async (xml, message) => {
		for (const size of [1, 1_000])
			await expect(told(xml, size)).rejects.toMatchObject({
				message: `The workbook cannot be read: ${message}`,
			});
	});

	it.each<[string, (xml: string) => Buffer]>([
		['UTF-16LE', (xml) => Buffer.from(xml, 'utf16le')],
		['UTF-16BE', (xml) => Buffer.from(xml, 'utf16le').swap16()],
		['UTF-16LE with a mark', (xml) => Buffer.from(`\ufeff${xml}`, 'utf16le')],
		['UTF-8 with a mark', (xml) => Buffer.from(`\ufeff${xml}`)],
	])('LD08 in %s, be it short or long', async (_what, encode) => {
		for (const length of [1, 500]) {
			const text = 'č'.repeat(length);
			expect(await readAs(encode(`<r>${text}</r>`))).toEqual(['<r', `=${text}`, '>r']);
		}
	});

	it.each([
		['UTF-8', true],
		['utf8', true],
		['us-ascii', true],
		['UTF-16', false],
		['windows-1250', false],
		['', false],
	])('LD08 that says of itself that it is in %j: %s', async (encoding, isRead) => {
		for (const declaration of [
			`encoding="${encoding}"`,
			`version="1.0" encoding = '${encoding}'`,
		]) {
			const read = told(`<?xml ${declaration}?><r/>`, 1_000);
			if (isRead) expect(await read).toEqual(['<r', '>r']);
			else
				await expect(read).rejects.toThrow(
					'it is in an encoding that no spreadsheet program writes',
				);
		}
		expect(await told(`<r a="encoding='x'"/>`, 1_000)).toEqual(["<r|a=encoding='x'", '>r']);
	});

	it('LD08 a text is told only where it is wanted', async () => {
		const texts: string[] = [];
		const handler = {
			wantsText: false,
			open: (name: string) => (handler.wantsText = name === 't'),
			close: () => (handler.wantsText = false),
			text: (text: string) => texts.push(text),
		};
		const xml = '<r>a<![CDATA[b]]><t>c<![CDATA[d]]></t>&nonsense;<![CDATA[e]]></r>';
		await collect(readXml(await pieces(xml)(), handler));
		expect(texts).toEqual(['c', 'd']);
	});

	it('LD08 says after each piece how many bytes were read', async () => {
		const handler = { wantsText: false, open: () => 0, close: () => 0, text: () => 0 };
		const text = `<r>${'é'.repeat(150)}</r>`;
		const chunks = [text.slice(0, 10), text.slice(10, 120), text.slice(120), ' '];
		const read = await collect(readXml(await pieces(...chunks)(), handler));
		// The first waits for the second: until then nobody knows in which encoding it is.
		expect(read).toEqual([237, 307, 308, 308]);
	});
});
