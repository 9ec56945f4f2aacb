import { qualtrics } from './qualtrics/kind';
import type { Kind } from './registry';
import type { SourceKind } from './SourceKind';
import { startquestion } from './startquestion/kind';
import { webhook } from './webhook/kind';

const KINDS: Record<Kind, SourceKind> = { qualtrics, startquestion, webhook };

export const kindOf = ({ source }: { source: { kind: Kind } }): SourceKind => KINDS[source.kind];
