/** A step to be written out, which is not the same as one to be carried out. */
interface WrittenStep {
	name: string;
	args: string[];
}

/** Writes a token anew, encoding and quoting what needs it: `parseTemplate` reads back the same scheme, path and steps. */
export function formatToken(token: {
	scheme: string;
	path: string[];
	transforms?: WrittenStep[];
}): string {
	const path = token.path.map(encodeSegment).join('/');
	return `\${${token.scheme}://${path}${(token.transforms ?? []).map(formatTransform).join('')}}`;
}

function formatTransform(call: WrittenStep): string {
	return `|${call.name}${call.args.map((argument) => `:${formatArgument(argument)}`).join('')}`;
}

/** Encodes only what would be misread, so that accents and other scripts stay legible. */
function encodeSegment(segment: string): string {
	return segment.replace(/[%/|{}#&\s\\\u200b\u2060]/g, (character) =>
		encodeURIComponent(character),
	);
}

function formatArgument(argument: string): string {
	if (/^[\p{L}\p{N}_.,+*=%#/()-]+$/u.test(argument)) return argument;
	const escaped = argument
		.replace(/\\/g, '\\\\')
		.replace(/"/g, '\\"')
		.replace(/\$\{/g, '\\${')
		.replace(/\n/g, '\\n')
		.replace(/\t/g, '\\t');
	return `"${escaped}"`;
}
