import {
	isSingular,
	type Operand,
	type Operator,
	type Query,
	type Segment,
	type Selector,
	type Test,
} from './JsonPath';
import { Scanner } from './Scanner';

/** UTF-16 units. */
const LONGEST_PATH = 1_000;
/** Brackets within brackets, filters within filters. */
const DEEPEST_BRACKETS = 12;
const MOST_SELECTORS = 100;

const NO_CALLS = 'a path holds no calls: it can look things up and compare them, nothing else';
const NO_PATTERNS = 'a path holds no patterns: it can compare with ==, !=, <, <=, > and >=';
const OPERATORS: readonly Operator[] = ['==', '!=', '<=', '>=', '<', '>'];

/** The syntax tree of a path; or a sentence that says what is wrong with it, and where. */
export function parsePath(path: string): Query | string {
	if (!path.startsWith('$')) return 'the path must begin with $';
	if (path.length > LONGEST_PATH) return `the path is longer than ${LONGEST_PATH} characters`;
	const scanner = new Scanner(path);
	try {
		return new Parser(scanner).whole();
	} catch {
		return scanner.fault ?? 'the path cannot be read';
	}
}

/** RFC 9535 section 2, without functions, and with one `..` at most. */
class Parser {
	private descents = 0;
	private selectors = 0;
	private depth = 0;

	constructor(private readonly scan: Scanner) {}

	whole(): Query {
		this.scan.take('$');
		const query = this.query('$');
		if (!this.scan.isAtEnd) this.unexpected('a name behind a dot, or an opening bracket');
		return query;
	}

	private query(from: Query['from']): Query {
		const segments: Segment[] = [];
		for (let one = this.segment(); one; one = this.segment()) segments.push(one);
		return { kind: 'query', from, segments };
	}

	private segment(): Segment | undefined {
		const { scan } = this;
		const before = scan.at;
		scan.blanks();
		const start = scan.at;
		if (scan.take('..')) {
			this.descents += 1;
			if (this.descents > 1) scan.fail('a path may hold only one ..', start);
			const selectors = scan.next === '[' ? this.bracketed() : [this.shorthand()];
			return { kind: 'descendant', selectors };
		}
		if (scan.take('.')) return { kind: 'child', selectors: [this.shorthand()] };
		if (scan.next === '[') return { kind: 'child', selectors: this.bracketed() };
		scan.at = before;
		return undefined;
	}

	private shorthand(): Selector {
		const { at } = this.scan;
		this.count();
		if (this.scan.take('*')) return { kind: 'wildcard', at };
		const name = this.scan.name();
		if (name === undefined) {
			if (/\d/.test(this.scan.next))
				this.scan.fail("a name that begins with a digit is written ['1'], a position [1]");
			this.unexpected('a name or *');
		}
		if (this.scan.next === '(') this.scan.fail(NO_CALLS);
		return { kind: 'name', name, at };
	}

	private bracketed(): Selector[] {
		const { scan } = this;
		this.enter();
		scan.take('[');
		const selectors: Selector[] = [];
		do {
			scan.blanks();
			selectors.push(this.selector());
			scan.blanks();
		} while (scan.take(','));
		if (!scan.take(']')) this.unexpected('a comma or a closing bracket');
		this.depth -= 1;
		return selectors;
	}

	private selector(): Selector {
		const { scan } = this;
		const { at } = scan;
		this.count();
		const name = scan.quoted();
		if (name !== undefined) return { kind: 'name', name, at };
		if (scan.take('*')) return { kind: 'wildcard', at };
		if (scan.take('?')) {
			scan.blanks();
			return { kind: 'filter', test: this.or(), at };
		}
		return this.position(at);
	}

	private position(at: number): Selector {
		const { scan } = this;
		const start = scan.integer();
		const behind = scan.at;
		scan.blanks();
		if (!scan.take(':')) {
			scan.at = behind;
			if (start === undefined) this.unexpected('a name in quotation marks, a position, * or ?');
			return { kind: 'index', index: start, at };
		}
		scan.blanks();
		const end = scan.integer();
		scan.blanks();
		let step: number | undefined;
		if (scan.take(':')) {
			scan.blanks();
			step = scan.integer();
		}
		return {
			kind: 'slice',
			...(start !== undefined && { start }),
			...(end !== undefined && { end }),
			...(step !== undefined && { step }),
			at,
		};
	}

