import type { IExecuteFunctions } from 'n8n-workflow';
import { ConnectorError } from '../../http/ConnectorError';
import type { AuthorText } from '../../pipedText/authorText';
import type { Operation, PlanOptions } from '../../records';
import { entriesIn } from '../entries';
import { readRaw, type Raw } from '../rawParameters';
import { isToolRun } from '../toolRun';

/** What a node that writes records calls things. */
export interface RecordNode {
	/** The status that an answer may set: the parameters, the source's label, and the field of the output. */
	status: { isSet: string; source: string; label: string; shownAs: string };
	/** What automatic mapping finds no counterpart for: `No ${fieldWords} is named like …`. */
	fieldWords: string;
	/** Whether failed items say so in `status` too. */
	marksFailed: boolean;
}

/** What holds for a whole run, whatever the system; the rest is read by the provider it belongs to. */
export interface RecordSettings {
	operation: Operation;
	isAutomatic: boolean;
	setsStatus: boolean;
	/** As their author wrote them, or the entries that an n8n expression gives. */
	optInValues: AuthorText | readonly string[];
	optOutValues: AuthorText | readonly string[];
	/** IANA name, of the workflow. */
	timeZone: string;
	/** Where nothing is written without one. */
	approval?: ApprovalSettings;
	/** An AI agent calls the node. */
	isTool: boolean;
	/** `dryRun` also where a plan is made for approval. */
	options: SharedOptions;
}

export interface ApprovalSettings {
	/** By item; empty where there is none. */
	tokens: string[];
	/** For how long a token holds. */
	minutes: number;
	/** No item has a token: plans are made, and nothing is written. */
	isPlanning: boolean;
}

interface SharedOptions {
	allowOptInAgain?: boolean;
	approvalMinutes?: number;
	checkBeforeWriting?: boolean;
	dryRun?: boolean;
	needsApproval?: boolean;
	returnRecord?: boolean;
	whenSeveralMatch?: PlanOptions['whenAmbiguous'] | 'newest';
	whenUnresolved?: 'report' | 'error';
}

export function readRecordSettings(
	context: IExecuteFunctions,
	{ status }: RecordNode,
): RecordSettings {
	const read = <T>(name: string, fallback: T): T =>
		context.getNodeParameter(name, 0, fallback) as T;
	const entries = (name: string) => entriesIn(context, readRaw<Raw>(context, name, ''));
	const operation = read<string>('operation', '');
	const setsStatus = read(status.isSet, false);
	const options = read<SharedOptions>('options', {});
	const approval = approvalSettings(context, options);
	return {
		// Whoever is looked for by other rules is created or updated all the same.
		operation: operation === 'create' || operation === 'update' ? operation : 'createOrUpdate',
		isAutomatic: read<string>('mappingMode', 'manual') === 'automatic',
		setsStatus,
		optInValues: setsStatus ? entries('optInValues') : [],
		optOutValues: setsStatus ? entries('optOutValues') : [],
		timeZone: context.getTimezone(),
		isTool: isToolRun(context),
		...(approval && { approval }),
		options: approval?.isPlanning ? { ...options, dryRun: true } : options,
	};
}

const DEFAULT_APPROVAL_MINUTES = 60;

/** A dry run shows what there is to approve, and asks for nothing. */
function approvalSettings(
	context: IExecuteFunctions,
	{ needsApproval = false, dryRun = false, approvalMinutes, checkBeforeWriting }: SharedOptions,
): ApprovalSettings | undefined {
	if (!needsApproval || dryRun) return undefined;
	if (checkBeforeWriting === false) {
		throw new ConnectorError('input', 'What is not looked up first cannot be approved', {
			hint: "Switch on 'Check Before Writing' in the options, or switch off 'Needs Approval'.",
		});
	}
	const tokens = context.getInputData().map((_item, itemIndex) => {
		const token = context.getNodeParameter('options.approvalToken', itemIndex, '');
		return typeof token === 'string' ? token.trim() : '';
	});
	const isPlanning = tokens.every((token) => token === '');
	return { tokens, minutes: approvalMinutes ?? DEFAULT_APPROVAL_MINUTES, isPlanning };
}
