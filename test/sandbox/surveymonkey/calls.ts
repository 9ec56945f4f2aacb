import type { Exchange, Reply } from '../http/types';
import { refuse } from './access';
import type { Json, ModelSurvey } from './model';
import type { SurveyMonkeySandboxOptions } from './options';
import type { StoredResponse } from './responses';

export interface StoredWebhook {
	id: string;
	name: string;
	event_type: string;
	object_type: string;
	object_ids: string[];
	subscription_url: string;
}

export interface World {
	options: SurveyMonkeySandboxOptions;
	surveys: Map<string, ModelSurvey>;
	responses: StoredResponse[];
	webhooks: StoredWebhook[];
	isRevoked: boolean;
	url: string;
	now(): number;
}

export interface Call {
	world: World;
	exchange: Exchange;
	query: URLSearchParams;
	ids: string[];
}

export interface Route {
	method: string;
	path: RegExp;
	query: readonly string[];
	scope: string;
	handle(call: Call): Reply | Promise<Reply>;
}

export const invalid = (name: string) => refuse(400, '1003', `Invalid URL parameters: ${name}`);

function wholeNumber(query: URLSearchParams, name: string, fallback: number, most: number): number {
	const text = query.get(name);
	if (text === null) return fallback;
	if (!/^[1-9]\d*$/.test(text) || Number(text) > most) throw invalid(name);
	return Number(text);
}

/** Rule 3.3. */
export function page(
	{ world, exchange, query }: Call,
	all: unknown[],
	{ most, size = most }: { most: number; size?: number },
): Json {
	const number = wholeNumber(query, 'page', 1, 1e6);
	const perPage = Math.min(wholeNumber(query, 'per_page', 50, most), size);
	const link = (at: number) => `${world.url}${exchange.path}?page=${at}&per_page=${perPage}`;
	const isMore = number * perPage < all.length;
	return {
		data: all.slice((number - 1) * perPage, number * perPage),
		page: number,
		per_page: perPage,
		total: all.length,
		links: {
			self: link(number),
			...(isMore && world.options.hasNextLinks && { next: link(number + 1) }),
		},
	};
}

export function surveyOf(world: World, id: string): ModelSurvey {
	const survey = world.surveys.get(id);
	if (survey) return survey;
	throw refuse(404, '1020', 'There was an error retrieving the requested resource.');
}
