import { asNumber, asRecord, asRecords, asText, type Json } from './json';

/**
 * Whether another page follows. The link to it says so; where a list has no such link, a full page that is not the last one by
 * the count has one behind it. Source: contracts/surveymonkey.md 3.3.
 */
export function hasNext(body: Json, { page, perPage }: { page: number; perPage: number }): boolean {
	if (asText(asRecord(body.links).next) !== undefined) return true;
	// A page may be made smaller than was asked for.
	const size = asNumber(body.per_page) ?? perPage;
	const isFull = asRecords(body.data).length >= size;
	const total = asNumber(body.total);
	return isFull && (total === undefined || page * size < total);
}
