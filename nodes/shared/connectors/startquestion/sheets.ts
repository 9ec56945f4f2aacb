import { ConnectorError } from '../../http/ConnectorError';
import type { Api } from './api';
import { idPart } from './api';
import { outsideContract } from './errorTable';
import { asNumber, asRecord, asRecords, asText, isRecord, type Json } from './json';
import { LIMITS } from './limits';

export interface SheetFilter {
	/** Calendar days of the account. Both ends are told as open ("later than", "earlier than"). */
	laterThan?: string;
	earlierThan?: string;
	includeUnfinished?: boolean;
}

export interface SheetPage {
	sheets: Json[];
	/** How many satisfy the filter in all, where the answer says so. */
	total?: number;
}

/** Source: contracts/startquestion.md 2. */
export interface Sheets {
	page(
		surveyId: string,
		options: { page: number; limit: number; filter?: SheetFilter },
	): Promise<SheetPage>;
	/** Every sheet once, page after page. */
	all(surveyId: string, filter: SheetFilter): AsyncGenerator<Json, void, undefined>;
	get(surveyId: string, sheetId: string): Promise<Json | undefined>;
}

export const createSheets = (api: Api): Sheets => {
	const page: Sheets['page'] = async (surveyId, { page: number, limit, filter = {} }) => {
		const subject = `the results of survey ${surveyId}`;
		const query = {
			page: number,
			limit,
			lowerResponseDate: filter.laterThan,
			upperResponseDate: filter.earlierThan,
			...(filter.includeUnfinished && { includeUnfinished: 1 }),
		};
		const path = `/api/v3/results/single-sheets/${idPart(surveyId)}`;
		return readPage(await api.get({ path, query, subject }), subject);
	};

	return {
		page,
		async *all(surveyId, filter) {
			const seen = new Set<string>();
			let read = 0;
			for (let number = 1; number <= LIMITS.mostPages; number += 1) {
				const { sheets, total } = await page(surveyId, {
					page: number,
					limit: LIMITS.sheetsPerPage,
					filter,
				});
				const fresh = sheets.filter((sheet) => !seen.has(sheetId(sheet)));
				for (const sheet of fresh) {
					seen.add(sheetId(sheet));
					yield sheet;
				}
				read += sheets.length;
				// New sheets push old ones onto the next page, so that a short page is not the end, nor one of known sheets alone
				// where more are counted.
				if (sheets.length === 0 || (total === undefined && fresh.length === 0)) return;
				if (total !== undefined && read >= total) return;
			}
			throw new ConnectorError('unexpected', `The results of survey ${surveyId} come to no end`);
		},
		async get(surveyId, id) {
			const subject = `response ${id}`;
			const path = `/api/v2/results/single-sheets/${idPart(surveyId)}`;
			const query = { id_response: id, includeUnfinished: 1 };
			const { sheets } = readPage(await api.get({ path, query, subject }), subject);
			return sheets.find((sheet) => sheetId(sheet) === id);
		},
	};
};

export const sheetId = (sheet: Json): string => asText(asRecord(sheet.meta).id) ?? '';

const LISTS = ['data', 'sheets', 'results', 'items', 'responses'];
const TOTALS = ['total', 'totalCount', 'total_count', 'count'];

/** A plain list (v2), a list with a count (v3), both perhaps under `data`, or one sheet alone. */
function readPage(answered: unknown, subject: string): SheetPage {
	const body =
		isRecord(answered) && isRecord(answered.data) ? { ...answered, ...answered.data } : answered;
	if (Array.isArray(body)) return { sheets: asRecords(body) };
	if (!isRecord(body)) throw outsideContract(subject);
	if (isRecord(body.meta) && Array.isArray(body.questions)) return { sheets: [body] };
	const name = LISTS.find((candidate) => Array.isArray(body[candidate]));
	if (name === undefined) throw outsideContract(subject);
	const counts = { ...asRecord(body.meta), ...asRecord(body.pagination), ...body };
	const total = TOTALS.map((candidate) => asNumber(counts[candidate])).find(
		(count) => count !== undefined,
	);
	return { sheets: asRecords(body[name]), ...(total !== undefined && { total }) };
}
