import { TOLD } from '../../../nodes/shared/connectors/dataverse/limits';

const NAME = 'x-ms-ratelimit-burst-remaining-xrm-requests';

describe('what is left of the allowance, by an answer of Dataverse', () => {
	it.each<[Record<string, string>, number | undefined]>([
		[{ [NAME]: '5999' }, 5999],
		[{ [NAME]: '0' }, 0],
		[{}, undefined],
		[{ [NAME]: '' }, undefined],
		[{ [NAME]: '-1' }, undefined],
		[{ [NAME]: '12.5' }, undefined],
		[{ [NAME]: 'many' }, undefined],
		[{ [NAME]: '9'.repeat(30) }, undefined],
	])('%j: %s', (headers, left) => expect(TOLD.leftOf({ headers })).toBe(left));
});
