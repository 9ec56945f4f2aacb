import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { compileJsonPath } from '../../../nodes/shared/json/path/compileJsonPath';

interface Case {
	name: string;
	selector: string;
	document?: unknown;
	result?: unknown[];
	/** Where the order is open: each that is right. */
	results?: unknown[][];
	invalid_selector?: boolean;
}

/** The public compliance suite of RFC 9535 is not part of this project: it lies beside it, or where the environment says. */
const folder =
	process.env.SURVEY_OPS_SUITES ?? path.resolve(__dirname, '../../../../shared/suites');
const file = path.join(folder, 'jsonpath-rfc9535.json');
const isThere = existsSync(file);
const where = isThere ? 'beside the project' : 'SKIPPED: the suite is not beside the project';
if (!isThere) console.warn(`${where}; SURVEY_OPS_SUITES may name its folder`);
const cases = isThere ? (JSON.parse(readFileSync(file, 'utf8')) as { tests: Case[] }).tests : [];
const wellFormed = cases.filter((one) => !one.invalid_selector);

/** What paths here do not hold, and how many of the suite's well-formed cases need it. Each is a call. */
const REFUSED: Readonly<Record<string, number>> = {
	length: 20,
	count: 11,
	match: 21,
	search: 29,
	value: 2,
};
/** Of the well-formed cases. Without those that hold a call it is all. */
const LEAST_SHARE = 0.81;

const callIn = ({ selector }: Case): string =>
	/\b(length|count|match|search|value)\s*\(/.exec(selector)?.[1] ?? 'something else';

(isThere ? describe : describe.skip)(`LA01 JSONPath by the suite of RFC 9535, ${where}`, () => {
	it('holds the cases it is known by', () => {
		expect(cases.length).toBeGreaterThanOrEqual(703);
		expect(wellFormed.length).toBeGreaterThanOrEqual(456);
	});

	it('whatever is accepted finds exactly what the RFC says', () => {
		const wrong = wellFormed.flatMap(({ name, selector, document, result, results }) => {
			const compiled = compileJsonPath(selector);
			if (typeof compiled === 'string') return [];
			const found = compiled.find(document);
			const right = (results ?? [result]).map((one) => JSON.stringify(one));
			return right.includes(JSON.stringify(found)) ? [] : [{ name, selector, found, right }];
		});
		expect(wrong).toEqual([]);
	});

	it('whatever is not well-formed is refused', () => {
		const accepted = cases
			.filter(({ invalid_selector }) => invalid_selector)
			.filter(({ selector }) => typeof compileJsonPath(selector) !== 'string');
		expect(accepted).toEqual([]);
	});

	it('only what holds a call is refused, by a sentence that says so', () => {
		const refused: Record<string, number> = {};
		for (const one of wellFormed) {
			const compiled = compileJsonPath(one.selector);
			if (typeof compiled !== 'string') continue;
			expect(compiled).toContain('no calls');
			refused[callIn(one)] = (refused[callIn(one)] ?? 0) + 1;
		}
		expect(refused).toEqual(REFUSED);
		const count = Object.values(refused).reduce((sum, one) => sum + one, 0);
		expect(1 - count / wellFormed.length).toBeGreaterThanOrEqual(LEAST_SHARE);
	});
});
