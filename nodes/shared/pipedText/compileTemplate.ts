import { compileMaths } from './maths';
import type { AuthorText } from './authorText';
import { RESULT, type MixedText } from './MixedText';
import { parseMixed, tokensOf, type Segment } from './parseTemplate';
import { resolverOf } from './resolve';
import { surveyNeedOf } from './resolve/surveyNeed';
import { Noted, Unresolved, type Resolve, type Settings } from './resolve/Resolver';
import type {
	CompiledTemplate,
	CompileOptions,
	MathsPart,
	Rendered,
	RenderContext,
	Template,
	TokenPart,
} from './Template';
import { isEmptyValue, textOf } from './textOf';
import { compileTransforms, type CompiledTransforms } from './transformations/compileTransforms';

const DEFAULTS: Settings = { htmlInLabels: 'plain', listSeparator: ', ' };

/** Puts a token's typed value (null when empty) and its remarks. */
type Piece = (context: RenderContext, rendered: Rendered) => unknown;

type Results = readonly unknown[];
type Render = (context: RenderContext, results: Results) => Rendered;
const NO_RESULTS: Results = [];

/**
 * Reads a template once, so that rendering it for an item is a handful of property look-ups. Results of n8n expressions are put
 * in as they are. Never throws, whatever the source; rendering never throws either.
 */
export function compileTemplate(
	source: AuthorText | MixedText,
	options: CompileOptions = {},
): CompiledTemplate {
	const { template, segments } = parseMixed(typeof source === 'string' ? [source] : source);
	const settings: Settings = { ...DEFAULTS, ...options };
	const isLiteral = segments.every((part) => part !== RESULT && part.kind === 'literal');
	const takesResults = segments.includes(RESULT);
	const render = isLiteral ? literally(template) : renderer(template, segments, settings);
	const compiled: CompiledTemplate = {
		source: template.source,
		template,
		isLiteral,
		isSingle: segments.length === 1 && !isLiteral,
		takesResults,
		needsSurvey: surveyNeedOf(tokensOf(template)),
		render: (context) => render(context, NO_RESULTS),
		fill: (results) => (takesResults ? filled(compiled, render, results) : compiled),
	};
	return compiled;
}

/** The results are asked for once, and only when something is rendered: evaluating them is what costs. */
function filled(
	compiled: CompiledTemplate,
	render: Render,
	results: () => Results,
): CompiledTemplate {
	let known: Results | undefined;
	return {
		...compiled,
		render: (context) => render(context, (known ??= results())),
	};
}

function literally(template: Template): Render {
	const begin = blankFor(template);
	return () => {
		const rendered = begin();
		rendered.text = template.source;
		rendered.value = template.source;
		return rendered;
	};
}

function renderer(template: Template, segments: Segment[], settings: Settings): Render {
	const pieces = segments.map((part) =>
		part === RESULT ? part : part.kind === 'literal' ? part.text : compilePiece(part, settings),
	);
	const begin = blankFor(template);
	const [first] = pieces;
	const separator = settings.listSeparator;
	if (pieces.length === 1 && typeof first !== 'string') {
		return (context, results) => {
			const rendered = begin();
			rendered.value = first === RESULT ? dataOf(results[0]) : first(context, rendered);
			rendered.text = textOf(rendered.value, separator);
			return rendered;
		};
	}
	return (context, results) => {
		const rendered = begin();
		let text = '';
		let next = 0;
		for (const piece of pieces) {
			if (typeof piece === 'string') text += piece;
			else if (piece === RESULT) text += textOf(dataOf(results[next++]), separator);
			else text += textOf(piece(context, rendered), separator);
		}
		rendered.text = text;
		rendered.value = text;
		return rendered;
	};
}

/** What an n8n expression gave: nothing is null, a date is its ISO text; all else is as it is. */
export function dataOf(result: unknown): unknown {
	if (result === undefined || result === null) return null;
	if (typeof result === 'number') return Number.isNaN(result) ? null : result;
	if (typeof result !== 'object' || Array.isArray(result)) return result;
	const written = (result as { toJSON?: unknown }).toJSON;
	if (typeof written !== 'function') return result;
	const text: unknown = written.call(result);
	return typeof text === 'string' ? text : result;
}

