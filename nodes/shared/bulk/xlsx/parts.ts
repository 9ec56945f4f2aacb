import { shown } from '../zip/chooseEntry';
import type { ZipEntry } from '../zip/directory';
import type { Archive, UnzippedFile } from '../zip/readZip';
import { brokenXml } from './xml/brokenXml';
import { readWhole } from './xml/readXml';
import type { XmlAttributes, XmlHandler } from './xml/XmlScanner';

/** Where a part of a workbook leads to. */
interface Relationship {
	id: string;
	/** The last word of its type: `worksheet`, `sharedStrings`, `styles`, `officeDocument`. */
	type: string;
	/** Name of a part within the archive. */
	part: string;
}

/** A handler for parts of which only the elements that open count. */
export const onOpen = (open: (name: string, attributes: XmlAttributes) => void): XmlHandler => ({
	open,
	close: () => undefined,
	text: () => undefined,
	wantsText: false,
});

/** Parts are found without regard to case, as the standard says (ECMA-376-2, 6.2.2.3). */
export class Parts {
	private readonly byName = new Map<string, ZipEntry>();

	constructor(private readonly archive: Archive) {
		for (const entry of archive.entries) {
			const name = plainName(entry.name);
			if (this.byName.has(name)) throw brokenXml('it holds a part twice');
			this.byName.set(name, entry);
		}
	}

	file(part: string): UnzippedFile | undefined {
		const entry = this.byName.get(plainName(part));
		return entry && this.archive.file(entry);
	}

	needed(part: string): UnzippedFile {
		const file = this.file(part);
		if (!file) throw brokenXml(`its part ${shown(part)} is missing`);
		return file;
	}

	/** Those of a part, or of the archive as a whole (`''`); none where it has no list. Links out of the archive are left out. */
	async relationshipsOf(part: string): Promise<Relationship[]> {
		const slash = part.lastIndexOf('/') + 1;
		const folder = part.slice(0, slash);
		const file = this.file(`${folder}_rels/${part.slice(slash)}.rels`);
		const found: Relationship[] = [];
		if (!file) return found;
		const handler = onOpen((name, attributes) => {
			if (name !== 'Relationship' || attributes.get('TargetMode') === 'External') return;
			const type = attributes.get('Type') ?? '';
			found.push({
				id: attributes.get('Id') ?? '',
				type: type.slice(type.lastIndexOf('/') + 1),
				part: resolvePart(folder, attributes.get('Target') ?? ''),
			});
		});
		await readWhole(await file.open(), handler);
		return found;
	}
}

/** Blanks and letters with accents are escaped in addresses, and in some archives in the names too. */
const plainName = (name: string): string =>
	decoded(name.replace(/^\//, '').replaceAll('\\', '/')).toLowerCase();

function decoded(name: string): string {
	if (!name.includes('%')) return name;
	try {
		return decodeURIComponent(name);
	} catch {
		return name;
	}
}

/** Targets are addresses: absolute within the archive, or relative to the folder of the part that names them. */
function resolvePart(folder: string, target: string): string {
	const steps = target.startsWith('/') ? [] : folder.split('/').filter((step) => step !== '');
	for (const step of target.split('/')) {
		if (step === '..') steps.pop();
		else if (step !== '.' && step !== '') steps.push(step);
	}
	return steps.join('/');
}
