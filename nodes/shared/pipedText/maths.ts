import { toNumber } from './resolve/answerParts';
import { Unresolved, type Resolve } from './resolve/Resolver';
import type { MathsPart, RenderContext, TokenPart } from './Template';

/** Works on the values of the tokens, in the order in which they stand. */
type Calculate = (operands: number[]) => number;
type Lexeme =
	| { kind: 'number'; value: number }
	| { kind: 'operand'; index: number }
	| { kind: 'name' | 'symbol'; text: string };

/** Bounds keep a hostile calculation from exhausting the stack. */
const MOST_LEXEMES = 400;

const FUNCTIONS: Record<string, (...numbers: number[]) => number> = {
	round: (number, digits = 0) => roundTo(number, digits),
	floor: Math.floor,
	ceil: Math.ceil,
	abs: Math.abs,
	sqrt: Math.sqrt,
	pow: Math.pow,
	min: (...numbers) => Math.min(...numbers),
	max: (...numbers) => Math.max(...numbers),
};
const OPERATORS: Record<
	string,
	{ binds: number; apply: (left: number, right: number) => number; fromRight?: true }
> = {
	'+': { binds: 1, apply: (left, right) => left + right },
	'-': { binds: 1, apply: (left, right) => left - right },
	'*': { binds: 2, apply: (left, right) => left * right },
	'/': { binds: 2, apply: (left, right) => left / right },
	'%': { binds: 2, apply: (left, right) => left % right },
	'^': { binds: 4, apply: (left, right) => left ** right, fromRight: true },
};
const BINDS_SIGN = 3;

/**
 * `$e{ round(${gr://SC_0/Score} / 5) * 100 }`: + - * / % ^, brackets, and round floor ceil abs sqrt pow min max. Tokens
 * are resolved first and must be numbers: an empty one makes the whole empty, a text makes it unresolved.
 */
export function compileMaths(part: MathsPart, resolve: (token: TokenPart) => Resolve): Resolve {
	const lexemes = lexemesOf(part);
	const calculate = typeof lexemes === 'string' ? lexemes : parse(lexemes);
	if (typeof calculate === 'string') {
		const unresolved = new Unresolved(calculate);
		return () => unresolved;
	}
	const operands = part.parts
		.filter((inner) => inner.kind === 'token')
		.map((token) => ({ raw: token.raw, resolve: resolve(token) }));
	return (context) => {
		const numbers = readOperands(operands, context);
		if (!Array.isArray(numbers)) return numbers;
		const result = calculate(numbers);
		return Number.isFinite(result)
			? Number(result.toPrecision(15))
			: new Unresolved('The calculation has no result');
	};
}

function readOperands(
	operands: Array<{ raw: string; resolve: Resolve }>,
	context: RenderContext,
): number[] | Unresolved | undefined {
	const numbers: number[] = [];
	for (const { raw, resolve } of operands) {
		const value = resolve(context);
		if (value === undefined) return undefined;
		if (value instanceof Unresolved) return new Unresolved(`${raw}: ${value.reason}`);
		const number = toNumber(value);
		if (number === undefined) return new Unresolved(`${raw} is not a number`);
		numbers.push(number);
	}
	return numbers;
}

function lexemesOf(part: MathsPart): Lexeme[] | string {
	const lexemes: Lexeme[] = [];
	let operands = 0;
	for (const inner of part.parts) {
		if (inner.kind === 'token') {
			lexemes.push({ kind: 'operand', index: operands++ });
			continue;
		}
		const pattern = /\s*(?:(\d+(?:\.\d+)?|\.\d+)|([a-zA-Z]+)|(\S))/y;
		for (let match = pattern.exec(inner.text); match; match = pattern.exec(inner.text)) {
			const [, number, name, symbol] = match;
			if (number) lexemes.push({ kind: 'number', value: Number(number) });
			else lexemes.push({ kind: name ? 'name' : 'symbol', text: name ?? symbol });
			if (lexemes.length > MOST_LEXEMES) break;
		}
	}
	return lexemes.length > MOST_LEXEMES ? 'The calculation is too long' : lexemes;
}

/** Precedence climbing; a text says what is wrong. */
function parse(lexemes: Lexeme[]): Calculate | string {
	let position = 0;
	const symbolAt = () => {
		const lexeme = lexemes[position];
		return lexeme?.kind === 'symbol' ? lexeme.text : undefined;
	};

	const primary = (): Calculate | undefined => {
		const lexeme = lexemes[position++];
		if (lexeme === undefined) return undefined;
		if (lexeme.kind === 'number') return () => lexeme.value;
		if (lexeme.kind === 'operand') return (operands) => operands[lexeme.index];
		if (lexeme.kind === 'name') return call(lexeme.text.toLowerCase());
		if (lexeme.text === '-' || lexeme.text === '+') {
			const inner = expression(BINDS_SIGN);
			return inner && (lexeme.text === '-' ? (operands) => -inner(operands) : inner);
		}
		if (lexeme.text !== '(') return undefined;
		const inner = expression(0);
		if (symbolAt() !== ')') return undefined;
		position++;
		return inner;
	};

	const call = (name: string): Calculate | undefined => {
		if (!Object.hasOwn(FUNCTIONS, name) || symbolAt() !== '(') return undefined;
		const args: Calculate[] = [];
		do {
			position++;
			const argument = expression(0);
			if (!argument) return undefined;
			args.push(argument);
		} while (symbolAt() === ',');
		if (symbolAt() !== ')') return undefined;
		position++;
		return (operands) => FUNCTIONS[name](...args.map((argument) => argument(operands)));
	};

	const expression = (least: number): Calculate | undefined => {
		let left = primary();
		while (left) {
			const symbol = symbolAt();
			const operator =
				symbol !== undefined && Object.hasOwn(OPERATORS, symbol) ? OPERATORS[symbol] : undefined;
			if (!operator || operator.binds < least) return left;
			position++;
			const right = expression(operator.fromRight ? operator.binds : operator.binds + 1);
			if (!right) return undefined;
			const before = left;
			left = (operands) => operator.apply(before(operands), right(operands));
		}
		return undefined;
	};

	const whole = expression(0);
	if (whole && position === lexemes.length) return whole;
	return 'The calculation is not understood: + - * / % ^, brackets, round floor ceil abs sqrt pow min max and tokens may stand in it';
}

function roundTo(number: number, digits: number): number {
	const places = Math.max(-12, Math.min(12, Math.trunc(digits)));
	const factor = 10 ** places;
	return (
		(Math.sign(number) * Math.round(Number((Math.abs(number) * factor).toPrecision(15)))) / factor
	);
}