function compilePiece(part: TokenPart | MathsPart, settings: Settings): Piece {
	if (part.kind === 'maths') {
		const resolve = unfailing(compileMaths(part, (token) => transformed(token, settings)));
		return (context, rendered) => reported(part.raw, resolve(context), rendered);
	}
	const resolve = unfailing(resolverOf(part, settings));
	if (part.transforms.length === 0) {
		return (context, rendered) => reported(part.raw, resolve(context), rendered);
	}
	const transforms = compileTransforms(part.transforms);
	if (typeof transforms === 'string') {
		const unresolved = new Unresolved(transforms);
		return (_context, rendered) => reported(part.raw, unresolved, rendered);
	}
	return (context, rendered) =>
		withTransforms(part.raw, resolve(context), transforms, context, rendered);
}

const NOT_A_RESPONSE = new Unresolved('What is here is not a complete survey response');

/** An item that only looks like a response (pasted, or put together by hand) is reported, not stumbled over. */
function unfailing(resolve: Resolve): Resolve {
	return (context) => {
		try {
			return resolve(context);
		} catch {
			return NOT_A_RESPONSE;
		}
	};
}

/** An unresolved token stays reported even where a default stands in for it. */
function withTransforms(
	raw: string,
	found: unknown,
	transforms: CompiledTransforms,
	context: RenderContext,
	rendered: Rendered,
): unknown {
	if (found instanceof Noted)
		return withTransforms(raw, noted(found, rendered), transforms, context, rendered);
	const isUnresolved = found instanceof Unresolved;
	if (isUnresolved) reported(raw, found, rendered);
	const errorsBefore = rendered.errors.length;
	const notes = { warnings: rendered.warnings, errors: [] as string[] };
	const value = transforms(isUnresolved ? undefined : found, context, notes);
	if (notes.errors.length > 0) rendered.errors.push(...notes.errors);
	if (!isEmptyValue(value)) return value;
	if (!isUnresolved && rendered.errors.length === errorsBefore && isEmptyValue(found))
		reported(raw, undefined, rendered);
	return null;
}

function noted({ value, note }: Noted, rendered: Rendered): unknown {
	if (!rendered.warnings.includes(note)) rendered.warnings.push(note);
	return value;
}

function reported(raw: string, value: unknown, rendered: Rendered): unknown {
	if (value instanceof Noted) return reported(raw, noted(value, rendered), rendered);
	if (value === undefined) {
		if (!rendered.missing.includes(raw)) rendered.missing.push(raw);
		return null;
	}
	if (value instanceof Unresolved) {
		if (!rendered.unresolved.some(({ token }) => token === raw)) {
			rendered.unresolved.push({ token: raw, reason: value.reason });
		}
		return null;
	}
	return value;
}

/** A token inside a calculation: its transformations apply, their remarks do not reach further. */
function transformed(token: TokenPart, settings: Settings): Resolve {
	const found = resolverOf(token, settings);
	const resolve: Resolve = (context) => {
		const value = found(context);
		return value instanceof Noted ? value.value : value;
	};
	if (token.transforms.length === 0) return resolve;
	const transforms = compileTransforms(token.transforms);
	if (typeof transforms === 'string') {
		const unresolved = new Unresolved(transforms);
		return () => unresolved;
	}
	return (context) => {
		const read = resolve(context);
		const notes = { warnings: [] as string[], errors: [] as string[] };
		const value = transforms(read instanceof Unresolved ? undefined : read, context, notes);
		if (notes.errors.length > 0) return new Unresolved(notes.errors[0]);
		if (!isEmptyValue(value)) return value;
		return read instanceof Unresolved ? read : undefined;
	};
}

/**
 * Starts a rendering; what is malformed in the template is a warning of every rendering, and a token that a result would be part
 * of is unresolved in every one.
 */
function blankFor({ problems }: Template): () => Rendered {
	const remarks = problems
		.filter(({ token }) => token === undefined)
		.map(({ message, start }) => `${message} (at character ${start + 1})`);
	const cut = problems.flatMap(({ token, message }) =>
		token === undefined ? [] : [{ token, reason: message }],
	);
	return () => ({
		text: '',
		value: '',
		missing: [],
		unresolved: [...cut],
		warnings: [...remarks],
		errors: [],
	});
}
