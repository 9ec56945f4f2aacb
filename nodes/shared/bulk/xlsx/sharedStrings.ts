import { ConnectorError } from '../../http/ConnectorError';
import type { Parts } from './parts';
import { RichText, unescapeText } from './RichText';
import { readXml } from './xml/readXml';

/** UTF-16 units that may be held of the texts that a workbook keeps apart from its cells. */
const MOST_CHARACTERS = 60_000_000;
const MOST_STRINGS = 3_000_000;

/** Without entities, runs and how it is spoken. */
const USUAL_TEXT = /<si><t(?: xml:space="preserve")?>([^<&\r]*)<\/t><\/si>/y;

/** The texts that cells refer to by number: each once, however often it stands in the sheet. */
export async function readSharedStrings(parts: Parts, part: string | undefined): Promise<string[]> {
	const file = part === undefined ? undefined : parts.file(part);
	if (!file) return [];
	const strings: string[] = [];
	const text = new RichText();
	let length = 0;
	const add = (string: string): void => {
		length += string.length;
		strings.push(string);
	};
	const handler = {
		get wantsText() {
			return text.wantsText;
		},
		open(name: string) {
			text.open(name);
		},
		close(name: string) {
			if (name !== 'si') return text.close(name);
			add(text.take());
		},
		text(piece: string) {
			text.add(piece);
		},
		/** Texts in their usual form at once, as the cells of a sheet. */
		shortcut(xml: string, from: number) {
			let end = from;
			for (;;) {
				USUAL_TEXT.lastIndex = end;
				const usual = USUAL_TEXT.exec(xml);
				if (!usual) return end;
				end = USUAL_TEXT.lastIndex;
				add(unescapeText(usual[1]));
			}
		},
	};
	for await (const bytes of readXml(await file.open(), handler)) {
		if (bytes > 0 && (length > MOST_CHARACTERS || strings.length > MOST_STRINGS)) throw tooMany();
	}
	return strings;
}

const tooMany = (): ConnectorError =>
	new ConnectorError('input', 'The workbook holds more text than can be held at once', {
		hint: 'Split it into several files, or save it as CSV UTF-8.',
	});
