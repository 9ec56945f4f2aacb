import type { Ceiling, Measured } from './ceilings/Ceiling';
import { measure } from './ceilings/Ceiling';
import { dataverse } from './ceilings/dataverse';
import { hubspot } from './ceilings/hubspot';
import { qualtrics } from './ceilings/qualtrics';
import { salesmanago } from './ceilings/salesmanago';
import { secutix } from './ceilings/secutix';
import { report, type Comparison } from './measure';

/**
 * How much of what each system allows is used, by stand-ins that enforce it, and how often they refuse. Requests go over HTTP;
 * minutes pass on a clock that does not wait, and requests take the time by it that they would take. Run: `npm run bench ceilings`.
 */
const CEILINGS = [hubspot, dataverse, ...qualtrics, salesmanago, secutix];

const span = (ms: number): string => (ms < 60_000 ? `${ms / 1000} s` : `${ms / 60_000} min`);

const lineOf = (
	{ system, what, allowed, windowMs, windows, rowsEach = 1 }: Ceiling,
	{ share, refused, latencyMs, idleMs, longestIdleMs }: Measured,
): Comparison => {
	const rows = Math.round(((share * allowed * rowsEach) / windowMs) * 60_000);
	const idle = `idle ${((100 * idleMs) / (windows * windowMs)).toFixed(0)} %, at most ${(longestIdleMs / 1000).toFixed(1)} s`;
	return {
		what: `${system}: share of the ceiling, ${what} (virtual clock)`,
		peer: 'the contract',
		peerFigure: `${allowed.toLocaleString('en')} in ${span(windowMs)}`,
		us: `${(share * 100).toFixed(1)} %, ${refused} refused; ${rows.toLocaleString('en')} rows/min, ${Math.round(latencyMs)} ms a request, ${idle}`,
		ratio: share,
		target: '≥ 0.9, none refused',
		isReached: share >= 0.9 && refused === 0,
	};
};

async function main(): Promise<void> {
	const lines: Comparison[] = [];
	for (const ceiling of CEILINGS) lines.push(lineOf(ceiling, await measure(ceiling)));
	report('ceilings', lines);
}

void main();
