import { compileMaths } from './maths';
import { parseTemplate, tokensOf } from './parseTemplate';
import { resolverOf } from './resolve';
import { surveyNeedOf } from './resolve/surveyNeed';
import { Unresolved, type Resolve, type Settings } from './resolve/Resolver';
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
import { compileTransforms, type CompiledTransforms } from './transformations/applyTransforms';
export type { CompiledTemplate, Rendered, RenderContext } from './Template';

const DEFAULTS: Settings = { htmlInLabels: 'plain', listSeparator: ', ' };

/** Puts a token's typed value (null when empty) and its remarks. */
type Piece = (context: RenderContext, rendered: Rendered) => unknown;

/**
 * Reads a template once, so that rendering it for an item is a handful of property look-ups. Never throws, whatever the
 * source; rendering never throws either.
 */
export function compileTemplate(source: string, options: CompileOptions = {}): CompiledTemplate {
	const template = parseTemplate(source);
	const settings: Settings = { ...DEFAULTS, ...options };
	const isLiteral = template.parts.every((part) => part.kind === 'literal');
	return {
		source,
		template,
		isLiteral,
		needsSurvey: surveyNeedOf(tokensOf(template)),
		render: isLiteral ? literally(template) : renderer(template, settings),
	};
}

function literally(template: Template): CompiledTemplate['render'] {
	const begin = blankFor(template);
	return () => {
		const rendered = begin();
		rendered.text = template.source;
		rendered.value = template.source;
		return rendered;
	};
}

function renderer(template: Template, settings: Settings): CompiledTemplate['render'] {
	const pieces = template.parts.map((part) =>
		part.kind === 'literal' ? part.text : compilePiece(part, settings),
	);
	const begin = blankFor(template);
	const [first] = pieces;
	const separator = settings.listSeparator;
	if (pieces.length === 1 && typeof first === 'function') {
		return (context) => {
			const rendered = begin();
			rendered.value = first(context, rendered);
			rendered.text = textOf(rendered.value, separator);
			return rendered;
		};
	}
	return (context) => {
		const rendered = begin();
		let text = '';
		for (const piece of pieces) {
			text += typeof piece === 'string' ? piece : textOf(piece(context, rendered), separator);
		}
		rendered.text = text;
		rendered.value = text;
		return rendered;
	};
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

function reported(raw: string, value: unknown, rendered: Rendered): unknown {
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
	const resolve = resolverOf(token, settings);
	if (token.transforms.length === 0) return resolve;
	const transforms = compileTransforms(token.transforms);
	if (typeof transforms === 'string') {
		const unresolved = new Unresolved(transforms);
		return () => unresolved;
	}
	return (context) => {
		const found = resolve(context);
		const notes = { warnings: [] as string[], errors: [] as string[] };
		const value = transforms(found instanceof Unresolved ? undefined : found, context, notes);
		if (notes.errors.length > 0) return new Unresolved(notes.errors[0]);
		if (!isEmptyValue(value)) return value;
		return found instanceof Unresolved ? found : undefined;
	};
}

/** Starts a rendering; what is malformed in the template is a warning of every rendering. */
function blankFor({ problems }: Template): () => Rendered {
	const remarks = problems.map(({ message, start }) => `${message} (at character ${start + 1})`);
	return () => ({
		text: '',
		value: '',
		missing: [],
		unresolved: [],
		warnings: [...remarks],
		errors: [],
	});
}
