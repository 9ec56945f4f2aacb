import { alchemer } from './alchemer';
import { formbricks } from './formbricks';
import { skeepers } from './skeepers';
import { surveyjs } from './surveyjs';
import { surveymonkey } from './surveymonkey';
import { tally } from './tally';
import { typeform } from './typeform';
import type { WebhookPreset } from './WebhookPreset';

export type { Signature, WebhookPreset } from './WebhookPreset';

/** A tool is one file of data and one line here. */
export const PRESETS: readonly WebhookPreset[] = [
	alchemer,
	formbricks,
	skeepers,
	surveyjs,
	surveymonkey,
	tally,
	typeform,
];
