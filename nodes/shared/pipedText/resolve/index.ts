import type { Resolve, ResolverFactory, Settings } from './Resolver';
import type { TokenPart } from '../Template';
import { resolveContact } from './contact';
import { resolveDate } from './date';
import { resolveEventField, resolveField, resolveMetadataField } from './fields';
import { resolveRandom, resolveScore, resolveUnknown } from './others';
import { resolveLocation } from './location';
import { resolveQuestion } from './question';
import { resolveResponse } from './responseMetadata';

/** The token family. Schemes are case-sensitive, as in Qualtrics. */
const SCHEMES: Record<string, ResolverFactory> = {
	q: resolveQuestion,
	e: resolveField,
	rm: resolveMetadataField,
	aed: resolveEventField,
	aedj: resolveEventField,
	m: resolveContact,
	r: resolveResponse,
	loc: resolveLocation,
	date: resolveDate,
	gr: resolveScore,
	rand: resolveRandom,
};

export function resolverOf(token: TokenPart, settings: Settings): Resolve {
	const factory = Object.hasOwn(SCHEMES, token.scheme) ? SCHEMES[token.scheme] : resolveUnknown;
	return factory(token, settings);
}
