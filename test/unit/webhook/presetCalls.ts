import { compileSpec } from '../../../nodes/shared/connectors/webhook/mapPayload';
import { PRESETS } from '../../../nodes/shared/connectors/webhook/presets';
import type { SurveyResponse } from '../../../nodes/shared/survey/SurveyResponse';

export type Json = Record<string, unknown>;

const specOf = (preset: string) => PRESETS.find(({ name }) => name === preset)!.spec;
export const read = (preset: string, payload: unknown): SurveyResponse =>
	compileSpec(specOf(preset))(payload, { timeZone: 'UTC', includeMeta: true })[0].response;

export const ADA = { id: '7', email: 'ada@b.c', phone: '+331', firstName: 'Ada', lastName: 'L' };
export const LINK = [{ system: 'salesmanago', type: 'smclientid', value: 'sm1' }];
