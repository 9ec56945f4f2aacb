/** A mutant by what it is and where, whatever number a run gave it. */
export function mutantKey({ fileName, mutatorName, location: { start, end }, replacement }) {
	const file = fileName.replaceAll('\\', '/').replace(/^.*?(?=nodes\/shared\/)/, '');
	const place = `${start.line}:${start.column}-${end.line}:${end.column}`;
	return `${file}:${place} ${mutatorName} ${replacement}`;
}
