/** Entries by a name of theirs, in the order in which the names first occur. */
export const groupBy = <T>(
	entries: Iterable<T>,
	nameOf: (entry: T) => string,
): Map<string, T[]> => {
	const groups = new Map<string, T[]>();
	for (const entry of entries) {
		const name = nameOf(entry);
		const group = groups.get(name);
		if (group) group.push(entry);
		else groups.set(name, [entry]);
	}
	return groups;
};
