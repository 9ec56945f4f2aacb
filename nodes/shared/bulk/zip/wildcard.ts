/** Longest name pattern that is taken; file systems end a name at 255 characters. */
export const LONGEST_PATTERN = 255;
/** Longest name within an archive, folders included; file systems end a path there. The format itself would allow 65,535. */
export const LONGEST_NAME = 4_096;

/**
 * Whether a name fits a pattern in which `*` stands for any characters, without regard to case and to how accents are
 * encoded. The texts between the stars are looked for one after the other, each as early as possible and never again: a star
 * that takes less leaves all the more for those behind it. So there is one search for each of them, whatever the name.
 */
export function createWildcard(pattern: string): (name: string) => boolean {
	const parts = folded(pattern).split('*');
	const first = parts[0];
	const last = parts[parts.length - 1];
	const between = parts.slice(1, -1).filter((part) => part !== '');
	return (written) => {
		const name = folded(written);
		if (parts.length === 1) return name === first;
		const end = name.length - last.length;
		if (first.length > end || !name.startsWith(first) || !name.endsWith(last)) return false;
		let from = first.length;
		for (const part of between) {
			const at = name.indexOf(part, from);
			if (at === -1) return false;
			from = at + part.length;
		}
		return from <= end;
	};
}

const folded = (text: string): string => text.normalize('NFC').toLowerCase();
