import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { compileList, faultOf } from '../../../shared/connectors/webhook/jsonPath';
import { pathsOfSample, type SamplePath } from '../../../shared/connectors/webhook/sample';
import { asNodeError } from '../../../shared/face/errors';
import { authorTextIn, rawInEditor } from '../../../shared/face/rawParameters';
import { own, trimmed } from '../../../shared/pipedText/authorText';
import { readSample } from './samplePayload';

const read = (context: ILoadOptionsFunctions) => (name: string, fallback: unknown) =>
	context.getNode().parameters[name] ?? fallback;

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

const inside = (payload: unknown): SamplePath[] => pathsOfSample(JSON.stringify(payload));

/** Lists behind the mapping's paths. They show what is in the pasted sample. */
export const sampleLists = {
	/** Every place. */
	searchSamplePaths: search((context) => inside(payloadOf(context))),
	/** Lists, entry by entry, and maps. */
	searchSampleLists: search((context) =>
		inside(payloadOf(context)).flatMap((place) => {
			if (place.kind === 'list') return [{ ...place, path: `${place.path}[*]` }];
			return place.kind === 'map' && !place.path.endsWith('[*]') ? [place] : [];
		}),
	),
	/** Places within the first entry of the list that the mapping names beside. */
	searchEntryPaths: search((context) => {
		const each = trimmed(authorTextIn(rawInEditor(context, '&each')) ?? own(''));
		if (each === '' || faultOf(each) !== undefined) return [];
		const [first] = compileList(each)(payloadOf(context));
		return first === undefined ? [] : inside(first);
	}),
};