	private or(): Test {
		return this.series('or', '||', () => this.series('and', '&&', () => this.basic()));
	}

	private series(kind: 'or' | 'and', sign: string, read: () => Test): Test {
		const tests: Test[] = [];
		do {
			this.scan.blanks();
			tests.push(read());
			this.scan.blanks();
		} while (this.scan.take(sign));
		return tests.length === 1 ? tests[0] : { kind, tests };
	}

	private basic(): Test {
		const { scan } = this;
		if (scan.take('!')) {
			scan.blanks();
			return { kind: 'not', test: scan.next === '(' ? this.inBrackets() : this.presence() };
		}
		if (scan.next === '(') return this.inBrackets();
		const start = scan.at;
		const left = this.operand();
		const operator = this.operator();
		if (operator === undefined) {
			if (left.kind === 'query') return { kind: 'exists', query: left };
			return scan.fail('a text, number or word alone is nothing to choose by: compare it', start);
		}
		const right = this.operand();
		for (const side of [left, right])
			if (side.kind === 'query' && !isSingular(side))
				scan.fail(
					'what is compared must be one value: *, .., ranges and filters may find more',
					start,
				);
		return { kind: 'compare', operator, left, right };
	}

	private inBrackets(): Test {
		this.enter();
		this.scan.take('(');
		const test = this.or();
		if (!this.scan.take(')')) this.unexpected('&&, || or a closing bracket');
		this.depth -= 1;
		return test;
	}

	private presence(): Test {
		const query = this.path();
		if (!query) this.notACall();
		if (!query) this.unexpected('a path beginning with @ or $, or an opening bracket, behind !');
		const behind = this.scan.at;
		if (this.operator() !== undefined)
			this.scan.fail('! stands before a path or a bracket: put the comparison in brackets', behind);
		return { kind: 'exists', query };
	}

	private path(): Query | undefined {
		if (this.scan.take('@')) return this.query('@');
		return this.scan.take('$') ? this.query('$') : undefined;
	}

	private operand(): Operand {
		const { scan } = this;
		const path = this.path();
		if (path) return path;
		const value = scan.quoted() ?? scan.number();
		return value === undefined ? this.word() : { kind: 'literal', value };
	}

	private word(): Operand {
		const { scan } = this;
		const start = scan.at;
		this.notACall();
		const word = scan.name();
		if (word === 'true' || word === 'false') return { kind: 'literal', value: word === 'true' };
		if (word === 'null') return { kind: 'literal', value: null };
		scan.at = start;
		return this.unexpected(
			'a path beginning with @ or $, a text in quotation marks, a number, true, false or null',
		);
	}

	private notACall(): void {
		const start = this.scan.at;
		const word = this.scan.name();
		if (word !== undefined && this.scan.next === '(') this.scan.fail(NO_CALLS, start);
		this.scan.at = start;
	}

	private operator(): Operator | undefined {
		const { scan } = this;
		const behind = scan.at;
		scan.blanks();
		const operator = OPERATORS.find((one) => scan.take(one));
		if (operator === undefined) {
			if (scan.next === '=') this.unexpected('==');
			scan.at = behind;
			return undefined;
		}
		scan.blanks();
		return operator;
	}

	/** Every further bracket and filter costs work with each entry. */
	private enter(): void {
		this.depth += 1;
		if (this.depth > DEEPEST_BRACKETS) this.scan.fail('brackets are nested too deep');
	}

	private count(): void {
		this.selectors += 1;
		if (this.selectors > MOST_SELECTORS) this.scan.fail('the path names too much');
	}

	private unexpected(wanted: string): never {
		const { scan } = this;
		if (scan.isAtEnd) scan.fail(`the path ends where ${wanted} should follow`);
		if (scan.next === '(') scan.fail(NO_CALLS);
		if (scan.next === '/' || scan.next === '~') scan.fail(NO_PATTERNS);
		return scan.fail(`here should stand ${wanted}, not ${scan.next}`);
	}
}
