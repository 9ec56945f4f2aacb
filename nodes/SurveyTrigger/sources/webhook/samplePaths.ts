import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { isRecord } from '../../../shared/connectors/webhook/json';
import { compileList, faultOf } from '../../../shared/connectors/webhook/jsonPath';
import { pathsIn, type SamplePath } from '../../../shared/connectors/webhook/sample';
import { asNodeError } from '../../../shared/n8n/errors';
import { authorTextIn, rawInEditor, rawOfNode, type Raw } from '../../../shared/n8n/rawParameters';
import { own, trimmed } from '../../../shared/pipedText/authorText';
import { readSample } from './samplePayload';

const read = (context: ILoadOptionsFunctions) => (name: string, fallback: unknown) =>
	context.getNode().parameters[name] ?? fallback;

const EACH = '$[*]';

type Search = (this: ILoadOptionsFunctions, filter?: string) => Promise<INodeListSearchResult>;

const search = (pathsFor: (context: ILoadOptionsFunctions) => SamplePath[]): Search =>
	async function (this, filter) {
		const find = async (): Promise<INodeListSearchResult> => {
			const wanted = filter?.trim().toLowerCase() ?? '';
			const results = pathsFor(this)
				.map(({ path, example }) => ({
					name: example === '' ? path : `${path} · ${example}`,
					value: path,
				}))
				.filter(({ name }) => name.toLowerCase().includes(wanted));
			return { results };
		};
		return await asNodeError(this.getNode(), find());
	};

const payloadOf = (context: ILoadOptionsFunctions): unknown => readSample(read(context), undefined);

interface ResponseFields {
	row?: Array<{ field?: unknown; path?: Raw }>;
}

/** Where a call brings several responses, the mapping's paths begin in each. */
function firstResponse(context: ILoadOptionsFunctions, payload: unknown): unknown {
	const rows = rawOfNode<ResponseFields>(context, 'responseFields')?.row ?? [];
	const row = rows.find(({ field }) => field === 'deliveries');
	const deliveries = trimmed(authorTextIn(row?.path) ?? own(''));
	const isMapped = deliveries !== '' && faultOf(deliveries) === undefined;
	const [named] = isMapped ? compileList(deliveries)(payload) : [];
	if (named !== undefined) return named;
	return Array.isArray(payload) ? (payload as unknown[]).find(isRecord) : payload;
}

const listsOf = (payload: unknown): SamplePath[] =>
	pathsIn(payload).flatMap((found) => {
		if (found.kind === 'list') return [{ ...found, path: `${found.path}[*]` }];
		return found.kind === 'map' && !found.path.endsWith('[*]') ? [found] : [];
	});

/** Lists behind the mapping's paths. They show what is in the pasted sample. */
export const sampleLists = {
	/** Every place. */
	searchSamplePaths: search((context) => pathsIn(firstResponse(context, payloadOf(context)))),
	/** Lists, entry by entry, and maps. */
	searchSampleLists: search((context) => {
		const payload = payloadOf(context);
		const whole: SamplePath[] = Array.isArray(payload)
			? [{ path: '$[*]', kind: 'list', example: `${payload.length} entries` }]
			: [];
		return [...whole, ...listsOf(firstResponse(context, payload))];
	}),
	/** Places within the first entry of the list that the mapping names beside. */
	searchEntryPaths: search((context) => {
		const each = trimmed(authorTextIn(rawInEditor(context, '&each')) ?? own(''));
		if (each === '' || faultOf(each) !== undefined) return [];
		const find = compileList(each);
		const payload = payloadOf(context);
		const entries = each.startsWith('$[') ? find(payload) : find(firstResponse(context, payload));
		return pathsIn(entries.filter(isRecord)).flatMap(({ path, ...found }) =>
			path.startsWith(EACH) && path !== EACH
				? [{ path: `$${path.slice(EACH.length)}`, ...found }]
				: [],
		);
	}),
};
