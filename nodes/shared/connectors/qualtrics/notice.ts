import { factsOf } from '../../http/vendorText';
import { asText, isRecord } from './json';

const OTHER_DATA_CENTRE =
	/\bhost instead:\s{0,9}(?:https:\/\/)?([a-z][a-z0-9-]{1,30})\.qualtrics\.com\b/i;
const ENDING =
	/\b(?:deprecat\w{0,6}|retir\w{0,6}|sunset\w{0,4}|no longer (?:be )?(?:supported|available)|end[- ]of[- ]life)\b/i;
const WORKS = /\b(?:maintenance|outage|degraded|incident)\b/i;

/**
 * What Qualtrics has to say beside an answer (`meta.notice`, contracts/qualtrics.md 1.1.3), in our own words: like every text of
 * an outside system it may quote a record, so the text itself does not pass. Undefined where there is none.
 */
export const noticeOf = (body: unknown): string | undefined => {
	const meta = isRecord(body) && isRecord(body.meta) ? body.meta : {};
	const text = asText(meta.notice)?.trim().slice(0, LONGEST_READ);
	if (text === undefined || text === '') return undefined;
	const dataCentre = OTHER_DATA_CENTRE.exec(text)?.[1].toLowerCase();
	if (dataCentre !== undefined) {
		return `Qualtrics forwards these requests to the data centre ${dataCentre}, which takes longer. Set the data centre of the Qualtrics credential to ${dataCentre}.`;
	}
	if (ENDING.test(text)) {
		return 'Qualtrics will retire an API call that this node uses. Check for a newer version of the package.';
	}
	if (WORKS.test(text)) return 'Qualtrics reports maintenance or an outage.';
	const { said } = factsOf(text, []);
	const about = said === '' ? '' : `: ${said}`;
	return `Qualtrics sent a notice along with its answer${about}. Its text is hidden, as it may contain personal data.`;
};

const LONGEST_READ = 2_000;
