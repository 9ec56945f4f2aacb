import { qualtrics } from './qualtrics/kind';
import { qualtricsSystem } from './qualtrics/system';
import type { Source } from './registry';
import type { SourceKind } from './SourceKind';
import { startquestion } from './startquestion/kind';
import { startquestionSystem } from './startquestion/system';
import { surveymonkey } from './surveymonkey/kind';
import { surveymonkeySystem } from './surveymonkey/system';
import { webhook } from './webhook/kind';
import { webhookSystem } from './webhook/system';

/** What each system of the registry does. */
const KINDS: ReadonlyMap<Source['system'], SourceKind> = new Map([
	[qualtricsSystem, qualtrics],
	[startquestionSystem, startquestion],
	[surveymonkeySystem, surveymonkey],
	[webhookSystem, webhook],
]);

export function kindOf({ source }: { source: Source }): SourceKind {
	const kind = KINDS.get(source.system);
	if (!kind) throw new Error(`Nothing is known of what ${source.system.id} does`);
	return kind;
}
